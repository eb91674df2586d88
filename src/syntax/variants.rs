//! Sentences of a treebank as careless texts would have them, so that the parser has seen such.

use super::treebank::{Annotated, Word};

/// The sentence as a text that lost its commas and apostrophes: "Syria's army didn't, he said" becomes "Syrias army
/// didnt he said". `None` where it has none.
pub(super) fn without_marks(sentence: &Annotated) -> Option<Annotated> {
    let words = &sentence.words;
    let mut heads = vec![false; words.len() + 1];
    for word in words {
        heads[word.head] = true;
    }
    let leaf = |at: usize| !heads[at + 1];
    let possessive = |at: usize| {
        at > 0
            && words[at].relation == "case"
            && matches!(words[at].form.as_str(), "'s" | "’s" | "'" | "’")
    };
    let drops = |at: usize| leaf(at) && (words[at].form == "," || possessive(at));
    // The new number of each word, 0 for those that go.
    let mut number = vec![0; words.len() + 1];
    let mut count = 0;
    for at in 0..words.len() {
        if !drops(at) {
            count += 1;
            number[at + 1] = count;
        }
    }
    let mut kept: Vec<Word> = Vec::with_capacity(count);
    let mut changed = count < words.len();
    for (at, word) in words.iter().enumerate() {
        if number[at + 1] == 0 {
            if possessive(at)
                && word.form.ends_with('s')
                && let Some(owner) = kept.last_mut()
            {
                owner.form.push('s');
            }
            continue;
        }
        let mut word = word.clone();
        word.head = number[word.head];
        if word.form.len() > 1 && word.form.contains(['\'', '’']) {
            word.form.retain(|c| !matches!(c, '\'' | '’'));
            changed = true;
        }
        kept.push(word);
    }
    (changed && !kept.is_empty()).then(|| Annotated {
        words: kept,
        ..sentence.clone()
    })
}

/// The longest sentence, in words, that is taken for a headline.
const HEADLINE: usize = 16;

/// The sentence with its words in capitals as headlines have them, without its full stop. `None` where it is too long
/// for one.
pub(super) fn as_headline(sentence: &Annotated) -> Option<Annotated> {
    if sentence.words.len() > HEADLINE || sentence.words.len() < 4 {
        return None;
    }
    let mut changed = sentence.clone();
    let last = changed.words.len();
    if changed.words[last - 1].form == "." && changed.words.iter().all(|word| word.head != last) {
        changed.words.pop();
    }
    for word in &mut changed.words {
        let small = matches!(word.tag.as_str(), "ADP" | "DET" | "CCONJ" | "PART");
        if let (false, Some(first)) = (small, word.form.chars().next()) {
            word.form = first
                .to_uppercase()
                .chain(word.form.chars().skip(1))
                .collect();
        }
    }
    Some(changed)
}

#[cfg(test)]
mod tests {
    use super::{as_headline, without_marks};
    use crate::syntax::treebank::{Annotated, read};

    fn sentence() -> Annotated {
        let lines = [
            "Syria\tSyria\tPROPN\tNNP\t_\t3\tnmod:poss",
            "'s\t's\tPART\tPOS\t_\t1\tcase",
            "army\tarmy\tNOUN\tNN\t_\t7\tnsubj",
            ",\t,\tPUNCT\t,\t_\t7\tpunct",
            "did\tdo\tAUX\tVBD\t_\t7\taux",
            "n't\tnot\tPART\tRB\t_\t7\tadvmod",
            "move\tmove\tVERB\tVB\t_\t0\troot",
            ".\t.\tPUNCT\t.\t_\t7\tpunct",
        ];
        let content: String = lines
            .iter()
            .enumerate()
            .map(|(at, line)| format!("{}\t{line}\t_\t_\n", at + 1))
            .collect();
        read(&content).unwrap().remove(0)
    }

    fn shown(sentence: &Annotated) -> String {
        sentence
            .words
            .iter()
            .map(|word| format!("{}>{}", word.form, word.head))
            .collect::<Vec<_>>()
            .join(" ")
    }

    #[test]
    fn marks_go_and_heads_stay_right() {
        let bare = without_marks(&sentence()).unwrap();
        assert_eq!(shown(&bare), "Syrias>2 army>5 did>5 nt>5 move>0 .>5");
        assert_eq!(without_marks(&bare), None);
    }

    #[test]
    fn headlines_have_capitals_and_no_full_stop() {
        let headline = as_headline(&sentence()).unwrap();
        assert_eq!(
            shown(&headline),
            "Syria>3 's>1 Army>7 ,>7 Did>7 n't>7 Move>0"
        );
    }
}

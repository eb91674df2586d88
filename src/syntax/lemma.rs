//! Dictionary forms: rules of English inflection, a list of base forms to choose by, and a table of exceptions.

use super::treebank::Annotated;
use rustc_hash::{FxHashMap, FxHashSet};
use std::collections::BTreeMap;
use std::sync::LazyLock;

/// Base forms of irregular verbs by their past forms; a treebank of a million words lacks many of them.
static IRREGULAR_VERBS: LazyLock<FxHashMap<&str, &str>> = LazyLock::new(|| {
    include_str!("irregular_verbs.txt")
        .lines()
        .filter(|line| !line.starts_with('#'))
        .filter_map(|line| line.split_once(' '))
        .collect()
});

/// What the rules need beside themselves, learnt from a treebank.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Lexicon {
    /// Base forms seen, under a letter for their class.
    bases: FxHashSet<String>,
    /// Fine tag and form in lower case to the lemma where rules are wrong.
    exceptions: FxHashMap<String, Box<str>>,
}

fn class(fine_tag: &str) -> Option<char> {
    match fine_tag.get(..2)? {
        "VB" => Some('v'),
        "NN" => Some('n'),
        "JJ" | "RB" => Some('a'),
        _ => None,
    }
}

impl Lexicon {
    /// Learns base forms and the exceptions that occur in a treebank.
    pub(super) fn learn(sentences: &[Annotated]) -> Lexicon {
        let mut lexicon = Lexicon::default();
        let words = || sentences.iter().flat_map(|sentence| &sentence.words);
        for word in words() {
            if let Some(class) = class(&word.fine_tag)
                && word.lemma != "_"
                && word.lemma.chars().all(|c| c.is_alphabetic() || c == '-')
                && word.tag != "PROPN"
            {
                lexicon
                    .bases
                    .insert(format!("{class}{}", word.lemma.to_lowercase()));
            }
        }
        let mut counts: BTreeMap<(String, &str), usize> = BTreeMap::new();
        for word in words() {
            if word.lemma != "_" && word.tag != "PROPN" {
                *counts
                    .entry((key(&word.form, &word.tag, &word.fine_tag), &word.lemma))
                    .or_default() += 1;
            }
        }
        let mut best: BTreeMap<String, (usize, &str)> = BTreeMap::new();
        for ((key, lemma), count) in counts {
            let entry = best.entry(key).or_default();
            if count > entry.0 {
                *entry = (count, lemma);
            }
        }
        for (key, (count, lemma)) in best {
            let mut parts = key.splitn(3, '/');
            let (Some(tag), Some(fine_tag), Some(form)) =
                (parts.next(), parts.next(), parts.next())
            else {
                continue;
            };
            let ruled = lexicon.by_rule(form, tag, fine_tag);
            let odd = form
                .chars()
                .any(|c| c.is_ascii_digit() || matches!(c, '@' | '/' | '<' | '>'));
            if ruled != lemma
                && ruled != lemma.to_lowercase()
                && !odd
                && (count > 1 || lemma.chars().all(char::is_alphabetic))
            {
                lexicon.exceptions.insert(key, lemma.into());
            }
        }
        lexicon
    }

    /// The lemma of a form with its tags.
    pub(super) fn lemma(&self, form: &str, tag: &str, fine_tag: &str) -> Box<str> {
        if tag == "PROPN" {
            return form.into();
        }
        if let Some(lemma) = self.exceptions.get(&key(form, tag, fine_tag)) {
            return lemma.clone();
        }
        self.by_rule(&form.to_lowercase().replace('’', "'"), tag, fine_tag)
            .into()
    }

    fn by_rule(&self, form: &str, tag: &str, fine_tag: &str) -> String {
        let known = |class: char, base: &str| self.bases.contains(&format!("{class}{base}"));
        if tag == "VERB"
            && let Some(base) = IRREGULAR_VERBS.get(form)
        {
            return (*base).to_owned();
        }
        let candidates = match fine_tag {
            "NNS" => plural(form),
            "VBZ" => plural(form),
            "VBD" | "VBN" => past(form),
            "VBG" => participle(form),
            "JJR" | "RBR" => comparison(form, "er"),
            "JJS" | "RBS" => comparison(form, "est"),
            _ => Vec::new(),
        };
        if tag == "AUX" || tag == "PRON" || candidates.is_empty() {
            return form.to_owned();
        }
        let class = class(fine_tag).unwrap_or('n');
        candidates
            .iter()
            .find(|base| known(class, base))
            .or(candidates.first())
            .cloned()
            .unwrap_or_default()
    }

    /// The two lists, sorted, for the model file.
    pub(super) fn lists(&self) -> (Vec<&str>, Vec<(&str, &str)>) {
        let mut bases: Vec<&str> = self.bases.iter().map(String::as_str).collect();
        bases.sort_unstable();
        let mut exceptions: Vec<(&str, &str)> = self
            .exceptions
            .iter()
            .map(|(key, lemma)| (key.as_str(), &**lemma))
            .collect();
        exceptions.sort_unstable();
        (bases, exceptions)
    }

    /// The lexicon of two lists.
    pub(super) fn from_lists<'l>(
        bases: impl Iterator<Item = &'l str>,
        exceptions: impl Iterator<Item = (&'l str, &'l str)>,
    ) -> Lexicon {
        Lexicon {
            bases: bases.map(str::to_owned).collect(),
            exceptions: exceptions
                .map(|(key, lemma)| (key.to_owned(), lemma.into()))
                .collect(),
        }
    }
}

fn key(form: &str, tag: &str, fine_tag: &str) -> String {
    format!("{tag}/{fine_tag}/{}", form.to_lowercase().replace('’', "'"))
}

/// Possible base forms, the likeliest for an unknown word first.
fn plural(form: &str) -> Vec<String> {
    let Some(stem) = form.strip_suffix('s') else {
        return Vec::new();
    };
    if stem.ends_with('s') && !stem.ends_with("ss") || stem.len() < 2 {
        return vec![form.to_owned()];
    }
    let mut found = Vec::new();
    if let Some(stem) = form.strip_suffix("ies")
        && stem.len() > 1
    {
        found.push(format!("{stem}y"));
    }
    if let Some(stem) = form.strip_suffix("es") {
        let hissing = ["s", "x", "z", "ch", "sh", "o"]
            .iter()
            .any(|end| stem.ends_with(end))
            && !stem.ends_with("us")
            && !stem.ends_with("as")
            || stem.ends_with("ss");
        if hissing
            && !(stem.ends_with('z')
                || stem.ends_with("ns")
                || stem.ends_with("rs")
                || stem.ends_with("is"))
        {
            found.push(stem.to_owned());
        }
    }
    found.push(stem.to_owned());
    if let Some(stem) = form.strip_suffix("es") {
        found.push(stem.to_owned());
    }
    found
}

fn past(form: &str) -> Vec<String> {
    let Some(stem) = form.strip_suffix("ed") else {
        return Vec::new();
    };
    if let Some(stem) = form.strip_suffix("ied") {
        return vec![format!("{stem}y"), format!("{stem}ie")];
    }
    bare(stem)
}

fn participle(form: &str) -> Vec<String> {
    form.strip_suffix("ing").map(bare).unwrap_or_default()
}

fn comparison(form: &str, ending: &str) -> Vec<String> {
    let Some(stem) = form.strip_suffix(ending) else {
        return Vec::new();
    };
    match stem.strip_suffix('i') {
        Some(stem) => vec![format!("{stem}y")],
        None => bare(stem),
    }
}

/// The bases that a stem without its ending may come from: itself, with an "e", with one consonant less.
fn bare(stem: &str) -> Vec<String> {
    let letters: Vec<char> = stem.chars().collect();
    if letters.len() < 2 || !letters.iter().any(|c| vowel(*c)) {
        return vec![stem.to_owned()];
    }
    let (last, before) = (letters[letters.len() - 1], letters[letters.len() - 2]);
    let whole = stem.to_owned();
    let with_e = format!("{stem}e");
    let shorter: String = letters[..letters.len() - 1].iter().collect();
    if last == before && !vowel(last) {
        // "repelled" and "expelled", but "killed" and "shelled": one syllable keeps the doubled letter.
        let syllables = stem
            .split(|c| !vowel(c))
            .filter(|part| !part.is_empty())
            .count();
        return if matches!(last, 'l' | 's' | 'f' | 'z') && (syllables == 1 || last != 'l') {
            vec![whole, shorter]
        } else {
            vec![shorter, whole]
        };
    }
    let soft = matches!(last, 'v' | 'c' | 'u' | 'z')
        || last == 'g' && !matches!(before, 'n' | 'g')
        || last == 's' && before != 's'
        || last == 'l' && !vowel(before) && before != 'l';
    let single =
        !vowel(last) && vowel(before) && letters.len() > 2 && !vowel(letters[letters.len() - 3]);
    if soft
        || single && matches!(last, 't' | 'd' | 'r' | 'k' | 'm' | 'b' | 'p') && letters.len() < 5
        || stem.ends_with("at")
        || stem.ends_with("ir")
        || stem.ends_with("ur")
    {
        vec![with_e, whole]
    } else {
        vec![whole, with_e]
    }
}

fn vowel(letter: char) -> bool {
    matches!(letter, 'a' | 'e' | 'i' | 'o' | 'u' | 'y')
}

#[cfg(test)]
mod tests {
    use super::Lexicon;

    #[test]
    fn rules_alone_know_regular_inflection() {
        let lexicon = Lexicon::default();
        for (form, tag, fine_tag, lemma) in [
            ("Villages", "NOUN", "NNS", "village"),
            ("cities", "NOUN", "NNS", "city"),
            ("clashes", "NOUN", "NNS", "clash"),
            ("bases", "NOUN", "NNS", "base"),
            ("stopped", "VERB", "VBD", "stop"),
            ("seized", "VERB", "VBD", "seize"),
            ("killed", "VERB", "VBN", "kill"),
            ("shelling", "VERB", "VBG", "shell"),
            ("shelled", "VERB", "VBD", "shell"),
            ("repelled", "VERB", "VBD", "repel"),
            ("expelled", "VERB", "VBN", "expel"),
            ("fled", "VERB", "VBD", "flee"),
            ("fled", "VERB", "VBN", "flee"),
            ("fought", "VERB", "VBD", "fight"),
            ("overran", "VERB", "VBD", "overrun"),
            ("retook", "VERB", "VBD", "retake"),
            ("withdrew", "VERB", "VBD", "withdraw"),
            ("shot", "VERB", "VBD", "shoot"),
            ("advancing", "VERB", "VBG", "advance"),
            ("carried", "VERB", "VBN", "carry"),
            ("reaches", "VERB", "VBZ", "reach"),
            ("heaviest", "ADJ", "JJS", "heavy"),
            ("Homs", "PROPN", "NNP", "Homs"),
            ("Under", "ADP", "IN", "under"),
        ] {
            assert_eq!(&*lexicon.lemma(form, tag, fine_tag), lemma, "{form}");
        }
    }

    #[test]
    fn the_bundled_lexicon_knows_exceptions() {
        let lexicon = &super::super::Parser::bundled().lexicon;
        for (form, tag, fine_tag, lemma) in [
            ("took", "VERB", "VBD", "take"),
            ("men", "NOUN", "NNS", "man"),
            ("n't", "PART", "RB", "not"),
            ("was", "AUX", "VBD", "be"),
            ("better", "ADJ", "JJR", "good"),
            ("driven", "VERB", "VBN", "drive"),
            ("fled", "VERB", "VBD", "flee"),
            ("retook", "VERB", "VBD", "retake"),
            ("withdrew", "VERB", "VBD", "withdraw"),
            ("repelled", "VERB", "VBD", "repel"),
            ("shelled", "VERB", "VBN", "shell"),
        ] {
            assert_eq!(&*lexicon.lemma(form, tag, fine_tag), lemma, "{form}");
        }
    }
}

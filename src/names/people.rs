//! Signs beside an unlisted name that only a person's has: what was done to it, whose kin it is, what it is called.

use super::lexicon::Flags;
use super::pieces::Gap;
use super::propose::Proposer;

/// What is told of people alone, behind "was", "is", "has been".
const FATES: &[&str] = &[
    "born",
    "killed",
    "arrested",
    "detained",
    "jailed",
    "imprisoned",
    "sentenced",
    "convicted",
    "charged",
    "accused",
    "appointed",
    "elected",
    "named",
    "promoted",
    "sacked",
    "dismissed",
    "married",
    "buried",
    "assassinated",
    "executed",
    "abducted",
    "kidnapped",
    "extradited",
    "survived",
    "shot",
    "beheaded",
    "wounded",
    "freed",
];
/// What people alone do, right behind their names.
const DEEDS: &[&str] = &[
    "died",
    "resigned",
    "lives",
    "lived",
    "fled",
    "commands",
    "commanded",
    "heads",
    "headed",
    "joined",
    "served",
    "surrendered",
    "studied",
    "testified",
    "belonged",
    "thinks",
    "thought",
    "knows",
    "knew",
    "remembers",
    "remembered",
];

impl Proposer<'_> {
    /// What shows that the run of `words` name words from `at` to `end` is a person's name, if something does.
    pub(super) fn shown_as_person(
        &self,
        at: usize,
        end: usize,
        words: usize,
    ) -> Option<&'static str> {
        let before = at
            .checked_sub(1)
            .filter(|before| self.pieces.joined(*before));
        if let Some(before) = before {
            match self.pieces.plain(before) {
                "alias" => return Some("a name behind “alias”"),
                "one" if words > 1 && !self.opens(before) => return Some("a name behind “one”"),
                "as" if words > 1 && self.identified(before) => {
                    return Some("what somebody is identified as");
                }
                _ => {}
            }
        }
        let closed = self.pieces.all[end - 1].gap == Gap::Comma;
        if words == 1 {
            let kin = closed
                && at > 1
                && self.pieces.all[at - 1].gap == Gap::Comma
                && self.flags(at - 1).any(Flags::ROLE)
                && matches!(
                    self.pieces.plain(at - 2),
                    "a" | "an" | "his" | "her" | "their" | "whose" | "one" | "the"
                )
                && self.pieces.plain(at).len() > 3;
            return kin.then_some("a name behind what a person is");
        }
        if closed && matches!(self.pieces.plain(end), "who" | "whose" | "whom") {
            return Some("a name before “who”");
        }
        let last = self.pieces.all[end - 1];
        if !self.pieces.joined(end - 1) || last.possessive {
            return None;
        }
        if DEEDS.contains(&self.pieces.plain(end)) {
            return Some("a name of who does what people do");
        }
        let mut next = end;
        while next < end + 3
            && matches!(
                self.pieces.plain(next),
                "was" | "is" | "has" | "had" | "been" | "also" | "later"
            )
        {
            next += 1;
        }
        (next > end && FATES.contains(&self.pieces.plain(next)))
            .then_some("a name of whom is told what happens to people")
    }

    /// Whether the piece begins the sentence or stands behind a bracket or a colon.
    fn opens(&self, at: usize) -> bool {
        at == 0 || self.pieces.gap_before(at) == Gap::Break
    }

    /// "Identified by police as", "named as".
    fn identified(&self, at: usize) -> bool {
        (at.saturating_sub(5)..at).any(|word| {
            matches!(
                self.pieces.plain(word),
                "identified" | "named" | "identifies" | "identify"
            )
        })
    }
}

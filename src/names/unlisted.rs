//! Proposes names that nobody listed, by their form and by what stands around them. The words are data:
//! `gazetteer/forms.toml`.

use super::index::leads;
use super::lexicon::{Cue, Cues, Flags, Found};
use super::pieces::Gap;
use super::propose::{Proposal, Proposer};
use super::senses::Sense;
use crate::model::{Class, MentionKind};

/// The longest unlisted name, in words, the words of its form apart.
const LONGEST: usize = 4;

impl Proposer<'_> {
    /// Proposes unlisted names. The known ones must be proposed before.
    /// `covered` is room for a mark on each piece.
    pub(super) fn formed(&mut self, covered: &mut [bool]) {
        if self.pieces.shouted || self.pieces.lower {
            return;
        }
        covered.fill(false);
        for proposal in self.found.iter().filter(|proposal| !proposal.loose()) {
            covered[proposal.start..proposal.end].fill(true);
        }
        for at in 0..self.pieces.len() {
            let cues = self.cues(at);
            if cues.any(Cues::LAST) {
                self.ended_by_form(at, covered);
            }
            if cues.any(Cues::FIRST) {
                self.begun_by_form(at, covered);
            }
            if cues.any(Cues::LAST) || self.begins_with_digit(at) {
                self.numbered(at);
            }
            let piece = &self.pieces.all[at];
            let begins = piece.nameable || piece.article || piece.flags.any(Flags::PARTICLE);
            if covered[at] || !begins {
                continue;
            }
            self.beside_form(at, covered);
            self.placed(at, covered);
            self.person(at, covered);
        }
    }

    /// Whether a piece can be a word of a name.
    fn nameable(&self, at: usize) -> bool {
        self.pieces.all.get(at).is_some_and(|piece| piece.nameable)
    }

    /// Whether a piece is a common word written as a part of a name.
    fn is_common_name(&self, at: usize) -> bool {
        let flags = self.flags(at);
        self.pieces.all[at].capital
            && flags.any(Flags::COMMON)
            && !flags.any(Flags::FUNCTION.or(Flags::CALENDAR).or(Flags::TITLE))
    }

    fn begins_with_digit(&self, at: usize) -> bool {
        self.pieces
            .plain(at)
            .starts_with(|first: char| first.is_ascii_digit())
    }

    fn article(&self, at: usize) -> bool {
        self.pieces.all[at].article && leads(self.pieces, at)
    }

    /// An initial inside a name: "Benjamin T. Decker".
    fn initial(&self, at: usize) -> bool {
        let piece = &self.pieces.all[at];
        piece.upper
            && piece.end - piece.start == 1
            && self.pieces.joined(at)
            && self.nameable(at + 1)
    }

    /// The end of the run of name words that begins at a piece, itself a name word or an article before one.
    fn run_from(&self, start: usize, longest: usize, covered: &[bool]) -> usize {
        let mut end = start;
        let mut words = 0;
        let mut at = start;
        while at < self.pieces.len() && words < longest && !covered[at] {
            if self.nameable(at) {
                words += 1;
                end = at + 1;
            } else if !(self.article(at)
                || self.flags(at).any(Flags::PARTICLE)
                || words > 0 && self.initial(at))
                || (at + 1 < self.pieces.len() && !self.pieces.all[at + 1].capital)
            {
                break;
            }
            if !self.pieces.joined(at) || self.pieces.all[at].possessive {
                break;
            }
            at += 1;
        }
        end
    }

    /// The start of the run of name words that ends before a piece.
    fn run_back(&self, end: usize, longest: usize, covered: &[bool]) -> usize {
        let mut start = end;
        let mut at = end;
        let mut words = 0;
        while at > 0 && words < longest && self.pieces.joined(at - 1) {
            at -= 1;
            if covered[at] || self.pieces.all[at].possessive {
                break;
            }
            if self.nameable(at) {
                words += 1;
                start = at;
            } else if self.article(at) && start == at + 1 {
                start = at;
            } else if !self.flags(at).any(Flags::PARTICLE) {
                break;
            }
        }
        start
    }

    /// "Borouk Hill", "Tishrin dam", "Hamza Brigade".
    fn ended_by_form(&mut self, at: usize, covered: &[bool]) {
        let phrases: Vec<_> = self.tagger.lexicon.at(self.pieces, at).collect();
        for phrase in phrases {
            let Cue::Last { form, capital } = phrase.cue else {
                continue;
            };
            let forms = &self.tagger.gazetteer.forms.forms;
            if !forms[form as usize].unlisted
                || (capital && !self.pieces.all[at].capital)
                || at == 0
                || !self.pieces.joined(at - 1)
            {
                continue;
            }
            // "Police Command" is more than a command.
            let longer =
                |other: Found| matches!(other.cue, Cue::Last { .. }) && other.end == phrase.end;
            if self.cues(at - 1).any(Cues::LAST)
                && self.tagger.lexicon.at(self.pieces, at - 1).any(longer)
            {
                continue;
            }
            // A listed name may be the first part, as in "Homs Revolution Brigade".
            let longest = if self.pieces.titled { 0 } else { LONGEST };
            let mut start = self.run_back(at, longest, covered);
            // "Sarin National Hospital": a common word in capitals between the name and its form.
            if start == at && self.is_common_name(at - 1) && at > 1 && self.pieces.joined(at - 2) {
                let earlier = self.run_back(at - 1, longest, covered);
                let listed = |known: &Proposal| {
                    known.end == at - 1
                        && known.known()
                        && !known.possessive
                        && self.is(known, Class::Place)
                };
                if earlier < at - 1 {
                    start = earlier;
                } else if let Some(known) = self.found.iter().find(|known| listed(known)) {
                    start = known.start;
                }
            }
            if capital && !self.pieces.titled && forms[form as usize].class != Class::Media {
                start = self.common_names_before(start, at, covered);
            }
            let known = self
                .found
                .iter()
                .filter(|known| {
                    known.end == start
                        && known.known()
                        && !known.possessive
                        && known.kind == MentionKind::Name
                        && self.pieces.joined(start - 1)
                })
                .min_by_key(|known| known.start)
                .cloned();
            if start > 0 {
                if let Some(known) = known {
                    let class = forms[form as usize].class;
                    if start == at && class == Class::Media && self.is(&known, class) {
                        // "SANA news agency" is SANA.
                        let possessive = self.pieces.all[phrase.end - 1].possessive;
                        for sense in known.senses.iter() {
                            self.propose(known.start, phrase.end, possessive, known.kind, *sense);
                        }
                        continue;
                    }
                    if capital || (start == at && self.is(&known, Class::Place)) {
                        start = known.start;
                    }
                } else if capital
                    && start < at
                    && self.flags(start - 1).any(Flags::DEMONYM)
                    && self.pieces.joined(start - 1)
                {
                    start -= 1;
                }
            }
            let class = forms[form as usize].class;
            let small = !self.pieces.all[at].capital;
            // "Smith talks about": a verb; "White House Press Secretary": a person's office.
            let verb = small && class == Class::Operation && covered.get(start) != Some(&true);
            let office = class == Class::Media
                && self.pieces.joined(phrase.end - 1)
                && self.pieces.all[phrase.end].capital
                && self.flags(phrase.end).any(Flags::TITLE.or(Flags::ROLE));
            let mut end = phrase.end;
            if capital && matches!(class, Class::Organization | Class::Government) {
                end = self.purpose(phrase.end, covered);
                // "Joint Centre for Control": one common word is enough where a purpose follows.
                if end > phrase.end && start == at && at > 1 && self.pieces.joined(at - 1) {
                    let nationality = self.flags(at - 1).any(Flags::DEMONYM);
                    start -= usize::from(nationality || self.is_common_name(at - 1));
                }
            }
            if start < at && !verb && !office {
                self.propose_formed(start, end, form);
            }
        }
    }

    /// Where a name begins whose last word stands at `at` and whose own words begin at `start`, the common words
    /// written with capitals before it counted: "Northern War Front", "Special Zoroub Mission".
    fn common_names_before(&self, start: usize, at: usize, covered: &[bool]) -> usize {
        let mut first = start;
        while first > 1
            && self.pieces.joined(first - 1)
            && !covered[first - 1]
            && self.is_common_name(first - 1)
        {
            first -= 1;
        }
        if start < at || at - first >= 2 {
            first
        } else {
            start
        }
    }

    /// The end of a body's name with what it is for: "Centre for Control and Research".
    fn purpose(&self, end: usize, covered: &[bool]) -> usize {
        let mut last = end;
        let mut at = end;
        let capital = |at: usize| {
            self.pieces.all.get(at).is_some_and(|piece| piece.capital)
                && covered.get(at) == Some(&false)
                && !self.flags(at).any(Flags::TITLE.or(Flags::CALENDAR))
        };
        while self.pieces.joined(at - 1) && at < end + 7 {
            let link = matches!(self.pieces.plain(at), "of" | "for" | "and" | "on");
            if capital(at) && last > end {
                last = at + 1;
            } else if link
                && self.pieces.joined(at)
                && capital(at + 1)
                && (last > end || self.pieces.plain(at) != "and")
            {
                last = at + 2;
                at += 1;
            } else {
                break;
            }
            if self.pieces.all[last - 1].possessive {
                break;
            }
            at += 1;
        }
        last
    }

    /// Whether a proposal is a listed entity of a class.
    fn is(&self, proposal: &Proposal, class: Class) -> bool {
        proposal.senses.iter().any(|sense| match sense {
            Sense::Listed { entity, .. } | Sense::Stem { entity, .. } => self
                .gazetteer()
                .entities
                .get_index(*entity as usize)
                .is_some_and(|(_, listed)| listed.class == class),
            _ => false,
        })
    }

    /// "Tal Rihan", "Liwa al-Tawhid", "Operation Northern Spear".
    fn begun_by_form(&mut self, at: usize, covered: &[bool]) {
        if !self.pieces.all[at].capital {
            return;
        }
        let phrases: Vec<_> = self.tagger.lexicon.at(self.pieces, at).collect();
        for phrase in phrases {
            let Cue::First { form } = phrase.cue else {
                continue;
            };
            if !self.tagger.gazetteer.forms.forms[form as usize].unlisted
                || !self.pieces.joined(phrase.end - 1)
                || self.pieces.all[phrase.end - 1].possessive
            {
                continue;
            }
            let class = self.tagger.gazetteer.forms.forms[form as usize].class;
            // "Khan Touman Zarba": where commas are lost, a listed name that begins so is whole.
            let listed = |known: &Proposal| {
                known.start == at && known.end > phrase.end && known.known() && !known.loose()
            };
            if class == Class::Place && self.found.iter().any(listed) {
                continue;
            }
            let longest = if self.pieces.titled { 1 } else { 3 };
            let mut end = self.run_from(phrase.end, longest, covered);
            if end == phrase.end && covered.get(end) == Some(&true) && self.pieces.all[end].capital
            {
                // "Operation Euphrates Shield": a listed name may be a part.
                let none = vec![false; self.pieces.len()];
                end = self.run_from(phrase.end, longest, &none);
            }
            if end > phrase.end {
                let possessive = self.pieces.all[end - 1].possessive;
                self.propose(
                    at,
                    end,
                    possessive,
                    MentionKind::Name,
                    Sense::Formed { form },
                );
            }
        }
    }

    /// "the town of Qalat", "Qalat village", "Qalat, a town in".
    fn beside_form(&mut self, at: usize, covered: &[bool]) {
        let begins = self.nameable(at) || (self.article(at) && self.nameable(at + 1));
        if !begins {
            return;
        }
        let listed = |form: &u32| self.tagger.gazetteer.forms.forms[*form as usize].unlisted;
        let limit = if self.pieces.titled { 1 } else { LONGEST };
        if let Some(form) = self.forms_before(at).into_iter().find(|form| listed(form)) {
            let end = self.run_from(at, limit, covered);
            if end > at {
                let possessive = self.pieces.all[end - 1].possessive;
                self.propose(
                    at,
                    end,
                    possessive,
                    MentionKind::Name,
                    Sense::Formed { form },
                );
            }
        }
        if self.pieces.titled || (at > 0 && self.pieces.joined(at - 1) && self.nameable(at - 1)) {
            return;
        }
        let end = self.run_from(at, LONGEST, covered);
        if end > at
            && !self.pieces.all[end - 1].possessive
            && let Some(form) = self.forms_after(end).into_iter().find(|form| listed(form))
        {
            self.propose(at, end, false, MentionKind::Name, Sense::Formed { form });
        }
    }

    /// A run of capitalised words behind a preposition of place: "near Qalat", "north of Qalat and Sarin".
    fn placed(&mut self, at: usize, covered: &[bool]) {
        if self.pieces.titled || !(self.behind_preposition(at) || self.far_from(at, covered)) {
            return;
        }
        let mut start = at;
        for _ in 0..4 {
            let end = self.run_from(start, 3, covered);
            if end == start {
                return;
            }
            let abbreviation = end == start + 1 && self.pieces.all[start].upper;
            let last = self.pieces.all[end - 1];
            if abbreviation
                || last.possessive
                || self.flags(start).any(Flags::FIRST_NAME)
                || self.flags(end).any(Flags::SPEECH)
            {
                return;
            }
            let class = Class::Place;
            let cue = "a name behind a preposition of place";
            self.propose(
                start,
                end,
                false,
                MentionKind::Name,
                Sense::Placed { class, cue },
            );
            let mut next = end;
            match last.gap {
                Gap::Comma => {}
                Gap::Space if self.pieces.plain(end) == "and" => {}
                _ => return,
            }
            if self.pieces.plain(next) == "and" {
                next += 1;
            }
            if next >= self.pieces.len() || covered[next] {
                return;
            }
            start = next;
        }
    }

    /// "Qalat, about 30 km north of".
    fn far_from(&self, at: usize, covered: &[bool]) -> bool {
        if at > 0 && self.pieces.joined(at - 1) && self.nameable(at - 1) {
            return false;
        }
        let end = self.run_from(at, 3, covered);
        if end == at || self.pieces.all[end - 1].gap != Gap::Comma {
            return false;
        }
        let mut next = end;
        while matches!(
            self.pieces.plain(next),
            "about"
                | "some"
                | "around"
                | "roughly"
                | "nearly"
                | "just"
                | "only"
                | "over"
                | "approximately"
                | "almost"
                | "a"
        ) {
            next += 1;
        }
        let number = self
            .pieces
            .plain(next)
            .starts_with(|first: char| first.is_ascii_digit());
        (next + number as usize..next + 3).any(|at| {
            matches!(
                self.pieces.plain(at),
                "km" | "kilometers" | "kilometres" | "miles" | "kilometer" | "kilometre" | "mile"
            )
        }) && number
    }

    fn behind_preposition(&self, at: usize) -> bool {
        if at == 0 || self.pieces.gap_before(at) != Gap::Space {
            return false;
        }
        let before = self.flags(at - 1);
        if self.pieces.plain(at - 1) == "of" {
            return at >= 2
                && self.pieces.joined(at - 2)
                && self.flags(at - 2).any(Flags::DIRECTION);
        }
        before.any(Flags::SHOWS_PLACE)
    }

    /// People: behind a title, beside what they do, by a first name, or as speakers.
    fn person(&mut self, at: usize, covered: &[bool]) {
        let joined_before = at > 0 && self.pieces.joined(at - 1);
        if !self.nameable(at) || (joined_before && self.nameable(at - 1) && !covered[at - 1]) {
            return;
        }
        let end = self.run_from(at, LONGEST, covered);
        let words = (at..end).filter(|piece| self.nameable(*piece)).count();
        if end == at || (at..end).any(|piece| self.is_form_word(piece)) {
            return;
        }
        let before = if joined_before {
            self.flags(at - 1)
        } else {
            Flags::default()
        };
        let possessive = self.pieces.all[end - 1].possessive;
        let upper = (at..end).all(|piece| self.pieces.all[piece].upper);
        let plain = self.pieces.plain(at);
        let cue = if before.any(Flags::TITLE) && !self.pieces.titled && !upper {
            "a name behind a title"
        } else if words == 1
            && before.any(Flags::ROLE)
            && !self.pieces.titled
            && !upper
            && plain.len() > 3
            && !self.pieces.all[at - 1].capital
            && !self.pieces.plain(at - 1).ends_with("ial")
        {
            "a name behind what a person does"
        } else if words == 1
            && !upper
            && !self.pieces.titled
            && plain.len() > 3
            && !plain.ends_with("ly")
            && matches!(self.pieces.plain(end), "a" | "an")
            && self.pieces.all[end - 1].gap == Gap::Comma
            && self.person_role_behind(end)
        {
            "a name before what a person does"
        } else if !upper
            && !self.pieces.titled
            && let Some(cue) = self.shown_as_person(at, end, words)
        {
            cue
        } else if words < 2 || upper {
            return;
        } else if before.any(Flags::ROLE) && !self.pieces.titled {
            "a name behind what a person does"
        } else if self.flags(at).any(Flags::FIRST_NAME) && (!self.pieces.titled || words == 2) {
            "a name that begins with a first name"
        } else if self.pieces.titled {
            return;
        } else if self.person_role_behind(end) {
            "a name before what a person does"
        } else if self.age_behind(end) {
            "a name before an age"
        } else if self.role_before_comma(at) {
            "a name behind what a person does"
        } else if self.pieces.joined(end - 1)
            && self.flags(end).any(Flags::SPEECH)
            && !self.pieces.all[end].capital
        {
            "a name that speaks"
        } else {
            return;
        };
        let class = Class::Person;
        self.propose(
            at,
            end,
            possessive,
            MentionKind::Name,
            Sense::Placed { class, cue },
        );
    }

    /// Whether a word of some form stands here, so that no person's name does.
    fn is_form_word(&self, at: usize) -> bool {
        self.cues(at).any(Cues::LAST.or(Cues::ROLE))
            && self
                .tagger
                .lexicon
                .at(self.pieces, at)
                .any(|phrase| matches!(phrase.cue, Cue::Last { .. } | Cue::RoleName { .. }))
    }

    /// ", 31," and ", 31 and": the age behind a name.
    fn age_behind(&self, end: usize) -> bool {
        let digits = self.pieces.plain(end);
        let years = digits.len() == 2 && digits.bytes().all(|byte| byte.is_ascii_digit());
        years
            && self.pieces.all[end - 1].gap == Gap::Comma
            && (self.pieces.gap_before(end + 1) != Gap::Space
                || matches!(
                    self.pieces.plain(end + 1),
                    "and" | "of" | "from" | "who" | "was" | "told" | "said"
                ))
    }

    /// "The spokesman, X Y".
    fn role_before_comma(&self, at: usize) -> bool {
        at > 0 && self.pieces.all[at - 1].gap == Gap::Comma && self.flags(at - 1).any(Flags::ROLE)
    }

    /// "X Y, a resident", and "X Y a resident" in a text that has lost its commas.
    fn person_role_behind(&self, end: usize) -> bool {
        let bare = self.pieces.all[end - 1].gap == Gap::Space
            && matches!(self.pieces.plain(end), "a" | "an")
            && !self.pieces.all[end].capital;
        if self.pieces.all[end - 1].gap != Gap::Comma && !bare {
            return false;
        }
        for at in end..(end + 5).min(self.pieces.len()) {
            if self.flags(at).any(Flags::ROLE) {
                return true;
            }
            if !self.pieces.joined(at) {
                break;
            }
        }
        false
    }
}

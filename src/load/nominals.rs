//! Nouns that speak of an entity without naming it: `gazetteer/nominals.toml`.

use rustc_hash::{FxHashMap, FxHashSet};

use super::{DataFile, Fields, Spot, parse_toml, similar, tables};
use crate::model::{Class, Diagnostic};

/// How one set of nouns refers. `gazetteer/README.md` says what each field means.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sense {
    /// The table's key.
    pub id: String,
    /// The classes of entities that it can speak of.
    pub classes: Vec<Class>,
    /// Words of which one must stand in the kind or the names of what it speaks of; none needed where empty.
    pub kinds: Vec<String>,
    /// Words that make an entity likelier to be meant where they stand in its kind or its names.
    pub likely: Vec<String>,
    /// The role whose holder it speaks of where nothing fit was mentioned.
    pub role: Option<String>,
    /// Whether an entry that claims the role comes before what was mentioned.
    pub umbrella: bool,
    /// The entity that it speaks of wherever it counts.
    pub generic: Option<String>,
    /// What a group that is only described becomes.
    pub introduces: Option<Class>,
    /// Whether it counts without "the" in the plural.
    pub bare: bool,
    /// Whether it refers back only to what the same words introduced.
    pub own: bool,
    /// Whether it counts only with words that set them apart.
    pub described: bool,
    /// Whether it counts only with a possessor.
    pub possessed: bool,
    /// Whether it counts only where something is done to them.
    pub harmed: bool,
    /// Whether ground counts where it is taken, entered or fought over.
    pub taken: bool,
    /// Whether it may speak of one that the text names later.
    pub ahead: bool,
    /// Whether it is the border of the state that the text is about.
    pub border: bool,
    /// Whether it is the state that the text is about.
    pub home: bool,
    /// Whether it is the seat of the state that the text is about.
    pub seat: bool,
    /// Whether the noun itself must stand in the kind or the names of what it speaks of.
    pub same: bool,
    /// Whether it may be what lies around the place last spoken of.
    pub around: bool,
}

/// The nouns of all senses, and the word lists that other rules of reference stand on.
#[derive(Debug, Clone, Default)]
pub struct Nominals {
    /// In the order of the file.
    pub senses: Vec<Sense>,
    /// By the noun in lower case, words parted by one space: its sense and whether it is a plural.
    pub nouns: FxHashMap<String, (usize, bool)>,
    /// Nouns, in lower case, that speak of somebody before a deed or a state of ground ("rebel shelling",
    /// "regime-held"): their sense.
    pub compounds: FxHashMap<String, usize>,
    /// The most words that one noun has.
    pub longest: usize,
    /// Modifiers that set a group apart from others.
    pub describing: FxHashSet<String>,
    /// Verbs, by lemma, whose object something is done to.
    pub harming: FxHashSet<String>,
    /// Nouns, by lemma, for what is done to somebody.
    pub harm: FxHashSet<String>,
    /// Verbs, by lemma, whose object is ground that is taken, entered or fought over.
    pub taking: FxHashSet<String>,
    /// Nouns, by lemma, for what forces do.
    pub deeds: FxHashSet<String>,
    /// Participles behind a hyphen that tell whose the ground is.
    pub holding: FxHashSet<String>,
    /// Last words of names that "the" does not make stand for the name.
    pub plain: FxHashSet<String>,
    /// Verbs, by lemma, of speech and decision: their subject acts.
    pub speaking: FxHashSet<String>,
    /// Verbs, by lemma, whose object is somebody who is spoken to, blamed, armed or punished.
    pub addressing: FxHashSet<String>,
    /// Verbs, nouns and adjectives, by lemma, whose "with", "on", "to" or "against" has somebody behind it.
    pub partnering: FxHashSet<String>,
    /// Verbs, by lemma, whose subject strikes, though nothing is struck by their object ("blew himself up").
    pub striking: FxHashSet<String>,
    /// Adjectives of peoples and creeds: they tell whom a group belongs to.
    pub peoples: FxHashSet<String>,
    /// Adjectives that make a capital or a government less than the state's.
    pub regional: FxHashSet<String>,
    /// Prepositions before a place.
    pub placing: FxHashSet<String>,
    /// Nouns before "of" and a place.
    pub placed: FxHashSet<String>,
}

impl Nominals {
    /// The file's name within the gazetteer's folder.
    pub const FILE: &'static str = "nominals.toml";

    /// Reads the file among the gazetteer's; what is wrong in it is told and left out.
    pub fn load(files: &[DataFile]) -> (Self, Vec<Diagnostic>) {
        let mut nominals = Self::default();
        let mut diagnostics = Vec::new();
        for file in files {
            if file.path.rsplit('/').next() == Some(Self::FILE) {
                nominals.read(file, &mut diagnostics);
            }
        }
        (nominals, diagnostics)
    }

    fn read(&mut self, file: &DataFile, diagnostics: &mut Vec<Diagnostic>) {
        let table = parse_toml(file, diagnostics);
        for (id, fields) in tables(file, table.get_ref(), diagnostics) {
            let mut fields = Fields::new(file, fields, id.at, diagnostics);
            if id.value == "words" {
                for (name, list) in [
                    ("describing", &mut self.describing),
                    ("harming", &mut self.harming),
                    ("harm", &mut self.harm),
                    ("taking", &mut self.taking),
                    ("deeds", &mut self.deeds),
                    ("holding", &mut self.holding),
                    ("plain", &mut self.plain),
                    ("speaking", &mut self.speaking),
                    ("addressing", &mut self.addressing),
                    ("partnering", &mut self.partnering),
                    ("striking", &mut self.striking),
                    ("peoples", &mut self.peoples),
                    ("regional", &mut self.regional),
                    ("placing", &mut self.placing),
                    ("placed", &mut self.placed),
                ] {
                    list.extend(lower(fields.texts(name)));
                }
            } else {
                self.read_sense(id.value, &mut fields);
            }
            fields.finish();
        }
    }

    fn read_sense(&mut self, id: &str, fields: &mut Fields<'_, '_>) {
        let mut classes = Vec::new();
        for name in fields.strings("classes") {
            classes.extend(read_class(name, fields));
        }
        let introduces = fields
            .string("introduces")
            .and_then(|name| read_class(name, fields));
        let (singular, plural) = (fields.strings("singular"), fields.strings("plural"));
        let kinds = lower(fields.texts("kinds"));
        let likely = lower(fields.texts("likely"));
        let compound = lower(fields.texts("compound"));
        let role = fields.string("role").map(|role| role.value);
        let generic = fields.string("generic").map(|id| id.value);
        let mut flag = |key| fields.boolean(key).unwrap_or_default();
        let sense = Sense {
            id: id.to_owned(),
            classes,
            kinds,
            likely,
            role,
            umbrella: flag("umbrella"),
            generic,
            introduces,
            bare: flag("bare"),
            own: flag("own"),
            described: flag("described"),
            possessed: flag("possessed"),
            harmed: flag("harmed"),
            taken: flag("taken"),
            ahead: flag("ahead"),
            border: flag("border"),
            home: flag("home"),
            seat: flag("seat"),
            same: flag("same"),
            around: flag("around"),
        };
        fields.required_string("why");
        if singular.is_empty() && plural.is_empty() {
            let at = fields.at();
            fields.error(
                at,
                format!("`{id}` has no nouns"),
                "add a line `singular = [\"…\"]` or `plural = [\"…\"]`",
            );
            return;
        }
        let index = self.senses.len();
        for (nouns, is_plural) in [(singular, false), (plural, true)] {
            for noun in nouns {
                // Tokens part at hyphens, and so do nouns here.
                let words = noun.value.to_lowercase().replace('-', " - ");
                let words: Vec<&str> = words.split_whitespace().collect();
                self.longest = self.longest.max(words.len());
                let words = words.join(" ");
                if let Some((other, _)) = self.nouns.get(&words) {
                    let first = self.senses.get(*other).map_or(id, |sense| &sense.id);
                    let message = format!("`{}` stands under `{first}` as well", noun.value);
                    fields.warning(noun.at, message, "keep it in one place; the first counts");
                    continue;
                }
                self.nouns.insert(words, (index, is_plural));
            }
        }
        for noun in compound {
            self.compounds.entry(noun).or_insert(index);
        }
        self.senses.push(sense);
    }
}

fn lower(texts: Vec<String>) -> Vec<String> {
    texts.iter().map(|text| text.to_lowercase()).collect()
}

fn read_class(name: Spot<String>, fields: &mut Fields<'_, '_>) -> Option<Class> {
    let class = name.value.parse().ok();
    if class.is_none() {
        let known = Class::ALL.map(Class::name);
        let help = match similar(&name.value, known) {
            Some(near) => format!("did you mean `{near}`?"),
            None => format!("known classes: {}", known.join(", ")),
        };
        fields.error(name.at, format!("`{}` is no class", name.value), help);
    }
    class
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::load::bundle;

    #[test]
    fn the_bundled_file_has_no_fault() {
        let (nominals, diagnostics) = Nominals::load(&bundle::gazetteer());
        assert!(diagnostics.is_empty(), "{diagnostics:#?}");
        assert!(nominals.nouns.contains_key("army"));
        assert!(nominals.nouns.contains_key("pro - government forces"));
    }

    #[test]
    fn faults_are_told_and_the_rest_is_used() {
        let file = DataFile {
            path: "gazetteer/nominals.toml".into(),
            text: "[fleet]\nsingular = [\"fleet\"]\nclasses = [\"ArmedForces\"]\nwhy = \"x\"\n[navy]\nplural = [\"fleet\"]\nkins = []\nwhy = \"x\"\n".into(),
        };
        let (nominals, diagnostics) = Nominals::load(&[file]);
        let told: Vec<_> = diagnostics.iter().map(|d| d.message.as_str()).collect();
        assert_eq!(
            told,
            [
                "`ArmedForces` is no class",
                "`fleet` stands under `fleet` as well",
                "unknown field `kins`"
            ]
        );
        assert_eq!(nominals.nouns.get("fleet"), Some(&(0, false)));
    }
}

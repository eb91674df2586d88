//! B-cubed (Bagga and Baldwin, 1998): does each mention lie in a cluster with those it belongs with?

use std::collections::BTreeMap;

use super::Figures;

/// A mention that both sides have: the cluster that the program put it in, and the annotators' cluster.
pub(super) type Pair = (String, String);

/// Sums of B-cubed over mentions, to be added up over documents.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Sums {
    precision: f64,
    recall: f64,
    found: u32,
    wanted: u32,
}

impl Sums {
    pub(super) fn add(&mut self, other: &Self) {
        self.precision += other.precision;
        self.recall += other.recall;
        self.found += other.found;
        self.wanted += other.wanted;
    }

    pub(super) fn figures(&self) -> Figures {
        let part = |sum: f64, of: u32| if of == 0 { 0.0 } else { sum / f64::from(of) };
        Figures::new(
            part(self.precision, self.found),
            part(self.recall, self.wanted),
            self.wanted,
        )
    }
}

/// With the sizes of the annotators' clusters, a mention that was not found has recall 0; without, only mentions
/// that both sides have count.
pub(super) fn b_cubed(pairs: &[Pair], sizes: Option<&BTreeMap<String, u32>>) -> Sums {
    let mut ours: BTreeMap<&str, u32> = BTreeMap::new();
    let mut theirs: BTreeMap<&str, u32> = BTreeMap::new();
    let mut both: BTreeMap<(&str, &str), u32> = BTreeMap::new();
    for (own, gold) in pairs {
        *ours.entry(own).or_default() += 1;
        *theirs.entry(gold).or_default() += 1;
        *both.entry((own, gold)).or_default() += 1;
    }
    let mut sums = Sums {
        found: pairs.len() as u32,
        wanted: pairs.len() as u32,
        ..Sums::default()
    };
    for (own, gold) in pairs {
        let shared = f64::from(both[&(own.as_str(), gold.as_str())]);
        sums.precision += shared / f64::from(ours[own.as_str()]);
        let size = match sizes {
            Some(sizes) => sizes.get(gold).copied().unwrap_or(1),
            None => theirs[gold.as_str()],
        };
        sums.recall += shared / f64::from(size);
    }
    if let Some(sizes) = sizes {
        sums.wanted = sizes.values().sum();
    }
    sums
}

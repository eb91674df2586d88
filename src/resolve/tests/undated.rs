//! Texts of which nobody knows the date.

use super::Ground;

#[test]
fn texts_without_a_date_deny_nothing_unless_they_name_the_day() {
    let ground = Ground::new();
    let strike = "norish-army attacks river-front";
    for (published, day, contradictions) in [
        ("2020-03-02", "", 1),
        ("undated", "", 0),
        ("undated", " on 2020-03-01", 1),
    ] {
        let affirmed = format!("{strike}{day}");
        let denied = format!("{strike} not{day}");
        let found = ground.resolve(vec![
            ground.record("a", "a", published, &[&affirmed]),
            ground.record("b", "b", published, &[&denied]),
        ]);
        assert_eq!(
            found.contradictions.len(),
            contradictions,
            "published {published}{day}"
        );
    }
}

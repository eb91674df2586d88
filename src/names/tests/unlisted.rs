//! Names that nobody listed.

use super::check;

#[test]
fn forms_and_surroundings_show_names() {
    check(&[
        (
            "They took the town of Kalaat Zoroub.",
            "Kalaat Zoroub=place/kalaat-zoroub",
        ),
        ("They took Zoroub village.", "Zoroub=place/zoroub"),
        (
            "They met in Zoroub, a town in the south.",
            "Zoroub=place/zoroub",
        ),
        ("They took the Tal Zoroub.", "Tal Zoroub=place/tal-zoroub"),
        (
            "They took Zoroub Hill near Marbo and Sellin.",
            "Zoroub Hill=place/zoroub-hill; Marbo=place/marbo; Sellin=place/sellin",
        ),
        (
            "They hit Zoroub airport.",
            "Zoroub airport=facility/zoroub-airport",
        ),
        (
            "They hit the Marbo power plant.",
            "Marbo power plant=facility/marbo-power-plant",
        ),
        (
            "The Zoroub Brigade left.",
            "Zoroub Brigade=armedgroup/zoroub-brigade",
        ),
        (
            "Liwa al-Zoroub left.",
            "Liwa al-Zoroub=armedgroup/liwa-al-zoroub",
        ),
        (
            "Operation Red Spear began.",
            "Operation Red Spear=operation/operation-red-spear",
        ),
        (
            "The Zoroub Media Center said so.",
            "Zoroub Media Center=media/zoroub-media-center",
        ),
        (
            "The Marbo Council said so.",
            "Marbo Council=organization/marbo-council",
        ),
        ("Col. Adam Stone left.", "Adam Stone=person/adam-stone"),
        (
            "Its spokesman Adam Stone left.",
            "Adam Stone=person/adam-stone",
        ),
        (
            "Adam Stone, a spokesman, left.",
            "Adam Stone=person/adam-stone",
        ),
        (
            "Zoroub Marbo said it was so.",
            "Zoroub Marbo=person/zoroub-marbo",
        ),
        ("North of Zoroub they stopped.", "Zoroub=place/zoroub"),
    ]);
}

#[test]
fn one_name_is_one_entity_throughout_a_text() {
    check(&[(
        "They took the town of Zoroub. Zoroub fell at dawn.",
        "Zoroub=place/zoroub; Zoroub=place/zoroub",
    )]);
}

#[test]
fn common_words_headlines_and_dates_are_no_names() {
    check(&[
        (
            "Meanwhile They Left. In March they came. On Monday Soldiers left.",
            "",
        ),
        (
            "Fierce Fighting Rages As Soldiers Storm Eastern Villages And Towns",
            "",
        ),
        ("In September 2015 they met at Christmas.", ""),
        ("The President said so in Parliament.", ""),
        ("An air base and an agreement were in the news.", ""),
    ]);
}

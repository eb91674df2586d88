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
fn people_are_shown_by_age_office_and_what_else_they_are_called() {
    check(&[
        (
            "Ada Zoroub, 31, was captured.",
            "Ada Zoroub=person/ada-zoroub",
        ),
        (
            "Benno T. Zoroub, an intelligence analyst, said so.",
            "Benno T. Zoroub=person/benno-t-zoroub",
        ),
        (
            "The spokesman, Adam Zoroub, left.",
            "Adam Zoroub=person/adam-zoroub",
        ),
        ("Their trader Zoroub left.", "Zoroub=person/zoroub"),
        ("Zoroub, a trader, left.", "Zoroub=person/zoroub"),
        (
            "Col. Adam Zoroub, also known as Abu Marbo, left. Abu Marbo came back.",
            "Adam Zoroub=person/adam-zoroub; Abu Marbo=person/adam-zoroub; Abu Marbo=person/adam-zoroub",
        ),
        ("Zoroub talks about it. Separately, a trader left.", ""),
    ]);
}

#[test]
fn distances_and_kinds_show_what_a_name_is() {
    check(&[
        (
            "They met at Zoroub, about 30 km north of Marbo.",
            "Zoroub=place/zoroub; Marbo=place/marbo",
        ),
        (
            "Fighters of the rebel group Zoroub Marbo left.",
            "Zoroub Marbo=armedgroup/zoroub-marbo",
        ),
        (
            "They later shelled the Marbo National Hospital.",
            "Marbo National Hospital=facility/marbo-national-hospital",
        ),
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

#[test]
fn people_are_shown_by_what_happens_to_them_and_what_they_are_called() {
    check(&[
        (
            "Benno Zoroub, who led the raid, left. Zoroub came back.",
            "Benno Zoroub=person/benno-zoroub; Zoroub=person/benno-zoroub",
        ),
        (
            "Yesterday Benno Zoroub was arrested at home.",
            "Benno Zoroub=person/benno-zoroub",
        ),
        (
            "The dead man was identified by police as Benno Zoroub.",
            "Benno Zoroub=person/benno-zoroub",
        ),
        (
            "The raid was led by one Benno Zoroub.",
            "Benno Zoroub=person/benno-zoroub",
        ),
        (
            "They caught a man, alias Zoroub, at dawn.",
            "Zoroub=person/zoroub",
        ),
        ("His son, Zoroub, left at dawn.", "Zoroub=person/zoroub"),
        ("The town, one of many, was shelled.", ""),
    ]);
}

#[test]
fn units_bodies_and_ships_are_known_by_their_form() {
    check(&[
        (
            "Soldiers of 22 Brigade left.",
            "22 Brigade=armedforce/22-brigade",
        ),
        (
            "The 36th Marine Brigade left.",
            "36th Marine Brigade=armedforce/36th-marine-brigade",
        ),
        ("They sent 22 brigades.", ""),
        (
            "They asked the Northern War Front.",
            "Northern War Front=armedgroup/northern-war-front",
        ),
        (
            "They asked the Joint Centre for Control and Trade.",
            "Joint Centre for Control and Trade=organization/joint-centre-for-control-and-trade",
        ),
    ]);
}

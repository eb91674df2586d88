//! What a name is here: composed names, states and their seats, places of one name, common words, letters' case.

use super::{check, tag};

#[test]
fn composed_names_get_the_id_of_state_and_role() {
    check(&[
        ("The Egyptian Navy sailed.", "Egyptian Navy=egypt-navy"),
        (
            "Egypt's foreign ministry denied it.",
            "Egypt's foreign ministry=egypt-foreign-ministry",
        ),
        (
            "The Ministry of Foreign Affairs of Egypt denied it.",
            "Ministry of Foreign Affairs of Egypt=egypt-foreign-ministry",
        ),
        (
            "The Armed Forces of the Philippines left.",
            "Armed Forces of the Philippines=philippines-armed-forces",
        ),
        ("The Syrian army left.", "Syrian army=syrian-arab-army"),
        (
            "Syrian government forces left.",
            "{Syrian government forces=syrian-arab-army}",
        ),
        (
            "Polish warplanes struck.",
            "{Polish warplanes=poland-air-force}",
        ),
        (
            "A Polish air strike hit it.",
            "{Polish air strike=poland-armed-forces}",
        ),
        ("US forces left.", "{US forces=united-states-armed-forces}"),
        ("The Iraqi army troops left.", "Iraqi army=iraqi-army"),
        (
            "Syrian and Iraqi armies met.",
            "{Syrian=syrian-arab-army}; Iraqi armies=iraqi-army",
        ),
        (
            "Polish and Danish warplanes struck.",
            "{Polish=poland-air-force}; {Danish warplanes=denmark-air-force}",
        ),
        ("Syrias army left.", "Syrias army=syrian-arab-army"),
    ]);
}

#[test]
fn adjectives_alone_are_no_names() {
    check(&[
        ("The Turkish president spoke.", ""),
        ("A Syrian man left.", ""),
        ("Syrian military sources spoke.", ""),
        ("The Kurdish town fell.", ""),
    ]);
}

#[test]
fn borders_are_places() {
    check(&[
        (
            "They reached the Syrian-Iraqi border.",
            "Syrian-Iraqi border=syrian-iraqi-border",
        ),
        (
            "They reached the Iraq-Syria border.",
            "Iraq-Syria border=syrian-iraqi-border",
        ),
        (
            "In Syria they reached the Iraqi border.",
            "Syria=syria; Iraqi border=syrian-iraqi-border",
        ),
        (
            "They reached the Polish-German border.",
            "Polish-German border=german-polish-border",
        ),
    ]);
}

#[test]
fn dashes_and_possessives_do_not_hide_names() {
    check(&[
        (
            "They reached the U.S.–Mexico border.",
            "U.S.–Mexico border=american-mexican-border",
        ),
        (
            "They knew of IS's crimes, and of IS’s men.",
            "IS=islamic-state; IS=islamic-state",
        ),
    ]);
}

#[test]
fn a_loose_spelling_counts_only_where_the_text_speaks_of_its_state() {
    check(&[
        (
            "In Syria they took the town of Dera.",
            "Syria=syria; Dera=daraa",
        ),
        (
            "In Peru they took the town of Dera.",
            "Peru=peru; Dera=place/dera",
        ),
    ]);
}

#[test]
fn a_city_and_its_governorate_are_told_apart() {
    check(&[
        ("They entered Homs.", "Homs=homs"),
        (
            "They entered Homs province.",
            "Homs province=homs-governorate",
        ),
        (
            "They entered the Homs Governorate.",
            "Homs Governorate=homs-governorate",
        ),
        (
            "They entered the countryside of Homs.",
            "Homs=homs-governorate",
        ),
        (
            "They entered the Homs countryside.",
            "Homs countryside=homs-governorate",
        ),
        ("They entered the city of Homs.", "Homs=homs"),
        ("They entered Anbar.", "Anbar=anbar-governorate"),
        (
            "They entered the province of Anbar.",
            "Anbar=anbar-governorate",
        ),
    ]);
}

#[test]
fn the_word_beside_a_name_tells_which_place_it_is() {
    check(&[
        ("They entered the town of al-Tanf.", "al-Tanf=al-tanf"),
        (
            "They reached the Tanf crossing.",
            "Tanf crossing=al-tanf-border-crossing",
        ),
        (
            "They reached al-Tanf border-crossing.",
            "al-Tanf border-crossing=al-tanf-border-crossing",
        ),
        ("They left Tanf base.", "Tanf base=al-tanf-garrison"),
        (
            "They left the al-Tanf garrison.",
            "al-Tanf garrison=al-tanf-garrison",
        ),
    ]);
}

#[test]
fn a_channel_and_a_town_of_one_name_are_told_apart() {
    check(&[
        (
            "Al Mayadeen reported the news.",
            "Al Mayadeen=al-mayadeen-tv",
        ),
        ("They entered the town of al-Mayadin.", "al-Mayadin=mayadin"),
    ]);
}

#[test]
fn a_seat_of_government_may_stand_for_its_state() {
    check(&[
        ("Moscow rejected the plan.", "Moscow=russia"),
        ("They met in Moscow.", "Moscow=moscow"),
        (
            "Talks between Moscow and Ankara failed.",
            "Moscow=russia; Ankara=turkey",
        ),
    ]);
}

#[test]
fn common_words_are_names_only_where_they_are_shown_as_names() {
    check(&[
        ("He told us that this is so.", ""),
        (
            "He told the US that IS fled.",
            "US=united-states; IS=islamic-state",
        ),
        ("THIS IS ABOUT US AND SYRIA NOW", "SYRIA=syria"),
        ("Time is short. He told Time that in March.", "Time=time"),
        (
            "US-backed and Iran-backed men met Damascus-based anti-ISIS and pro-Assad men.",
            "US=united-states; Iran=iran; Damascus=damascus; ISIS=islamic-state; Assad=bashar-al-assad",
        ),
        (
            "the army said isis left homs on monday and daesh fled from raqqa",
            "isis=islamic-state; homs=homs; daesh=islamic-state; raqqa=raqqa",
        ),
        (
            "SYRIAN ARMY ENTERS HOMS AS ISIS FLEES",
            "SYRIAN ARMY=syrian-arab-army; HOMS=homs; ISIS=islamic-state",
        ),
        (
            "U.S.-led coalition jets left. The U.S. said so.",
            "U.S.-led coalition=us-led-coalition; U.S.=united-states",
        ),
        (
            "The Islamic State group fled.",
            "Islamic State=islamic-state",
        ),
    ]);
}

#[test]
fn texts_without_apostrophes_keep_their_names() {
    check(&[
        (
            "Assads forces left Syrias Homs.",
            "Assads=bashar-al-assad; Syrias=syria; Homs=homs",
        ),
        (
            "Assad’s forces left Syria’s Homs.",
            "Assad=bashar-al-assad; Syria=syria; Homs=homs",
        ),
    ]);
}

#[test]
fn a_text_explains_its_own_short_names() {
    check(&[
        (
            "The Syrian Observatory for Human Rights (SOHR) said so. SOHR and the Observatory agreed.",
            "Syrian Observatory for Human Rights=syrian-observatory-for-human-rights; SOHR=syrian-observatory-for-human-rights; \
          SOHR=syrian-observatory-for-human-rights; Observatory=syrian-observatory-for-human-rights",
        ),
        (
            "Rami Abdulrahman spoke. Abdul Rahman left.",
            "Rami Abdulrahman=rami-abdulrahman; Abdul Rahman=rami-abdulrahman",
        ),
        (
            "Col. Adam Stone spoke. Later Stone left.",
            "Adam Stone=person/adam-stone; Stone=person/adam-stone",
        ),
    ]);
}

#[test]
fn each_candidate_tells_why() {
    let (_, mentions) = tag("Moscow rejected the plan.");
    assert_eq!(
        mentions[0].candidates[0].reason,
        "Moscow stands for its state: its seat of government speaks or acts here"
    );
}

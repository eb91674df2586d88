//! One name in its transliterations, and names that must stay apart.

use super::{tag, told};

/// Pairs of an id and a spelling that must be found as it.
const MEET: &[(&str, &str)] = &[
    ("deir-ez-zor", "Deir ez-Zor"),
    ("deir-ez-zor", "Deir Ezzor"),
    ("deir-ez-zor", "Deir Ezzour"),
    ("deir-ez-zor", "Deir Ez Zour"),
    ("deir-ez-zor", "Deir al-Zor"),
    ("deir-ez-zor", "Dayr al-Zawr"),
    ("deir-ez-zor", "Deyr Az-Zor"),
    ("deir-ez-zor", "Deir el-Zour"),
    ("deir-ez-zor", "Dayr az-Zawr"),
    ("deir-ez-zor", "Deir-ez-Zor"),
    ("deir-ez-zor", "DEIR EZZOR"),
    ("raqqa", "Raqqah"),
    ("raqqa", "al-Raqqa"),
    ("raqqa", "Ar-Raqqah"),
    ("raqqa", "ar-Raqqa"),
    ("raqqa", "Rakka"),
    ("al-tanf", "Al Tanf"),
    ("al-tanf", "Al-Tanf"),
    ("al-tanf", "at-Tanf"),
    ("al-tanf", "Tanf"),
    ("al-tanf", "el-Tanf"),
    ("mayadin", "Mayadin"),
    ("mayadin", "al-Mayadin"),
    ("mayadin", "Al-Miyadin"),
    ("abu-kamal", "Albu Kamal"),
    ("abu-kamal", "Abu Kemal"),
    ("abu-kamal", "Albukamal"),
    ("abu-kamal", "Abou Kamal"),
    ("sukhna", "Sukhna"),
    ("sukhna", "Sukhneh"),
    ("sukhna", "al-Sukhna"),
    ("sukhna", "As-Sukhnah"),
    ("sweida", "Sweida"),
    ("sweida", "Suweida"),
    ("sweida", "Suwayda"),
    ("sweida", "al-Sweidah"),
    ("sweida", "As-Suwaydaa"),
    ("hasakah", "Hasakah"),
    ("hasakah", "Hassakeh"),
    ("hasakah", "al-Hasaka"),
    ("hasakah", "Al-Hassakah"),
    ("quneitra", "Qunaitra"),
    ("quneitra", "Kuneitra"),
    ("tal-rifat", "Tell Rifaat"),
    ("tal-rifat", "Tel Rifat"),
    ("tal-rifat", "Tall Rif'at"),
    ("daraa", "Dar'a"),
    ("daraa", "Deraa"),
    ("daraa", "Dar’a"),
    ("daraa", "Darʿā"),
    ("khan-sheikhoun", "Khan Shaykhun"),
    ("khan-sheikhoun", "Khan Sheikhun"),
    ("khan-sheikhoun", "Khan Shaykhoun"),
    ("qaim", "al-Qa'im"),
    ("qaim", "Qaim"),
    ("qaim", "Al Qaem"),
    ("manbij", "Menbij"),
    ("manbij", "Manbej"),
    ("abu-duhur", "Abu Duhur"),
    ("abu-duhur", "Abu Dhuhur"),
    ("abu-duhur", "Abu al-Dhuhour"),
    ("popular-mobilization-forces", "Al Hashd Al Shabi"),
    ("popular-mobilization-forces", "Hashd al-Sha'abi"),
    ("popular-mobilization-forces", "Al Hashd Al Shaabi"),
    ("popular-mobilization-forces", "Hashd al-Sha’bi"),
    ("ahrar-al-sham", "Ahrar ash-Sham"),
    ("ahrar-al-sham", "Ahrar al Sham"),
    ("ahrar-al-sham", "Ahrar Alsham"),
    ("ahrar-al-sham", "Ahrar as-Sham"),
    ("jabhat-al-nusra", "Jabhat an-Nusra"),
    ("jabhat-al-nusra", "Jabhat en-Nusra"),
    ("jabhat-al-nusra", "Jabhat Al Nusra"),
    ("bashar-al-assad", "Bashar al-Asad"),
    ("bashar-al-assad", "Bashar Assad"),
    ("bashar-al-assad", "Bashar el-Assad"),
    ("rami-abdulrahman", "Rami Abdel Rahman"),
    ("rami-abdulrahman", "Rami Abdurrahman"),
    ("rami-abdulrahman", "Rami Abdul Rahman"),
    ("rami-abdulrahman", "Rami Abd al-Rahman"),
    ("rami-abdulrahman", "Rami Abdelrahman"),
    ("qasem-soleimani", "Qassem Suleimani"),
    ("qasem-soleimani", "Ghassem Soleimani"),
    ("qasem-soleimani", "Qasim Sulaimani"),
    ("islamic-state", "داعش"),
    ("islamic-state", "ИГИЛ"),
    ("islamic-state", "Daesh"),
    ("islamic-state", "Da'esh"),
    ("islamic-state", "Isis"),
];

/// Pairs of an id and words that must not be found as it.
const PART: &[(&str, &str)] = &[
    ("hama", "Hamas"),
    ("hama", "Homa"),
    ("hama", "Hammer"),
    ("hama", "Khama"),
    ("hama", "Him"),
    ("homs", "Holmes"),
    ("raqqa", "Iraq"),
    ("raqqa", "Rocca"),
    ("al-bab", "Bob"),
    ("al-bab", "Babel"),
    ("al-bab", "Bib"),
    ("al-tanf", "Tanifa"),
    ("al-tanf", "Tuna"),
    ("qaim", "Kim"),
    ("qaim", "Came"),
    ("daraa", "Dora"),
    ("daraa", "Zara"),
    ("daraa", "Diary"),
    ("manbij", "Minbar"),
    ("sweida", "Sweden"),
    ("sweida", "Swede"),
    ("mayadin", "Median"),
    ("mayadin", "Madina"),
    ("sukhna", "Sakina"),
    ("sana", "Sanaa"),
    ("sana", "Sauna"),
    ("time", "Tim"),
    ("taliban", "The Libyan"),
    ("taliban", "The Libyan militants"),
    ("reuters", "Routers"),
    ("islamic-state", "Dash"),
    ("islamic-state", "Is"),
    ("turkey", "Turki"),
    ("iran", "Iron"),
    ("iraq", "Irak al-Manshiyya"),
    ("jordan", "Jordanian"),
    ("bashar-al-assad", "Asadi"),
    ("abu-kamal", "Kamal"),
    ("jabhat-al-nusra", "Nasr"),
];

#[test]
fn spellings_of_one_name_meet() {
    let missed: Vec<String> = MEET
        .iter()
        .filter(|(id, spelling)| {
            let text = format!("They spoke of {spelling} on Friday.");
            told(&text) != format!("{spelling}={id}")
        })
        .map(|(id, spelling)| {
            let text = format!("They spoke of {spelling} on Friday.");
            format!("{spelling} is not {id} but {}", told(&text))
        })
        .collect();
    assert!(
        missed.is_empty(),
        "{} of {}:\n{}",
        missed.len(),
        MEET.len(),
        missed.join("\n")
    );
}

#[test]
fn names_that_only_look_alike_stay_apart() {
    let met: Vec<String> = PART
        .iter()
        .filter(|(id, words)| {
            tag(&format!("They spoke of {words} on Friday."))
                .1
                .iter()
                .any(|mention| mention.candidates.iter().any(|c| c.id.as_str() == *id))
        })
        .map(|(id, words)| format!("{words} is taken for {id}"))
        .collect();
    assert!(
        met.is_empty(),
        "{} of {}:\n{}",
        met.len(),
        PART.len(),
        met.join("\n")
    );
}

//! Words that the memory's pairs teach: texts in languages without a lexicon are paired by them.

use super::folder::Folder;

const ADJECTIVES: [(&str, &str); 6] = [
    ("old", "alte"),
    ("young", "junge"),
    ("small", "kleine"),
    ("white", "weiße"),
    ("tired", "müde"),
    ("happy", "frohe"),
];
const NOUNS: [(&str, &str); 7] = [
    ("dog", "Hund"),
    ("tree", "Baum"),
    ("bird", "Vogel"),
    ("horse", "Gaul"),
    ("king", "König"),
    ("judge", "Richter"),
    ("boy", "Junge"),
];
const VERBS: [(&str, &str); 6] = [
    ("sleeps", "schläft"),
    ("sings", "singt"),
    ("waits", "wartet"),
    ("falls", "fällt"),
    ("writes", "schreibt"),
    ("laughs", "lacht"),
];

/// The sentence of an adjective, a noun and a verb, in both languages.
fn sentence(n: usize) -> (String, String) {
    let (adjective, noun, verb) = (ADJECTIVES[n % 6], NOUNS[n / 6 % 7], VERBS[n / 42 % 6]);
    (
        format!("The {} {} {}.", adjective.0, noun.0, verb.0),
        format!("Der {} {} {}.", adjective.1, noun.1, verb.1),
    )
}

/// A memory of all such sentences, and two texts of some: each lacks every fourth sentence of the
/// other, so that neither order nor length says what belongs together.
fn with_texts() -> Folder {
    let folder = Folder::new();
    let pairs = (0..252).map(sentence);
    let mut memory = String::from("en\tde\n");
    pairs.for_each(|(en, de)| memory.push_str(&format!("{en}\t{de}\n")));
    folder.write("animals.tsv", memory);
    let (mut english, mut german) = (String::new(), String::new());
    for at in 0..40 {
        let (en, de) = sentence(at * 101 % 252);
        if at % 4 != 1 {
            english.push_str(&format!("{en}\n"));
        }
        if at % 4 != 3 {
            german.push_str(&format!("{de}\n"));
        }
    }
    folder.write("tale.en.txt", english);
    folder.write("tale.de.txt", german);
    folder
}

/// How many pairs of one segment with one are right, and how many there are.
fn right(folder: &Folder) -> (usize, usize) {
    let told = folder.done("align tale.en.txt tale.de.txt --segmented --json --from en --to de");
    let (english, german) = (folder.read("tale.en.txt"), folder.read("tale.de.txt"));
    let line = |text: &str, value: &serde_json::Value| {
        let [at] = value.as_array().unwrap().as_slice() else {
            return None;
        };
        let at = usize::try_from(at.as_u64().unwrap()).unwrap();
        Some(text.lines().nth(at).unwrap().to_owned())
    };
    let known: Vec<(String, String)> = (0..252).map(sentence).collect();
    let pairs: Vec<_> = (told.lines())
        .map(|bead| serde_json::from_str::<serde_json::Value>(bead).unwrap())
        .filter_map(|bead| line(&english, &bead["source"]).zip(line(&german, &bead["target"])))
        .collect();
    let right = pairs.iter().filter(|pair| known.contains(pair)).count();
    (right, pairs.len())
}

#[test]
fn a_memory_teaches_the_aligner_words_and_unteaches_them_with_an_undo() {
    let folder = with_texts();
    let (alone, of) = right(&folder);
    assert!(alone < of, "the texts are no trial: {alone} of {of}");
    folder.done("import animals.tsv --from en --to de");
    assert_eq!(right(&folder), (20, 20));
    // Again from what is kept, and anew where that was taken away.
    assert_eq!(right(&folder), (20, 20));
    folder.done("doctor --rebuild");
    assert_eq!(right(&folder), (20, 20));
    folder.done("undo");
    assert_eq!(right(&folder), (alone, of));
    // What was learned is no part of a change, and leaves none in the log.
    assert_eq!(folder.done("log").lines().count(), 2);
}

#[test]
fn a_document_is_imported_with_what_the_memory_teaches() {
    let folder = with_texts();
    folder.done("import animals.tsv --from en --to de");
    folder.done("import tale.en.txt --target tale.de.txt --from en --to de");
    let told = folder.done("export - --format tsv --document tale");
    let pairs = (0..252).map(sentence);
    let known: Vec<String> = pairs.map(|(en, de)| format!("{en}\t{de}")).collect();
    let right = (told.lines()).filter(|line| known.iter().any(|pair| line.contains(pair)));
    assert_eq!(right.count(), 20, "{told}");
}

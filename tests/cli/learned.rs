//! Texts in languages without a lexicon: paired by the words that the memory's pairs teach, and by
//! the vectors of a command.

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

/// Two of them, joined.
fn long_sentence(n: usize) -> (String, String) {
    let (first, second) = (sentence(n * 101 % 252), sentence(n * 37 % 252));
    let en = format!("{} and {}", first.0.replace('.', ""), second.0);
    let de = format!("{} und {}", first.1.replace('.', ""), second.1);
    (en, de)
}

/// A memory of all the short sentences, and two texts of long ones: each lacks passages of the
/// other, so that neither order nor length says what belongs together.
fn with_texts() -> Folder {
    let folder = Folder::new();
    let mut memory = String::from("en\tde\n");
    for (en, de) in (0..252).map(sentence) {
        memory.push_str(&format!("{en}\t{de}\n"));
    }
    folder.write("animals.tsv", memory);
    let (mut english, mut german) = (String::new(), String::new());
    for at in 0..LONG {
        let (en, de) = long_sentence(at);
        if !(4..8).contains(&(at % 20)) {
            english.push_str(&format!("{en}\n"));
        }
        if !(12..16).contains(&(at % 20)) {
            german.push_str(&format!("{de}\n"));
        }
    }
    folder.write("tale.en.txt", english);
    folder.write("tale.de.txt", german);
    folder
}

/// How many long sentences there are, and how many of them both texts have.
const LONG: usize = 40;
const BOTH: usize = 24;

/// How many pairs of one segment with one are right, and how many there are; `more` stands behind
/// the command.
fn right(folder: &Folder, more: &str) -> (usize, usize) {
    let told = folder.done(&format!(
        "align tale.en.txt tale.de.txt --segmented --json --from en --to de {more}"
    ));
    let (english, german) = (folder.read("tale.en.txt"), folder.read("tale.de.txt"));
    let line = |text: &str, value: &serde_json::Value| {
        let [at] = value.as_array().unwrap().as_slice() else {
            return None;
        };
        let at = usize::try_from(at.as_u64().unwrap()).unwrap();
        Some(text.lines().nth(at).unwrap().to_owned())
    };
    let known: Vec<(String, String)> = (0..LONG).map(long_sentence).collect();
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
    let (alone, of) = right(&folder, "");
    assert!(alone < of, "the texts are no trial: {alone} of {of}");
    folder.done("import animals.tsv --from en --to de");
    let log = folder.done("log");
    assert_eq!(right(&folder, ""), (BOTH, BOTH));
    // Again from what is kept, and anew where that was taken away.
    assert_eq!(right(&folder, ""), (BOTH, BOTH));
    folder.done("doctor --rebuild");
    assert_eq!(right(&folder, ""), (BOTH, BOTH));
    // What was learned is no change of the memory.
    assert_eq!(folder.done("log"), log);
    folder.done("undo");
    assert_eq!(right(&folder, ""), (alone, of));
}

#[test]
fn a_document_is_imported_with_what_the_memory_teaches() {
    let folder = with_texts();
    folder.done("import animals.tsv --from en --to de");
    folder.done("import tale.en.txt --target tale.de.txt --from en --to de");
    assert_eq!(right_in_memory(&folder), BOTH);
}

/// How many segments of the tale have their translation in the memory.
fn right_in_memory(folder: &Folder) -> usize {
    let told = folder.done("export --format tsv --document tale");
    let pairs = (0..LONG).map(long_sentence);
    let known: Vec<String> = pairs.map(|(en, de)| format!("{en}\t{de}")).collect();
    let right = (told.lines()).filter(|line| known.iter().any(|pair| line.contains(pair)));
    right.count()
}

/// A program for awk that makes vectors: a number for each meaning, how often a word of it stands
/// in the line.
fn program() -> String {
    let words = ADJECTIVES.iter().chain(&NOUNS).chain(&VERBS);
    let numbers = words.map(|(en, de)| format!("gsub(/ ({en}|{de})[ .]/, \"&\")"));
    format!("{{ print {} }}\n", numbers.collect::<Vec<_>>().join(", "))
}

#[cfg(unix)]
#[test]
fn a_command_makes_vectors_to_pair_by() {
    let folder = with_texts();
    folder.write("vectors.awk", program());
    let (alone, of) = right(&folder, "");
    assert!(alone < of, "the texts are no trial: {alone} of {of}");
    let by_vectors = "--embeddings 'awk -f vectors.awk'";
    assert_eq!(right(&folder, by_vectors).0, BOTH);
    // One that says nothing of what the segments mean changes nothing.
    let (silent, _) = right(&folder, "--embeddings 'sed s/.*/1,0/'");
    assert_eq!(silent, alone);
    folder.done(&format!(
        "import tale.en.txt --target tale.de.txt --from en --to de {by_vectors}"
    ));
    assert_eq!(right_in_memory(&folder), BOTH);
}

#[cfg(unix)]
#[test]
fn a_command_that_makes_no_vectors_is_told_of_and_nothing_is_imported() {
    let folder = with_texts();
    for (command, words) in [
        ("no-such-program", "ended with an error"),
        ("cat > all; exit 3", "ended with an error (exit status: 3)"),
        (
            "sed 's/.*/1 2/; 3d'",
            "was given 64 segments and wrote 63 lines",
        ),
        (
            "sed 's/.*/1 2/; a 3 4'",
            "was given 64 segments and wrote more lines",
        ),
        (
            "sed 's/.*/1 2/; 4s/ .*//'",
            "line 4 of what it wrote: 1 numbers",
        ),
        (
            "sed 's/.*/1 2/; 5s/2/two/'",
            "line 5 of what it wrote: “two” is no number",
        ),
        ("yes", "line 1 of what it wrote: “y” is no number"),
        ("sed 's/.*//'", "line 1 of what it wrote: no numbers"),
    ] {
        folder.write("command", command);
        let to_import = "--target tale.de.txt --from en --to de --embeddings 'sh command'";
        folder
            .run(&format!("import tale.en.txt {to_import}"))
            .refused(words);
    }
    assert!(!folder.path("memory.yiku").exists());
}

/// The Chinese of the words, in their order.
const CHINESE: [&str; 19] = [
    "古老", "年轻", "小小", "白色", "疲倦", "快乐", "狗熊", "大树", "小鸟", "骏马", "国王", "法官",
    "男孩", "睡觉", "唱歌", "等待", "跌倒", "写字", "欢笑",
];

/// A word that no lexicon knows.
fn own_word(en: &str) -> String {
    en.chars().rev().chain("ix".chars()).collect()
}

#[test]
fn a_lexicon_that_changed_pairs_anew_at_the_next_build() {
    let folder = Folder::new();
    let words = || ADJECTIVES.iter().chain(&NOUNS).chain(&VERBS).zip(CHINESE);
    let line = |at: usize| {
        let (en, _) = long_sentence(at);
        let words = words().map(|((en, _), zh)| (*en, own_word(en), zh));
        words.fold((en.clone(), en), |(own, zh), (en, word, chinese)| {
            (
                own.replace(en, &word),
                zh.replace(&format!(" {en}"), chinese),
            )
        })
    };
    let (mut own, mut chinese) = (String::new(), String::new());
    let mut pairs = Vec::new();
    for at in 0..LONG {
        let (en, zh) = line(at);
        let zh = zh
            .replace("The", "这个")
            .replace(" and ", "，")
            .replace('.', "。");
        if !(4..8).contains(&(at % 20)) {
            own.push_str(&format!("{en}\n"));
        }
        if !(12..16).contains(&(at % 20)) {
            chinese.push_str(&format!("{zh}\n"));
        }
        pairs.push(format!("{en}\t{zh}"));
    }
    folder.write("tale.en.txt", own);
    folder.write("tale.zh.txt", chinese);
    folder.write("words.tsv", "# none yet\n");
    folder.write(
        "yiku.toml",
        "[project]\nname = \"tale\"\nfrom = \"en\"\nto = \"zh-Hans\"\n\n\
         [[document]]\nsource = \"tale.en.txt\"\ntarget = \"tale.zh.txt\"\n\n\
         [alignment]\nlexicon = [\"words.tsv\"]\n",
    );
    let right = || {
        folder.run("build");
        let told = folder.done("export --format tsv --document tale");
        let right = told
            .lines()
            .filter(|line| pairs.iter().any(|pair| line.contains(pair)));
        right.count()
    };
    let before = right();
    assert!(before < BOTH, "the texts are no trial: {before} of {BOTH}");
    let words: Vec<String> = words()
        .map(|((en, _), zh)| format!("{}\t{zh}\n", own_word(en)))
        .collect();
    folder.write("words.tsv", words.concat());
    assert_eq!(right(), BOTH);
}

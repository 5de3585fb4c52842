//! English cases, written the way golden rules are: a bar stands where a cut is to be, with one
//! space there in the text.

use super::{Options, explain, segments};
use crate::text::LangTag;

/// Checks that the text without its bars is cut at the bars.
fn check(lang: &str, joint: &str, options: &Options, cases: &[&str]) {
    let lang = LangTag::parse(lang).unwrap();
    let mut wrong = Vec::new();
    for case in cases {
        let expected: Vec<&str> = case.split('|').collect();
        let text = expected.join(joint);
        let found: Vec<&str> = segments(&text, &lang, options)
            .into_iter()
            .map(|s| &text[s.range])
            .collect();
        if found != expected {
            wrong.push(format!("expected {expected:#?}\nfound {found:#?}"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n\n"));
}

fn english(cases: &[&str]) {
    check("en", " ", &Options::default(), cases);
}

/// The rule that decided at the end of `before` in `text`.
fn rule_after(text: &str, before: &str) -> (bool, String) {
    let at = text.find(before).unwrap() + before.len();
    let lang = LangTag::parse("en").unwrap();
    let found = explain(text, &lang, &Options::default());
    let decision = found.iter().find(|d| d.at == at).unwrap();
    (decision.cut, decision.rule.to_string())
}

#[test]
fn smileys() {
    english(&[
        "That was great :)|See you tomorrow.",
        "I can't believe it :(|They closed the shop (for good).|The end came soon.",
        "lol no idea xd :D|maybe ask her :)|or him",
        "fill it with water :) lol",
        "We are so happy 😊 😊|Thanks to all of you ❤️ and to him.",
        ":) Hello there. =)|Bye",
        "See the note (as above :) The rest is clear.",
        "It rose in patients with an AST <3 ULN and fell later.",
        "A card of the type XD Picture is needed.|Love it <3|We came back.",
        "I ❤ NY and I <3 London.",
        "✅ Wash hands ✅ Wear a mask",
        "I wrote :) to them :) and left.",
    ]);
    assert_eq!(
        rule_after("Nice :) See you.", ":)"),
        (true, "smiley".to_owned())
    );
}

#[test]
fn press_releases() {
    english(&[
        "H.E. Mr. Li spoke first.|The thief was caught by Det. Lee.",
        "P.S. The water must stay below 90 deg. C in summer.|This is no joke.",
        "Mr. Tang met Ms. Deng and Dr. Li in Geneva.|They signed an agreement.",
        "He met with Founder and CEO Lei Jun.|Xiaomi is a prolific user of the system.",
        "The deadline is Jun. 5, 2024.|Late filings are refused.",
        "The meeting of 5 Jun. 2024 was short.|It ended early.",
        "Sales have risen since Jan.|Shares have not.",
        "The policy leaves a “blind spot”.|As the agency for IP, WIPO disagrees.",
        "They spent more on research and development (R&D).|As of mid 2024, they held 40,000 patents.",
        "It is rooted in a classic, “Journey to the West.”|The harnessing of technology helped.",
        "He said: “Rights go hand in hand.|We are also stepping up enforcement.”",
        "The region has 12,000 firms - the majority being small.|He said more would come.",
        "Revenue rose 4.5 percent to $1.2 billion.|Profit fell.",
        "Apple Inc. said on Tuesday that it would open a store.|The store is in Lagos.",
        "He joined Acme Corp. in 1999.|He left Acme Corp.|The company then failed.",
        "Smith & Co. Ltd. of London bought it.",
        "She lives in Washington, D.C.|She works for the U.S. Department of State.",
        "The firm is based in the U.S.|It employs 300 people.",
        "Gov. Jerry Brown of Calif. and Sen. Ted Cruz of Tex. spoke.",
        "The talks began at 9 a.m. Monday.|They ended at 5 p.m.|Mr. Li then left.",
        "At 5 a.m. Mr. Smith went to the bank.",
        "Doors open at 7 p.m. Eastern Time.|Tickets are free.",
        "The index lost 1.5%.|Oil gained 2%.",
        "Contact press@wipo.int or visit www.wipo.int/media.|The office opens at 8.30.",
        "J.P. Morgan and John F. Kennedy Jr. were named.|So was George W. Bush.",
        "You can find it at N°. 1026.253.553.|That is where it is.",
        "The roof is 5 ft. 6 in. high.|It rose to 90 °C.|Bob left.",
        "Shares of Walt Disney Co. rose 2%.|Walt Disney Co. Chairman Robert Iger said so.",
        "In 2023 it sold 5 million cars.|2024 was better.",
    ]);
}

#[test]
fn contracts_and_statutes() {
    english(&[
        "See Art. 5(2)(b) and Sec. 12 of the Act.|The Licensee shall pay.",
        "This is governed by 35 U.S.C. § 101 and 37 C.F.R. § 1.56.|No other law applies.",
        "Reg. No. 1,234 was cancelled.|App. No. 09/123 is pending.",
        "“Affiliate” means any entity (e.g. a subsidiary, i.e. one it controls) of a Party.",
        "Payment is due within 30 days (see Schedule A).|Interest accrues thereafter.",
        "The Licensor (as defined in Art. 1. Definitions) grants a licence.",
        "1. The Licensor grants a licence.|2. The Licensee shall pay.",
        "(a) The Seller delivers the goods.|(b) The Buyer pays the price.",
        "Section 1. This Act may be cited as the Patents Act.|Section 2. It comes into force at once.",
        "Article IV. Territorial scope",
        "No.|Not under clause 4.",
        "The fee is set out in Vol. II, ch. 3, p. 55, and pp. 60-62.",
        "The parties, etc. are bound.|They may assign, transfer, etc.|The rest is void.",
        "It binds Party A and Party B.|The courts of Geneva have jurisdiction.",
    ]);
}

#[test]
fn patents() {
    english(&[
        "As shown in Fig. 2A, the valve (12) opens.|FIG. 3 shows it closed.",
        "Figs. 1 and 2 show the pump.|U.S. Pat. No. 5,123,456 describes another.",
        "The ratio is approx. 3.5 to 1.|Smith et al. found 4 to 1.",
        "Smith et al.|The results were confirmed, cf. Table 2.",
        "The film is 0.5 mm thick.|It is heated to 90 °C.",
        "Software v2.1.|The update of main.rs and config.toml follows.",
        "Comp. Ex. 1 and Ex. 2 were tested at No. 4 mill.",
        "Growth was slow.[12]|The yield was high.²|It fell later.3|Nobody knows why.",
    ]);
}

#[test]
fn court_decisions() {
    english(&[
        "See Cohen v. Brown, 10 Vet. App. 128, 130 (1997).|The claim is denied.",
        "Holton v. Shinseki, 557 F.3d 1362, 1366 (Fed. Cir. 2009).|Service connection follows.",
        "Roe v. Wade, 410 U.S. 113, 93 S. Ct. 705, 35 L. Ed. 2d 147 (1973).",
        "The rule of 12 F. Supp. 2d 34 controls.|Id. at 36.",
        "Joseph R. Moore, Esq. appeared.|J. L. Wong, Ass't. Counsel, did not.",
        "The claims are met.|38 U.S.C.A. §§ 1110, 5103 (West 2014); 38 C.F.R. § 3.303.",
        "The Court so held. *489|The dissent did not agree.",
        "The plaintiff (who lost. He had no counsel) appealed.",
        "Cf. Smith v. State, 123 So. 2d 45 (Fla. 1960).|It is so ordered.",
        "Scalia, J., dissenting.|Pp. 12-20.|Brennan, J., delivered the opinion.",
        "In re Smith, No. 12-345, slip op. at 4 (2d Cir. Jan. 5, 2012).|We affirm.",
        "It then held otherwise. [FN3]|The rest stands.",
        "McCain left at 3 p.m. EST.|Obama asked the SEC.|Chairman Lee said no.",
        "MR. SMITH OF ACME INC. LONDON V. JONES",
        "H.R. Rep. No. 94-1476, at 66.|The bill died.",
        "DOCKET NO. 12-20 751A",
        "It was WIPO Case No. D2003-0417.|The Panel agreed.|App. No. PCT/EP2001/000123 was filed.",
        "The judge said no.|G20 leaders met, and so did B2B firms.",
        "It is settled, 116 S.Ct. 1384, 134 L.Ed.2d 577 (1996).|See Fed.R.Civ.P. 56(c) and N.D.Cal. Aug. 30.",
        "The term is construed.|Id. at 4.|Ibid.|Extrinsic evidence counts less.|Id.|Plaintiff disagrees.",
        "It is sold in the U.S.|Cf. Smith, at 4.|See Acme Labs. USA v. Bell Elecs. Co., col. 3, ll. 12-19.",
        "The latch is new.|App. Br. 8; Ans. 5.|The Examiner disagrees.",
        "It is ordered that: 1. The refusal is set aside.|2. The mark is registered.",
        "See Defs.' Resp. Br. at 9; Hartmann Dep. 88:3-9; Okafor Decl. ¶ 4; Compl. § 2.|It fails.",
        "He claimed PTSD.|The V.A. denied it.|The Board of St. Louis, Mo. agreed.",
    ]);
}

#[test]
fn dialogue() {
    english(&[
        "“Stop!” he shouted.|“Why?” she asked.",
        "“Who is it?” John asked.|Nobody answered.",
        "“Who is it?” Mr. Tang asked again.",
        "“Who is it?”|She opened the door.",
        "She turned to him, \"This is great.\" she said.",
        "She turned to him, \"This is great.\"|She held the book out.",
        "'I can't.|John can.'",
        "You and I.|Did you see Albert I. Jones?",
        "He taught science (he had been an engineer.) at the school.",
        "(He left.|She stayed.)",
        "Hello?!|Is that you?|Wait!!|Yes.",
        "I never meant that....|She left the store.",
        "I wasn't really ... well, what I mean ... the thing is . . . I didn't mean it.",
        "Well…|But he never came.",
        "The practice was not given up.|. . . It went on. . . .",
        "State the end with a period . . . .|Next sentence.",
        "... And then he left.|Nobody knew why.",
        "« Oui ! »|Then he left.",
    ]);
}

#[test]
fn web_text() {
    english(&[
        "She works at Yahoo! in the accounting department.|Do you Yahoo!?",
        "Do You Yahoo!?|Tired of spam?",
        "i am in portland.|you can buy me dinner.|i mean it",
        "The site is https://www.example.50.com/new-site/a.html.|Please check it out.",
        "Read it first.|http://example.com/faq.html has more.",
        "Good food! :)|They were kind.|Love it! ❤️|Thanks.",
        "See example.Com, java.util.List, obj.This() and Mr.The; it is at www.That.org now.",
        "1.) The first item|2.) The second item",
        "1) The first item|2) The second item",
        "1. The first item.|2. The second item",
        "• 9. The first item|• 10. The second item",
        "a. The first item|b. The second item|c. The third item",
        "A. Smith, B. Jones and C. Miller wrote it.|It won a prize.",
        "A. Smith & B. C. Jones met I. Newton and J. Locke.|They talked.",
        "Vince,|We are still at work on it.|Thanks,|Mai",
        "Dear Ms. Li,|I have read it.|Kind regards,|Ana de la Cruz 555 1234",
        "Hello,|This is a test.",
        "However, The Court did not agree.|Paris, The City of Light.|Yes, We Can.",
        "John, I believe you.|Best regards, they said.",
        "Thanks, Mai, for all that you did.|Geneva, New York and Beijing.",
        "1. See paragraph 2. The rest is easy."
            .replace("2. The", "2.|The")
            .leak(),
        "I bought an iPhone.|iPhone sales are up.",
        "What about vitamin C.|The doctor said no.",
        "Go to 5th St. near the light.|St. Michael's is there.",
        "I have lived in the E.U.|How about you?",
        "Node.js and ASP.NET are fine, .NET is not.",
        "Version 1.4.2 is out.|Get it at 10.30 or so.",
    ]);
}

#[test]
fn a_space_that_was_forgotten_is_none_the_less_a_cut() {
    check(
        "en",
        "",
        &Options::default(),
        &[
            "Hello world.|Today is Tuesday.|Mr. Smith bought 1,000.|That is a lot.",
            "Are you coming?|No, I'm not.|But thanks!|We'll see.",
        ],
    );
}

#[test]
fn a_paragraph_ends_a_segment_without_a_mark() {
    let lang = LangTag::parse("en").unwrap();
    for end in [
        "\n", "\r\n", "\r", "\n\n", "\u{2028}", "\u{2029}", "\u{85}", "\u{0B}",
    ] {
        let text = format!("A heading{end}Its text, with Mr.{end}Smith in it");
        let found = segments(&text, &lang, &Options::default());
        let places: Vec<_> = found.iter().map(|s| s.paragraph).collect();
        assert_eq!(places, [0, 1, 2], "{end:?}");
    }
}

#[test]
fn a_line_that_was_broken_softly_goes_on() {
    let lang = LangTag::parse("en").unwrap();
    let lines = |text: &str| segments(text, &lang, &Options::default()).len();
    assert_eq!(lines("It was a cold \nnight in the city."), 1);
    assert_eq!(lines("It was a cold, \r\nwet night in the city."), 1);
    for apart in [
        "A cold night\nin the city",
        "Apples \nPears",
        "He left. \nand came back",
        "A heading \n\nits text",
        "Note: \nsee below",
    ] {
        assert_eq!(lines(apart), 2, "{apart:?}");
    }
}

#[test]
fn hard_wrapped_text_is_cut_at_blank_lines_only_where_asked() {
    let options = Options {
        blank_line_paragraphs: true,
        ..Options::default()
    };
    let lang = LangTag::parse("en").unwrap();
    for (line, blank) in [
        ("\n", "\n\n"),
        ("\r\n", "\r\n\r\n"),
        ("\n", "\n \t\n"),
        ("\r", "\r\r"),
    ] {
        let text = format!(
            "It was a cold{line}night in the city of St.{line}Paul. We{line}left.{blank}Next"
        );
        let found: Vec<&str> = segments(&text, &lang, &options)
            .into_iter()
            .map(|s| &text[s.range])
            .collect();
        assert_eq!(found.len(), 3, "{text:?}");
        assert!(found[0].ends_with("Paul.") && found[2] == "Next");
    }
}

#[test]
fn semicolons_and_colons_end_segments_only_where_asked() {
    let text = "He came; she left: both at 10:30. See http://x.y; done";
    let lang = LangTag::parse("en").unwrap();
    assert_eq!(segments(text, &lang, &Options::default()).len(), 2);
    let options = Options {
        semicolon: true,
        colon: true,
        ..Options::default()
    };
    let found: Vec<&str> = segments(text, &lang, &options)
        .into_iter()
        .map(|s| &text[s.range])
        .collect();
    assert_eq!(
        found,
        [
            "He came;",
            "she left:",
            "both at 10:30.",
            "See http://x.y;",
            "done"
        ]
    );
}

#[test]
fn explain_names_the_rule_at_each_place() {
    let text = "Mr. Li of Acme Inc. Bern came on Jan. 5 to No. 7. Dr. A. Wu (Ph.D. in law. Bern) left. \
                “Go.” It cost 1.5 in the U.S. The end… maybe. Then what? He ran! 2. was x";
    for (before, cut, rule) in [
        ("Mr.", false, "title"),
        ("Inc.", false, "abbreviation"),
        ("Jan.", false, "month"),
        ("No.", false, "number"),
        ("7.", true, "full-stop"),
        ("A.", false, "initial"),
        ("law.", false, "inside-brackets"),
        ("left.", true, "full-stop"),
        ("“Go.”", true, "closing-quote"),
        ("1.", false, "no-space"),
        ("U.S.", true, "sentence-opener"),
        ("end…", false, "lowercase-next"),
        ("what?", true, "question-mark"),
        ("ran!", true, "exclamation-mark"),
        ("2.", false, "list-marker"),
        ("was x", true, "paragraph"),
    ] {
        assert_eq!(
            rule_after(text, before),
            (cut, rule.to_owned()),
            "after {before}"
        );
    }
}

#[test]
fn other_languages_have_sensible_cuts() {
    let options = Options::default();
    check(
        "de",
        " ",
        &options,
        &[
            "Am 5. Mai 2024 kam Herr Dr. Müller nach Bern.|Er blieb z. B. zwei Tage.",
            "Nach Art. 5 Abs. 2 gilt das nicht.|Vgl. Nr. 7.",
        ],
    );
    check(
        "fr",
        " ",
        &options,
        &[
            "M. Dupont est venu.|« Pourquoi ? »|Il n’a rien dit.",
            "Voir l’art. 5.|Merci.",
        ],
    );
    check(
        "es",
        " ",
        &options,
        &["El Sr. García vino.|¿Por qué?|No lo sé."],
    );
    check("ru", " ", &options, &["Он пришёл.|Она ушла, см. рис. 5."]);
    check("ko", " ", &options, &["그는 왔다.|그녀는 갔다."]);
    check("hi", " ", &options, &["वह आया।|वह गयी।"]);
    check("ar", " ", &options, &["هل جاء؟|نعم."]);
    check(
        "ja",
        "",
        &options,
        &[
            "「行こう！」と彼は言った。|彼女は黙っていた。",
            "今日は暑い。|明日も。",
        ],
    );
}

#[test]
fn steps_and_days_in_brackets_are_no_references_between_sentences() {
    check(
        "en",
        " ",
        &Options::default(),
        &[
            "It was cold.|(Tr. at 88)|Nobody went out.",
            "The order stands.|(Dkt. No. 41)|The court agreed.",
            "Begin here.|(Step 1) Open the box.|(Step 2) Close it.",
            "The rules are these.|(Rule 12) The applicant shall pay.",
            "He was ill.|(On May 3) Mr. Smith left.",
        ],
    );
    check("zh", " ", &Options::default(), &["go to yahoo!Mail now"]);
}

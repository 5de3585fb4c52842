use crate::document::tests::{assert_kept, merged, original, shown, with};
use crate::document::{Filled, Format, More, Original, extract};
use crate::text::LangTag;

const PAGE: &str = "<!DOCTYPE html>
<html lang=\"en\" xml:lang='en'>
<head>
<meta charset=\"utf-8\"><title>WIPO &amp; China</title>
<meta name=\"description\" content=\"The director&#39;s visit\">
<meta name=\"viewport\" content=\"width=device-width\">
<style>p { color: red }</style><script>if (a < b) { alert(\"no\") }</script>
</head>
<body class=x>
  <h1>Visit <em>concluded</em></h1>
  <p>
    The <b>Director General</b> met&nbsp;officials,
    <a href=\"/a?b&amp;c\" title=\"About him\">his page</a>.<!-- not this --> See <code>yiku</code>.<br/>
    New line</p>
  <p translate=\"no\">Left alone <b>all</b></p>
  <p>Do not translate <span class=\"notranslate\">yiku</span> here.</p>
  <ul><li>One<li>Two <img src=a.png alt='A \"seal\"'></ul>
  <table><tr><td>Cell</td><th>Head</th></tr></table>
  <input type=submit value=Send> <input placeholder=\"Name\" value=\"kept\">
  <pre>two
  lines</pre>
  Loose text &lt;here&gt;
</body>
</html>
";

#[test]
fn what_a_reader_sees_is_text_and_the_rest_is_codes() {
    let expected = [
        "WIPO & China",
        "The director's visit",
        "Visit {1}concluded{/1}",
        "The {1}Director General{/1} met\u{a0}officials, {2}his page{/2}.{3/} See {4/}.\nNew line",
        "About him",
        "Do not translate {1/} here.",
        "One",
        "Two",
        "A \"seal\"",
        "Cell",
        "Head",
        "Send",
        "Name",
        "two\n  lines",
        "Loose text <here>",
    ];
    assert_eq!(shown(Format::Html, PAGE), expected);
}

#[test]
fn all_else_stays_to_the_byte() {
    assert_kept(Format::Html, PAGE);
    assert_kept(Format::Html, &PAGE.replace('\n', "\r\n"));
}

#[test]
fn what_would_be_taken_for_a_tag_is_read_as_text() {
    for new in [
        "1 < 2 && 3 > 2",
        "<b>\"no\"</b> 'tag'",
        "&amp; &nbsp;",
        "a\u{a0}b",
    ] {
        for page in [
            "<p>Text</p>",
            "<img alt=Text>",
            "<img alt='Text' x>",
            "<img alt=\"Text\">",
        ] {
            let changed = with(Format::Html, page, |_| {
                Some(Filled {
                    text: new.to_owned(),
                    codes: Vec::new(),
                })
            });
            assert_eq!(shown(Format::Html, &changed), [new], "{changed}");
        }
    }
}

#[test]
fn a_page_says_the_language_that_it_is_in() {
    let original = Original {
        path: "page.html".as_ref(),
        format: Format::Html,
        bytes: PAGE.as_bytes(),
        encoding: None,
        more: More::default(),
    };
    let lang = LangTag::parse("zh-Hans").unwrap();
    let merged = merged(&original, Some(&lang), |_| None);
    let page = String::from_utf8(merged.bytes).unwrap();
    assert!(page.contains("<html lang=\"zh-Hans\" xml:lang='zh-Hans'>"));
}

#[test]
fn a_page_in_an_old_encoding_is_read_as_it_says_and_holds_chinese() {
    let page = b"<html><meta charset=windows-1252><p>caf\xe9 \x93quoted\x94</p>";
    let original = Original {
        path: "page.html".as_ref(),
        format: Format::Html,
        bytes: page,
        encoding: None,
        more: More::default(),
    };
    let blocks = extract(&original).unwrap().to_blocks();
    assert_eq!(blocks[0].text, "café “quoted”");
    let merged = merged(&original, None, |_| {
        Some(Filled {
            text: "咖啡é".to_owned(),
            codes: Vec::new(),
        })
    });
    assert_eq!(
        merged.bytes,
        b"<html><meta charset=windows-1252><p>&#21654;&#21857;\xe9</p>"
    );
}

#[test]
fn what_a_page_says_to_who_hears_it_is_read() {
    let page = "<table><tr><th abbr=\"Amt\">Amount</th><td abbr=\"x\">1 a</td></tr></table>\
        <div role=slider aria-valuetext=\"Half full\" aria-roledescription=\"dial\"></div>\
        <select><optgroup label=\"Offices\"><option label=\"Beijing\" value=b></option></optgroup></select>\
        <video><track label=\"Chinese\" src=a.vtt></video>";
    assert_eq!(
        shown(Format::Html, page),
        [
            "Amt",
            "Amount",
            "1 a",
            "Half full",
            "dial",
            "Offices",
            "Beijing",
            "Chinese"
        ]
    );
    assert_kept(Format::Html, page);
}

#[test]
fn a_page_in_an_attribute_is_read_as_a_page() {
    let page = "<p>See <iframe title=\"A frame\" srcdoc=\"&lt;p>The &lt;b class='x'>office&lt;/b> &amp;amp; its &lt;img alt=&quot;A &amp;quot;seal&amp;quot;&quot; src=a.png alt2=b>staff&lt;br>meet.&lt;/p>&lt;script>no()&lt;/script>\"></iframe> below.</p>\
                <iframe srcdoc='<p title=Hi>Only &amp;lt;here&amp;gt;</p>'></iframe>";
    assert_eq!(
        shown(Format::Html, page),
        [
            "See {1/} below.",
            "A frame",
            "The {1}office{/1} & its {2/}staff\nmeet.",
            "A \"seal\"",
            "Only <here>"
        ]
    );
    assert_kept(Format::Html, page);
    let merged = merged(&original(Format::Html, page), None, |block| {
        let text = match block.text.as_str() {
            "Only <here>" => "只在 <这里> “'\"&",
            "A \"seal\"" => "\"章\"",
            _ => return None,
        };
        Some(Filled {
            text: text.to_owned(),
            codes: Vec::new(),
        })
    });
    let chinese = String::from_utf8(merged.bytes).unwrap();
    assert!(
        chinese.contains("只在 &amp;lt;这里&amp;gt; “&amp;#39;&amp;quot;&amp;amp;</p>'>"),
        "{chinese}"
    );
    assert!(
        chinese.contains("alt=&quot;&amp;quot;章&amp;quot;&quot; src"),
        "{chinese}"
    );
}

#[test]
fn words_in_a_formula_are_read_and_its_signs_are_not() {
    let page =
        "<p>It is <math><mi>fee</mi><mo>=</mo><mtext>if due</mtext><mi>max</mi></math> now.</p>\n";
    assert_eq!(shown(Format::Html, page), ["It is {1/} now.", "if due"]);
    assert_kept(Format::Html, page);
}

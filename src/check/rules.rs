//! What each check looks for and why, for people: the table that `yiku check --explain` reads.

use crate::unit::Severity;

/// What a check is about.
#[derive(Clone, Copy, Debug)]
pub struct Rule {
    /// Its id: `Q07`.
    pub id: &'static str,
    /// Its name for people: `unbalanced brackets or quotation marks`.
    pub name: &'static str,
    /// How grave what it finds is as a rule.
    pub severity: Severity,
    /// Why it matters, in a sentence.
    pub why: &'static str,
    /// A source text.
    pub source: &'static str,
    /// A translation of it in which the check finds something.
    pub wrong: &'static str,
    /// One in which it does not.
    pub right: &'static str,
}

/// The rule of that id.
#[must_use]
pub fn rule(id: &str) -> Option<&'static Rule> {
    RULES.iter().find(|rule| rule.id.eq_ignore_ascii_case(id))
}

const fn new(
    id: &'static str,
    severity: Severity,
    name: &'static str,
    why: &'static str,
    [source, wrong, right]: [&'static str; 3],
) -> Rule {
    Rule {
        id,
        name,
        severity,
        why,
        source,
        wrong,
        right,
    }
}

const E: Severity = Severity::Error;
const W: Severity = Severity::Warning;
const I: Severity = Severity::Info;

/// All rules, by id.
#[rustfmt::skip]
pub static RULES: &[Rule] = &[
    new("Q01", E, "numbers differ", "Numbers are compared by value: 40,000 and 4万 are one, 12,000 and 12万 are not.",
        ["over 12,000 businesses", "12万多家企业", "1.2万多家企业"]),
    new("Q02", E, "magnitude of a number differs", "Million and billion become 万 and 亿, and a slip is tenfold; 12千 and 千万 after digits are no way to write a figure.",
        ["3.55 million applications", "3550万件申请", "355万件申请"]),
    new("Q03", E, "dates differ", "A day, month, year or time of day must be the same in both texts.",
        ["on September 14, 2024", "2024年9月4日", "2024年9月14日"]),
    new("Q04", E, "percent and percentage points differ", "From 10 to 12 percent is an increase by two percentage points, or by twenty percent.",
        ["up 12.4%", "增长12.4个百分点", "增长12.4%"]),
    new("Q05", W, "currency or unit differs", "An amount without its currency, or in another unit, is another amount.",
        ["USD 5 million", "500万元", "500万美元"]),
    new("Q06", E, "half-width punctuation beside Chinese characters", "Chinese has full-width marks (GB/T 15834—2011).",
        ["He said that work goes on.", "他表示,工作将继续。", "他表示，工作将继续。"]),
    new("Q07", E, "unbalanced brackets or quotation marks", "What opens must close, in the segment or in the next one where the source does likewise.",
        ["“This is why.”", "“正因如此。", "“正因如此。”"]),
    new("Q08", W, "marks of another house or language", "Quotation marks are “ ”, the point in a name is ·, an ellipsis ……, a dash ——.",
        ["Levan Davitashvili", "列万•达维塔什维利", "列万·达维塔什维利"]),
    new("Q09", W, "space between Chinese and Latin characters", "One way throughout: the house style is set with `spacing` (none, space, keep).",
        ["Join the WIPO GREEN platform.", "加入 WIPO GREEN 平台。", "加入WIPO GREEN平台。"]),
    new("Q10", W, "double, leading, trailing or invisible spaces", "They cannot be seen, and they break searches, matches and layouts.",
        ["He said so.", "他说，  是的。", "他说，是的。"]),
    new("Q11", W, "final punctuation differs", "A question stays a question, and a heading has no full stop.",
        ["Why not?", "为什么不。", "为什么不？"]),
    new("Q12", W, "words left in Latin letters", "Names that have a Chinese form, and words of the language, are translated.",
        ["He visited Tsinghua University.", "他访问了Tsinghua大学。", "他访问了清华大学。"]),
    new("Q13", E, "source text left in the translation", "The segment, or part of it, was not translated.",
        ["The Director General opened the forum.", "The Director General opened the forum.", "总干事宣布论坛开幕。"]),
    new("Q14", W, "term missing or not as prescribed", "The termbase says how the term is translated.",
        ["the Director General", "总裁", "总干事"]),
    new("Q15", E, "forbidden term", "The termbase says that the form must not be used for this term.",
        ["Mr. Tang spoke.", "唐先生讲了话。", "邓先生讲了话。"]),
    new("Q16", W, "one source, two translations", "What is the same in the source is the same in the translation, and a repeated segment is not left empty.",
        ["Beijing … Beijing", "北京……在北京", "北京……北京"]),
    new("Q17", I, "two sources, one translation", "A match may have been accepted without the change it needed.",
        ["the Vice Premier … the First Vice Premier", "副总理……副总理", "副总理……第一副总理"]),
    new("Q18", W, "term translated in several ways", "Where a termbase allows several forms, a text keeps to one.",
        ["science and technology cluster (six times)", "科技集群（五次）、科技创新集群（一次）", "科技集群（六次）"]),
    new("Q19", I, "first mention of a short form", "A short form comes after the full form that explains it, and is explained once.",
        ["CIFTIS … CIFTIS", "服贸会……中国国际服务贸易交易会（服贸会）", "中国国际服务贸易交易会（服贸会）……服贸会"]),
    new("Q20", W, "length out of proportion", "Far too short, something is missing; far too long, something is not its own.",
        ["(320 characters)", "（25个字）", "（95个字）"]),
    new("Q21", E, "traditional characters in a simplified text", "A simplified text has neither traditional characters nor the words of Taiwan.",
        ["digital technology", "数位技術", "数字技术"]),
    new("Q22", W, "quotation or title marks lost", "Words that the source quotes are quoted, and works stand in 《》.",
        ["the “Jingdezhen Story” project", "景德镇故事项目", "“景德镇故事”项目"]),
    new("Q23", I, "acronym altered", "An acronym in brackets is that of the source.",
        ["Global Innovation Index (GII)", "全球创新指数（GTI）", "全球创新指数（GII）"]),
    new("Q24", W, "doubled words or marks", "Typed twice.",
        ["innovative efforts", "创新的的努力", "创新的努力"]),
    new("Q25", I, "enumeration comma", "No 、 before 和, 或 and 以及, nor between quoted or titled items (GB/T 15834—2011).",
        ["patents, marks and copyright", "专利、商标、和版权", "专利、商标和版权"]),
    new("Q26", W, "vagueness of a number lost or doubled", "Over 12,000 is not 12,000, and 超过 and 多 say the same thing.",
        ["over 12,000 businesses", "1.2万家企业", "1.2万多家企业"]),
    new("Q27", W, "negation lost", "A translation that denies nothing where its source does says the contrary.",
        ["It should not be changed.", "应当更改。", "不应更改。"]),
    new("Q28", E, "placeholder, code or address lost or changed", "Placeholders, inline codes, URLs and mail addresses come through as they are.",
        ["{0} of {1} files", "共{1}个文件", "{1}个文件中的{0}个"]),
    new("Q29", E, "name of a person differs", "Other characters are another person: a name has those of the termbase, or those it has elsewhere in the text and the memory.",
        ["Ms. Deng Xiping", "邓小平女士", "邓希平女士"]),
    new("Q30", E, "characters of a wrong encoding or width", "Lost characters, full-width digits and look-alikes of other scripts are no text.",
        ["in 2024", "２０２４年", "2024年"]),
    new("Q31", E, "article, paragraph or item differs", "Article is 条, paragraph 款, subparagraph 项, and the numbers are the same.",
        ["Article 5(2)(b)", "第五条第三款第（二）项", "第五条第二款第（二）项"]),
    new("Q32", W, "obligation or permission differs", "Shall and must oblige (应, 必须), may permits (可, 可以).",
        ["The Party shall pay the fee.", "当事方可以支付费用。", "当事方应支付费用。"]),
    new("Q33", E, "scope of a claim differs", "Comprising is open (包括), consisting of is closed (由……组成), and said refers back (所述); a claim depends on the same claims.",
        ["a device consisting of a housing", "一种包括壳体的装置", "一种由壳体组成的装置"]),
    new("Q34", W, "defined term not used as defined", "What a text defines (“the Agreement”) it calls by that name.",
        ["this Agreement (the “Agreement”) … the Agreement", "“本协议”……该合同", "“本协议”……本协议"]),
    new("Q35", I, "word taken for another", "Words that sound alike: 截止 and 截至, 登陆 and 登录, 帐 and 账.",
        ["log in to the system", "登陆系统", "登录系统"]),
    new("Q36", W, "measure word does not fit", "Persons are counted with 名 or 位, enterprises with 家, patents with 件.",
        ["30 enterprises", "30件企业", "30家企业"]),
    new("Q37", W, "length limit or shortcut key", "A text of a program must fit its place and keep its key.",
        ["&Open", "打开", "打开(&O)"]),
    new("Q38", W, "name of a country or prescribed name differs", "Countries and territories have one name each, and a client may prescribe others.",
        ["in the United Arab Emirates", "在阿联首", "在阿联酋"]),
];

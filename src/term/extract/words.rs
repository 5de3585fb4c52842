//! Words that begin and end no term.

/// English words at which a term neither begins nor ends: articles, pronouns, prepositions,
/// auxiliaries, and the verbs and adverbs of reports.
const STOP: &str = "\
    a an the this that these those and or but nor so yet if then than as of in on at by for with \
    from to into onto upon about above after before below between among during through \
    throughout under over within without against across along around behind beside beyond despite \
    except near off out per since toward towards until up via i me my we us our ours you your \
    yours he him his she her hers it its they them their theirs who whom whose which what when \
    where why how there here is are was were be been being am do does did doing done has have had \
    having will would shall should can could may might must ought not no any all both each every \
    either neither some such same other others another more most less least few many much several \
    own only very too also just even still again already ever never once said says say saying \
    noted noting added adding including include includes included according made make makes \
    making took take takes taking taken gave give given gives met meet meets held hold holds \
    mr mrs ms dr one two three four five six seven eight nine ten first second third new while \
    because although though however therefore thus well";

/// Those of them that may stand inside a term: Belt and Road, freedom of expression.
const INNER: &str = "of and the for on in to";

/// Chinese characters that a term seldom begins with. Many that stand in sentences begin words too
/// (有限公司, 使用, 被告), and are not here.
const NO_FIRST: &str = "的了和与将为等及以于也其该这那之从到由而但或又都还更把们是在对向";

/// Chinese characters that a term seldom ends with. 行为, 自由, 转让, 变更 and 平等 do.
const NO_LAST: &str = "的了和与及以于也其该这那之从到而但或又是在把被们将并对";

/// Chinese characters that stand in sentences and in no term.
const IN_NONE: &str = "了是这那她他它们也但";

/// The words, in lower case, that stand at no end of an English term.
pub(super) fn stop() -> impl Iterator<Item = &'static str> {
    STOP.split_ascii_whitespace()
}

/// Whether a stop word, in lower case, may stand inside an English term.
pub(super) fn is_inner(word: &str) -> bool {
    INNER.split_ascii_whitespace().any(|inner| inner == word)
}

/// Whether a Chinese term can begin with a character.
pub(super) fn can_begin(c: char) -> bool {
    !NO_FIRST.contains(c)
}

/// Whether a Chinese term can end with a character.
pub(super) fn can_end(c: char) -> bool {
    !NO_LAST.contains(c)
}

/// Whether a character stands in no Chinese term.
pub(super) fn is_in_none(c: char) -> bool {
    IN_NONE.contains(c)
}

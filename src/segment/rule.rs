//! The names of the rules, as `explain` gives them and as people read them.

/// The paragraph, or the text, ends here.
pub(super) const PARAGRAPH: &str = "paragraph";
/// A full stop after an ordinary word (cut).
pub(super) const FULL_STOP: &str = "full-stop";
/// A question mark (cut).
pub(super) const QUESTION_MARK: &str = "question-mark";
/// An exclamation mark (cut).
pub(super) const EXCLAMATION_MARK: &str = "exclamation-mark";
/// 。 and its half-width form (cut).
pub(super) const IDEOGRAPHIC_STOP: &str = "ideographic-stop";
/// A sentence ended before a closing quote: the cut is after the quote.
pub(super) const CLOSING_QUOTE: &str = "closing-quote";
/// An abbreviation that may end a sentence, before a word that opens one (cut).
pub(super) const SENTENCE_OPENER: &str = "sentence-opener";
/// Dots that leave something out: a cut before a word that opens a sentence, none elsewhere.
pub(super) const ELLIPSIS: &str = "ellipsis";
/// ； or ; where the option asks (cut).
pub(super) const SEMICOLON: &str = "semicolon";
/// ： or : where the option asks (cut).
pub(super) const COLON: &str = "colon";
/// Before a word that opens a sentence, though no white space follows the mark (cut).
pub(super) const SPACE_FORGOTTEN: &str = "space-forgotten";
/// A smiley in the place of a full stop: a cut before what begins a sentence, none elsewhere.
pub(super) const SMILEY: &str = "smiley";
/// Before the next item of a list in running text (cut).
pub(super) const LIST_ITEM: &str = "list-item";
/// After a reference in brackets that stands between two sentences (cut).
pub(super) const REFERENCE: &str = "reference";
/// After the words that a letter begins with, after those that it ends with, and after the line
/// above a signature (cut).
pub(super) const LETTER: &str = "letter";

/// A title before a name: Mr., Dr. (withheld).
pub(super) const TITLE: &str = "title";
/// A month or weekday cut short, in a date (withheld).
pub(super) const MONTH: &str = "month";
/// An abbreviation that a number follows: No., Art., p. (withheld).
pub(super) const NUMBER: &str = "number";
/// An initial of a name, or of letters with full stops (withheld).
pub(super) const INITIAL: &str = "initial";
/// An abbreviation that does not end a sentence here: e.g., Inc. (withheld).
pub(super) const ABBREVIATION: &str = "abbreviation";
/// The hour of the day, which goes on: 5 p.m. Eastern (withheld).
pub(super) const TIME_OF_DAY: &str = "time-of-day";
/// An ordinal number written with a full stop: 5. Mai (withheld).
pub(super) const ORDINAL: &str = "ordinal";
/// The word that follows is in lower case (withheld).
pub(super) const LOWERCASE_NEXT: &str = "lowercase-next";
/// No white space follows: a decimal, an address, a file name (withheld).
pub(super) const NO_SPACE: &str = "no-space";
/// A comma or the like follows (withheld).
pub(super) const PUNCTUATION_FOLLOWS: &str = "punctuation-follows";
/// Nothing but marks follows: no words (withheld).
pub(super) const MARKS_ONLY: &str = "marks-only";
/// Inside brackets whose sentence goes on after them (withheld).
pub(super) const INSIDE_BRACKETS: &str = "inside-brackets";
/// Inside a quotation that is part of the sentence around it (withheld).
pub(super) const INSIDE_QUOTATION: &str = "inside-quotation";
/// Inside 《》 or 〈〉 (withheld).
pub(super) const TITLE_MARKS: &str = "title-marks";
/// A name that is written with a mark: Yahoo! (withheld).
pub(super) const NAME_WITH_MARK: &str = "name-with-mark";
/// The number or letter of a list item or a heading, which stays with it (withheld).
pub(super) const LIST_MARKER: &str = "list-marker";
/// After a quote, the words that say who spoke (withheld).
pub(super) const REPORTING_CLAUSE: &str = "reporting-clause";

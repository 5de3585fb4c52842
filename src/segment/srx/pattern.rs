//! The patterns of SRX, which are regular expressions as ICU and Java have them, in the words of
//! the crates that match here.
//!
//! A pattern is taken twice: exactly, with its look-around, back-references and possessive
//! quantifiers; and widened, without what only an exact matcher knows, so that it can be sought
//! together with hundreds of others. What the widened pattern does not find the exact one does
//! not find either.

use std::fmt::Write as _;

use super::class::{self, Set};

/// A pattern as it is matched here.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Taken {
    /// The pattern itself.
    pub exact: String,
    /// One that matches wherever the pattern does, and perhaps elsewhere.
    pub wide: String,
    /// Whether both are the same.
    pub same: bool,
}

/// How deep groups and classes may nest.
pub(super) const DEPTH: usize = 64;

/// Takes a pattern of ICU or Java.
///
/// # Errors
/// What is in it that cannot be taken, in words.
pub(super) fn take(pattern: &str) -> Result<Taken, String> {
    let mut taking = Taking {
        cursor: Cursor::new(pattern),
        exact: String::new(),
        wide: String::new(),
        same: true,
        atom: (0, 0),
        scope: Scope::default(),
        open: Vec::new(),
    };
    taking.run()?;
    Ok(Taken {
        exact: taking.exact,
        wide: taking.wide,
        same: taking.same,
    })
}

/// Reads the characters of a pattern.
#[derive(Clone, Debug)]
pub(super) struct Cursor<'p> {
    rest: &'p str,
}

impl<'p> Cursor<'p> {
    pub(super) fn new(rest: &'p str) -> Self {
        Self { rest }
    }

    pub(super) fn peek(&self) -> Option<char> {
        self.rest.chars().next()
    }

    pub(super) fn next(&mut self) -> Option<char> {
        let c = self.peek()?;
        self.rest = self.rest.get(c.len_utf8()..)?;
        Some(c)
    }

    pub(super) fn starts_with(&self, prefix: &str) -> bool {
        self.rest.starts_with(prefix)
    }

    /// Passes over `prefix` where it stands next.
    pub(super) fn take(&mut self, prefix: &str) -> bool {
        let rest = self.rest.strip_prefix(prefix);
        self.rest = rest.unwrap_or(self.rest);
        rest.is_some()
    }

    /// What stands up to `end`, and passes over both; none where there is no `end`.
    pub(super) fn up_to(&mut self, end: &str) -> Option<&'p str> {
        let (before, after) = self.rest.split_once(end)?;
        self.rest = after;
        Some(before)
    }

    /// Takes characters while `wanted`, at most `most`.
    pub(super) fn run(&mut self, most: usize, wanted: impl Fn(char) -> bool) -> &'p str {
        let count = self.rest.chars().take(most).take_while(|c| wanted(*c));
        let (run, rest) = self.rest.split_at(count.map(char::len_utf8).sum());
        self.rest = rest;
        run
    }
}

/// What holds inside a group.
#[derive(Clone, Copy, Debug, Default)]
struct Scope {
    /// `(?s)`: the full stop means line ends too.
    dot_all: bool,
    /// `(?x)`: white space and comments are none of the pattern.
    comments: bool,
}

/// A group that is open.
#[derive(Clone, Copy, Debug)]
struct Open {
    outside: Scope,
    /// Where it begins in both outputs.
    start: (usize, usize),
    /// Whether it looks around, so that the wide pattern goes without it.
    looks: bool,
}

struct Taking<'p> {
    cursor: Cursor<'p>,
    exact: String,
    wide: String,
    same: bool,
    /// Where the last thing that can be repeated begins in both outputs.
    atom: (usize, usize),
    scope: Scope,
    open: Vec<Open>,
}

impl Taking<'_> {
    fn run(&mut self) -> Result<(), String> {
        while let Some(c) = self.cursor.next() {
            match c {
                '\\' => self.escape()?,
                '[' => {
                    let class = class::read(&mut self.cursor, 0)?;
                    self.put(&class);
                }
                '(' => self.group()?,
                ')' => self.close()?,
                '*' | '+' | '?' => self.repeat(&c.to_string())?,
                '{' => match class::counts(&mut self.cursor) {
                    Some(counts) => self.repeat(&counts)?,
                    None => self.put("\\{"),
                },
                '|' => {
                    self.both("|");
                    self.atom = (self.exact.len(), self.wide.len());
                }
                '.' if self.scope.dot_all => self.put("(?s:.)"),
                '.' => self.put("[^\\n\\r\\x{85}\\x{2028}\\x{2029}]"),
                '^' | '$' => self.put(c.encode_utf8(&mut [0; 4])),
                '#' if self.scope.comments => {
                    let _ = self.cursor.run(usize::MAX, |c| c != '\n');
                }
                c if self.scope.comments && c.is_whitespace() => {}
                c => self.put(&class::literal(c)),
            }
        }
        match self.open.is_empty() {
            true => Ok(()),
            false => Err("a round bracket is not closed".to_owned()),
        }
    }

    fn both(&mut self, piece: &str) {
        self.exact.push_str(piece);
        self.wide.push_str(piece);
    }

    /// Puts something that can be repeated into both outputs.
    fn put(&mut self, piece: &str) {
        self.put_apart(piece, piece);
    }

    fn put_apart(&mut self, exact: &str, wide: &str) {
        self.atom = (self.exact.len(), self.wide.len());
        self.same &= exact == wide;
        self.exact.push_str(exact);
        self.wide.push_str(wide);
    }

    fn repeat(&mut self, how: &str) -> Result<(), String> {
        if self.atom.0 == self.exact.len() {
            return Err(format!("{how} stands where there is nothing to repeat"));
        }
        self.both(how);
        if self.cursor.take("+") {
            self.same = false;
            self.exact.insert_str(self.atom.0, "(?>");
            self.exact.push(')');
        } else if self.cursor.take("?") {
            self.both("?");
        }
        Ok(())
    }

    fn group(&mut self) -> Result<(), String> {
        if self.open.len() >= DEPTH {
            return Err(format!("groups nest deeper than {DEPTH}"));
        }
        let mut open = Open {
            outside: self.scope,
            start: (self.exact.len(), self.wide.len()),
            looks: false,
        };
        if !self.cursor.take("?") {
            self.both("(");
        } else if self.cursor.take("#") {
            let comment = self.cursor.up_to(")");
            return comment.map(|_| ()).ok_or("a comment is not closed".into());
        } else if let Some(look) = ["<=", "<!", "=", "!"]
            .into_iter()
            .find(|look| self.cursor.take(look))
        {
            let _ = write!(self.exact, "(?{look}");
            self.wide.push_str("(?:");
            open.looks = true;
        } else if self.cursor.take(">") {
            self.exact.push_str("(?>");
            self.wide.push_str("(?:");
            self.same = false;
        } else if self.cursor.take("<") {
            let name = self.cursor.up_to(">").unwrap_or_default();
            let good = !name.is_empty() && name.bytes().all(|b| b.is_ascii_alphanumeric());
            if !good {
                return Err(format!("the group (?<{name}> has no proper name"));
            }
            let _ = write!(self.exact, "(?<{name}>");
            self.wide.push('(');
        } else if !self.flags()? {
            return Ok(());
        }
        self.open.push(open);
        self.atom = (self.exact.len(), self.wide.len());
        Ok(())
    }

    /// The flags of `(?i)` and `(?i:`. Returns whether a group begins with them.
    fn flags(&mut self) -> Result<bool, String> {
        let flags = self.cursor.run(16, |c| c.is_ascii_alphabetic() || c == '-');
        let (on, off) = flags.split_once('-').unwrap_or((flags, ""));
        // u, U and d ask for what is done anyway, or tell of line ends that stand in no segment.
        if let Some(flag) = (on.chars().chain(off.chars())).find(|c| !"imsxuUd".contains(*c)) {
            return Err(format!("the flag {flag} is not known"));
        }
        let group = match self.cursor.next() {
            Some(':') => true,
            Some(')') => false,
            _ => return Err("what begins with (? is no group".to_owned()),
        };
        let mut scope = self.scope;
        for (flags, value) in [(on, true), (off, false)] {
            if flags.contains('s') {
                scope.dot_all = value;
            }
            if flags.contains('x') {
                scope.comments = value;
            }
        }
        self.scope = scope;
        let kept = |flags: &str| flags.replace(|c| !matches!(c, 'i' | 'm'), "");
        let (on, off) = (kept(on), kept(off));
        let sign = if off.is_empty() { "" } else { "-" };
        let end = if group { ":" } else { ")" };
        let nothing = on.is_empty() && off.is_empty();
        match (nothing, group) {
            (true, true) => self.both("(?:"),
            (true, false) => {}
            (false, _) => self.both(&format!("(?{on}{sign}{off}{end}")),
        }
        if !group {
            self.atom = (self.exact.len(), self.wide.len());
        }
        Ok(group)
    }

    fn close(&mut self) -> Result<(), String> {
        let Some(open) = self.open.pop() else {
            return Err("a round bracket closes that was not opened".to_owned());
        };
        self.scope = open.outside;
        self.exact.push(')');
        if open.looks {
            self.wide.truncate(open.start.1);
            self.wide.push_str("(?:)");
            self.same = false;
        } else {
            self.wide.push(')');
        }
        self.atom = open.start;
        Ok(())
    }

    fn escape(&mut self) -> Result<(), String> {
        if self.cursor.take("Q") {
            let rest = self.cursor.clone().rest;
            let quoted = self.cursor.up_to("\\E").unwrap_or_else(|| {
                self.cursor = Cursor::new("");
                rest
            });
            for c in quoted.chars() {
                self.put(&class::literal(c));
            }
            return Ok(());
        }
        if let Some(Set { items, negated }) = class::set_escape(&mut self.cursor)? {
            let sign = if negated { "^" } else { "" };
            self.put(&format!("[{sign}{items}]"));
            return Ok(());
        }
        if let Some(c) = class::char_escape(&mut self.cursor)? {
            self.put(&class::literal(c));
            return Ok(());
        }
        match self.cursor.next() {
            Some('b') if self.cursor.starts_with("{") => Err("\\b{…} is not known".to_owned()),
            Some(c @ ('b' | 'B')) => {
                self.put(&format!("\\{c}"));
                Ok(())
            }
            Some('A') => {
                self.put("\\A");
                Ok(())
            }
            // No line end stands at the end of a paragraph.
            Some('z' | 'Z') => {
                self.put("\\z");
                Ok(())
            }
            Some('R') => {
                self.put("(?:\\r\\n|[\\n-\\r\\x{85}\\x{2028}\\x{2029}])");
                Ok(())
            }
            Some('k') if self.cursor.take("<") => {
                let name = self.cursor.up_to(">").unwrap_or_default();
                self.put_apart(&format!("\\k<{name}>"), "(?s:.*)");
                Ok(())
            }
            Some(c @ '1'..='9') => {
                self.put_apart(&format!("(?:\\{c})"), "(?s:.*)");
                Ok(())
            }
            Some(c) => Err(format!("\\{c} is not known")),
            None => Err("it ends with a \\".to_owned()),
        }
    }
}

//! Writing JSON Lines.

use std::io::Write;

use super::{Line, MemoryLine, UnitLine, VERSION};
use crate::exchange::{DocumentHead, Error, Header, MemoryHead, Outgoing, Report, UnitWriter};

/// Writes JSON Lines.
pub struct Writer<W: Write> {
    out: W,
    report: Report,
}

impl<W: Write> Writer<W> {
    /// Starts a file: its first line.
    ///
    /// # Errors
    /// [`Error::Write`] where the system cannot write.
    pub fn new(out: W, header: &Header) -> Result<Self, Error> {
        let mut writer = Self {
            out,
            report: Report::default(),
        };
        writer.line(&Line::Memory(Box::new(MemoryLine {
            version: VERSION,
            source: header.source.clone(),
            target: header.target.clone(),
            date: header.date.clone(),
        })))?;
        Ok(writer)
    }

    fn line(&mut self, line: &Line) -> Result<(), Error> {
        serde_json::to_writer(&mut self.out, line).map_err(std::io::Error::from)?;
        Ok(self.out.write_all(b"\n")?)
    }
}

impl<W: Write> UnitWriter<W> for Writer<W> {
    fn unit(&mut self, outgoing: &Outgoing<'_>) -> Result<(), Error> {
        self.report.written += 1;
        self.line(&Line::Unit(Box::new(UnitLine::new(outgoing))))
    }

    fn document(&mut self, document: &DocumentHead) -> Result<(), Error> {
        self.line(&Line::Document(Box::new(document.clone())))
    }

    fn memory(&mut self, memory: &MemoryHead) -> Result<(), Error> {
        self.line(&Line::Imported(Box::new(memory.clone())))
    }

    fn finish(mut self: Box<Self>) -> Result<(W, Report), Error> {
        self.out.flush()?;
        Ok((self.out, self.report))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::exchange::testing::{header, units, written};
    use crate::unit::{Unit, UnitId};

    #[test]
    fn nothing_of_a_unit_is_lost() {
        let (text, report) = written(Box::new(Writer::new(Vec::new(), &header()).unwrap()));
        let mut lines = text.lines().map(|line| serde_json::from_str(line).unwrap());
        let Some(Line::Memory(memory)) = lines.next() else {
            panic!("the first line says what the file holds");
        };
        assert_eq!((memory.version, memory.date), (VERSION, header().date));
        let found: Vec<Unit> = lines
            .map(|line| match line {
                Line::Unit(unit) => unit.into_unit().unwrap(),
                _ => panic!("a writer that is given units writes units"),
            })
            .collect();
        assert_eq!(found, units());
        assert_eq!(report.losses().count(), 0);
        assert!(text.contains("产权组织总干事结束访华行程"));
    }

    #[test]
    fn a_line_says_only_what_there_is_to_say() {
        let (text, _) = written(Box::new(Writer::new(Vec::new(), &header()).unwrap()));
        let line = text.lines().find(|line| line.contains("Patent")).unwrap();
        let id = units()[8].id;
        assert_eq!(
            line,
            format!(
                r#"{{"type":"unit","id":"{id}","origin":{{"memory":"client.tmx"}},"source_lang":"en","variants":[{{"lang":"en","text":"Patent Cooperation Treaty"}},{{"lang":"zh-Hans","text":"专利合作条约","state":"translated","made_by":"human"}},{{"lang":"fr","text":"Traité de coopération"}}]}}"#
            )
        );
    }

    #[test]
    fn an_id_that_is_none_gives_no_unit() {
        for id in ["", "12", &"z".repeat(32), &"0".repeat(34)] {
            assert_eq!(UnitId::from_hex(id), None, "{id}");
        }
    }
}

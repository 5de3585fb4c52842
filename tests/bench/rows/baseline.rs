//! How others look up, on the same texts.

use std::fs;
use std::io;
use std::path::Path;

use rusqlite::Connection;
use yiku::recall::{Scoring, Segment};

use super::answer::{ALL, Found, pair, with_lookup};
use crate::bed::{Bed, From, remove};
use crate::measure::{Program, cost, mean};
use crate::table::{Measured, size, thousands, time};

/// How many queries are asked of what is slow: fewer, the more units there are.
fn asked(bed: &Bed<'_>) -> usize {
    (5_000_000 / bed.pairs().len().max(1)).clamp(5, 50)
}

/// How many candidates are ranked anew.
const CANDIDATES: usize = 100;

/// A full-text index over trigrams: the texts that share most of the query's, by its own rank,
/// then scored. That is how it is used where translations are kept in SQLite.
pub(super) fn fts5(bed: &Bed<'_>, measured: &mut Measured) -> io::Result<()> {
    let path = bed.folder.join("fts5.db");
    remove(&path);
    let _ = fs::remove_file(&path);
    let (connection, built) = cost(|| build(&path, bed));
    let connection = connection.map_err(io::Error::other)?;
    measured.row(
        "FTS5 trigram: index, English alone",
        format!("{}, {}", time(built.cpu), size(fs::metadata(&path)?.len())),
    );
    let mut times = Vec::new();
    let (mut wanted, mut hit) = (0, 0);
    with_lookup(bed, From::English, |find| {
        let every = bed.queries().len() / asked(bed);
        for query in bed.queries().iter().step_by(every.max(1)) {
            let (found, spent) = cost(|| ask(&connection, &query.english));
            times.push(spent.cpu);
            let found = found.map_err(io::Error::other)?;
            let matches = find(&query.english, &ALL)?.matches;
            let truth = matches
                .iter()
                .map(|found| pair(&found.source.text, &found.target.text));
            let truth: Found = truth.collect();
            wanted += truth.len();
            hit += truth.intersection(&found).count();
        }
        Ok(())
    })?;
    measured.row(
        "· lookup, English→Chinese",
        format!(
            "mean {}; {} of {} matches",
            time(mean(&times)),
            thousands(hit),
            thousands(wanted)
        ),
    );
    drop(connection);
    fs::remove_file(path)
}

fn build(path: &Path, bed: &Bed<'_>) -> rusqlite::Result<Connection> {
    let connection = Connection::open(path)?;
    connection.execute_batch(
        "PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF;
         CREATE VIRTUAL TABLE text USING fts5(source, target UNINDEXED, tokenize = 'trigram');
         BEGIN",
    )?;
    let mut insert = connection.prepare("INSERT INTO text (source, target) VALUES (?1, ?2)")?;
    for pair in bed.pairs() {
        insert.execute([&pair.english, &pair.chinese])?;
    }
    drop(insert);
    connection.execute_batch("COMMIT")?;
    Ok(connection)
}

fn ask(connection: &Connection, text: &str) -> rusqlite::Result<Found> {
    let characters: Vec<char> = text.chars().collect();
    let trigrams = characters.windows(3).map(|three| {
        let three: String = three.iter().collect();
        format!("\"{}\"", three.replace('"', "\"\""))
    });
    let asked = trigrams.collect::<Vec<_>>().join(" OR ");
    if asked.is_empty() {
        // What is shorter than a trigram is not found so.
        return Ok(Found::new());
    }
    let mut statement = connection.prepare_cached(
        "SELECT source, target FROM text WHERE text MATCH ?1 ORDER BY rank LIMIT ?2",
    )?;
    let limit = i64::try_from(CANDIDATES).unwrap_or(i64::MAX);
    let rows = statement.query_map(rusqlite::params![asked, limit], |row| {
        Ok((row.get::<_, String>(0)?, row.get::<_, String>(1)?))
    })?;
    let query = Segment::new(text, &[]);
    let mut found = Found::new();
    for row in rows {
        let (source, target) = row?;
        let score = query.score(&Segment::new(&source, &[]), Scoring::Capped);
        if score.percent >= ALL.min {
            found.insert(pair(&source, &target));
        }
    }
    Ok(found)
}

/// A scan by characters, in compiled code called from Python.
pub(super) fn rapidfuzz(bed: &Bed<'_>, measured: &mut Measured) -> io::Result<()> {
    for from in From::BOTH {
        let texts: Vec<&str> = bed.pairs().iter().map(|pair| from.texts(pair).0).collect();
        let every = (bed.queries().len() / asked(bed)).max(1);
        let queries = bed.queries().iter().step_by(every);
        let queries: Vec<&str> = queries.map(|pair| from.texts(pair).0).collect();
        let given = serde_json::json!({ "texts": texts, "queries": queries });
        let file = bed.folder.join("rapidfuzz.json");
        fs::write(&file, given.to_string())?;
        let script = include_str!("../python/rapidfuzz_extract.py");
        let program = Program {
            path: Path::new(&bed.python),
            args: ["-c", script, &file.display().to_string()]
                .map(str::to_owned)
                .to_vec(),
            input: None,
        };
        let name = format!("RapidFuzz, {}", from.way());
        let ran = program.run()?;
        let said = ran.output.trim().split_once(' ');
        let seconds = said.and_then(|(seconds, _)| seconds.parse().ok());
        match (seconds, said) {
            (Some(seconds), Some((_, found))) => measured.row(
                &name,
                format!(
                    "mean {}; {found} found by characters",
                    time(std::time::Duration::from_secs_f64(seconds))
                ),
            ),
            _ => measured.row(&name, "skipped: no Python with rapidfuzz"),
        }
        fs::remove_file(file)?;
    }
    Ok(())
}

//! What a service bears: many clients asking for matches while segments are confirmed.
//!
//! All of it stays on this computer, and ends by itself. A client asks, reads the answer, and asks
//! again after a while, as a translator does who goes from segment to segment; then the same
//! clients ask without a pause, for what there is at most. Where Python has translate-toolkit, its
//! tmserver is asked the same after that. Times are by the clock: they are what a client waits.

use std::fmt;
use std::fs;
use std::io::{self, BufRead, BufReader};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread;
use std::time::{Duration, Instant};

use crate::bed::{Bed, remove};
use crate::client::{self, Client};
use crate::generate::write_tmx;
use crate::random::Random;
use crate::table::{Measured, thousands};

/// How many clients ask at once.
const CLIENTS: u64 = 200;

/// How long each of them waits between an answer and the next question.
const PAUSE: Duration = Duration::from_millis(500);

/// How many segments are confirmed in a second meanwhile.
const CONFIRMED: u64 = 100;

/// How long each part takes.
const LONG: Duration = Duration::from_secs(10);

/// How many segments the document has that is confirmed.
const SEGMENTS: usize = 1_000;

/// How many segments a long document has.
const LONG_DOCUMENT: usize = 5_000;

/// The most units that tmserver is given: with a million it does not come to an end.
const MOST_OF_TMSERVER: usize = 10_000;

pub(super) fn load(bed: &Bed<'_>, measured: &mut Measured) -> io::Result<()> {
    let memory = bed.imported()?;
    // What is confirmed is not left to other rows.
    let own = bed.folder.join("load.yiku");
    remove(&own);
    fs::copy(&memory, &own)?;
    let document = bed.folder.join("document.txt");
    let lines = (0..SEGMENTS).map(|at| format!("Segment {at} of it.\n\n"));
    fs::write(&document, lines.collect::<String>())?;
    bed.import(&own, &document)?;
    let texts = bed.queries().iter().map(|pair| pair.english.clone());
    let texts: Vec<String> = texts.collect();
    let service = Service::yiku(&own, &bed.folder)?;
    for (clients, what, pause, confirmed) in [
        (1, "client without a pause", Duration::ZERO, 0),
        (CLIENTS, "clients that pause", PAUSE, 0),
        (
            CLIENTS,
            "clients while segments are confirmed",
            PAUSE,
            CONFIRMED,
        ),
        (CLIENTS, "clients without a pause", Duration::ZERO, 0),
    ] {
        let asked = load_with(&service, &texts, clients, pause, confirmed)?;
        if asked.found == 0 {
            return Err(io::Error::other("nothing was found at all"));
        }
        measured.row(&format!("serve, {clients} {what}"), asked);
    }
    pages(bed, &service, &own, &texts, measured)?;
    drop(service);
    remove(&own);
    let units = thousands(bed.units.min(MOST_OF_TMSERVER));
    let name = format!("· tmserver of translate-toolkit, {units} units");
    match Service::tmserver(bed)? {
        None => eprintln!(
            "{} has no translate-toolkit[tmserver,levenshtein], which would be asked the same.",
            bed.python
        ),
        Some(service) => {
            let one = load_with(&service, &texts, 1, Duration::ZERO, 0)?;
            measured.row(&format!("{name}, 1 client without a pause"), one);
            let all = load_with(&service, &texts, CLIENTS, PAUSE, 0)?;
            measured.row(&format!("{name}, {CLIENTS} clients that pause"), all);
        }
    }
    Ok(())
}

/// What the editing page takes: to open a long document, and to show what is known of a segment.
fn pages(
    bed: &Bed<'_>,
    service: &Service,
    own: &Path,
    texts: &[String],
    measured: &mut Measured,
) -> io::Result<()> {
    let texts = texts.iter().map(String::as_str).cycle();
    let long = bed.lines("long.txt", texts.take(LONG_DOCUMENT))?;
    bed.import(own, &long)?;
    let mut client = Client::new(&service.address, service.secret.as_deref());
    let mut waits = Vec::new();
    let mut rows = 0;
    for _ in 0..5 {
        let begun = Instant::now();
        let (status, body) = client.get("/documents/long")?;
        waits.push(begun.elapsed());
        rows = body.matches("role=\"row\"").count();
        if status != 200 || rows < LONG_DOCUMENT {
            return Err(io::Error::other(format!("{status}, {rows} rows")));
        }
    }
    measured.row(
        "the editing page, a document opened",
        format!("median {:.0} ms; {} rows", ms(&waits, 50), thousands(rows)),
    );
    let mut waits = Vec::new();
    let mut found = 0;
    for number in (1..=rows).step_by((rows / 200).max(1)) {
        let begun = Instant::now();
        let (_, body) = client.get(&format!("/documents/long/panel/{number}"))?;
        waits.push(begun.elapsed());
        found += usize::from(body.contains("data-match"));
    }
    let (median, p99) = (ms(&waits, 50), ms(&waits, 99));
    measured.row(
        "the editing page, a segment entered",
        format!(
            "median {median:.1} ms, p99 of {} {p99:.1} ms; {found} with a match",
            waits.len()
        ),
    );
    Ok(())
}

/// So many milliseconds were not exceeded by so many percent.
fn ms(waits: &[Duration], percent: usize) -> f64 {
    let mut waits = waits.to_vec();
    waits.sort();
    let at = (waits.len() * percent / 100).min(waits.len().saturating_sub(1));
    waits.get(at).map_or(0.0, |wait| wait.as_secs_f64() * 1e3)
}

/// A server under load; ended with it.
struct Service {
    child: Child,
    address: String,
    secret: Option<String>,
}

impl Service {
    fn yiku(memory: &Path, folder: &Path) -> io::Result<Self> {
        let yiku = || {
            let mut command = Command::new(env!("CARGO_BIN_EXE_yiku"));
            command.arg("--memory").arg(memory).arg("serve");
            command
        };
        let tokens = folder.join("tokens");
        let _ = fs::remove_file(&tokens);
        let made = yiku()
            .arg("--token")
            .arg(&tokens)
            .args(["--new-token", "bench", "--write"])
            .output()?;
        let secret = String::from_utf8_lossy(&made.stdout).trim().to_owned();
        let mut child = yiku()
            .args(["--bind", "0", "--token"])
            .arg(&tokens)
            .stderr(Stdio::piped())
            .spawn()?;
        let mut said = String::new();
        if let Some(errors) = child.stderr.take() {
            BufReader::new(errors).read_line(&mut said)?;
        }
        let address = said.strip_prefix("Serving at http://");
        let Some((address, _)) = address.and_then(|rest| rest.split_once('/')) else {
            return Err(io::Error::other(said));
        };
        Ok(Self {
            child,
            address: address.to_owned(),
            secret: Some(secret),
        })
    }

    /// translate-toolkit's server with the same units; `None` where Python has none.
    fn tmserver(bed: &Bed<'_>) -> io::Result<Option<Self>> {
        let python = |args: &[&str]| {
            let mut command = Command::new(&bed.python);
            command
                .args(args)
                .stdout(Stdio::null())
                .stderr(Stdio::null());
            command
        };
        let has_it = python(&["-c", "import translate.services.tmserver"]).status();
        if !has_it.is_ok_and(|status| status.success()) {
            return Ok(None);
        }
        let database = bed.folder.join("tmserver.db");
        if !database.exists() {
            let tmx = bed.folder.join("tmserver.tmx");
            let units = bed.units.min(MOST_OF_TMSERVER);
            write_tmx(&tmx, bed.corpus, units, bed.seed)?;
            let (database, tmx) = (database.display().to_string(), tmx.display().to_string());
            let filling = [
                "-m",
                "translate.tools.build_tmdb",
                "-d",
                &database,
                "-s",
                "en",
                "-t",
                "zh-CN",
                &tmx,
            ];
            let begun = Instant::now();
            if !python(&filling).status()?.success() {
                return Err(io::Error::other("build_tmdb failed"));
            }
            eprintln!("build_tmdb took {:.1} s.", begun.elapsed().as_secs_f64());
        }
        let port = std::net::TcpListener::bind("127.0.0.1:0")?
            .local_addr()?
            .port()
            .to_string();
        let database = database.display().to_string();
        let child = python(&[
            "-m",
            "translate.services.tmserver",
            "-b",
            "127.0.0.1",
            "-p",
            &port,
            "-d",
            &database,
        ])
        .spawn()?;
        let service = Self {
            child,
            address: format!("127.0.0.1:{port}"),
            secret: None,
        };
        // It takes a while.
        for _ in 0..100 {
            if Client::new(&service.address, None)
                .get("/tmserver/en/zh-CN/unit/x")
                .is_ok()
            {
                return Ok(Some(service));
            }
            thread::sleep(Duration::from_millis(100));
        }
        Err(io::Error::other("tmserver does not answer"))
    }
}

impl Drop for Service {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// What came of a load.
#[derive(Default)]
struct Asked {
    /// How long each answer took.
    waits: Vec<Duration>,
    /// How many of them came while all were asking.
    in_time: usize,
    found: usize,
    refused: usize,
    /// How long each confirming took.
    confirmed: Vec<Duration>,
    seconds: f64,
}

impl fmt::Display for Asked {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let rate = self.in_time as f64 / self.seconds;
        let (median, p99) = (ms(&self.waits, 50), ms(&self.waits, 99));
        let Self { found, refused, .. } = self;
        write!(
            f,
            "{rate:.1} answers a second, median {median:.1} ms, p99 {p99:.1} ms; {found} with a match, {refused} refused or not answered in {} s",
            client::PATIENCE.as_secs()
        )?;
        if !self.confirmed.is_empty() {
            let rate = self.confirmed.len() as f64 / self.seconds;
            let p99 = ms(&self.confirmed, 99);
            write!(f, "; {rate:.0} confirmed a second, p99 {p99:.1} ms")?;
        }
        Ok(())
    }
}

fn load_with(
    service: &Service,
    texts: &[String],
    clients: u64,
    pause: Duration,
    confirmed: u64,
) -> io::Result<Asked> {
    let stop = AtomicBool::new(false);
    let client = || Client::new(&service.address, service.secret.as_deref());
    let begun = Instant::now();
    thread::scope(|scope| {
        let (stop, client) = (&stop, &client);
        let asking = |number| scope.spawn(move || ask(&mut client(), texts, number, pause, stop));
        let asking: Vec<_> = (0..clients).map(asking).collect();
        let confirming =
            (confirmed > 0).then(|| scope.spawn(move || confirm(&mut client(), confirmed, stop)));
        thread::sleep(LONG);
        stop.store(true, Ordering::Relaxed);
        // Who pauses comes to an end a moment later, and is not waited for.
        let seconds = begun.elapsed().as_secs_f64();
        let ended = |_| io::Error::other("a client ended");
        let mut all = Asked {
            seconds,
            ..Asked::default()
        };
        for asking in asking {
            let one = asking.join().map_err(ended)??;
            all.waits.extend(one.waits);
            all.in_time += one.in_time;
            all.found += one.found;
            all.refused += one.refused;
        }
        if let Some(confirming) = confirming {
            all.confirmed = confirming.join().map_err(ended)??;
        }
        Ok::<_, io::Error>(all)
    })
}

/// One client, that asks one text after another.
fn ask(
    client: &mut Client,
    texts: &[String],
    number: u64,
    pause: Duration,
    stop: &AtomicBool,
) -> io::Result<Asked> {
    let mut random = Random::new(number);
    let mut asked = Asked::default();
    // They do not begin all at once.
    thread::sleep(pause.mul_f64(random.below(100) as f64 / 100.0));
    while !stop.load(Ordering::Relaxed) {
        let text: &String = random.pick(texts);
        let text = client::escaped(text);
        let begun = Instant::now();
        match client.get(&format!("/tmserver/en/zh-CN/unit/{text}")) {
            Ok((200, body)) => {
                asked.waits.push(begun.elapsed());
                asked.in_time += usize::from(!stop.load(Ordering::Relaxed));
                asked.found += usize::from(body.contains("\"quality\""));
            }
            Ok(_) | Err(_) => asked.refused += 1,
        }
        thread::sleep(pause);
    }
    Ok(asked)
}

/// Confirms segments at a rate.
fn confirm(client: &mut Client, rate: u64, stop: &AtomicBool) -> io::Result<Vec<Duration>> {
    let mut waits = Vec::new();
    let begun = Instant::now();
    for number in 0.. {
        if stop.load(Ordering::Relaxed) {
            break;
        }
        let due = Duration::from_micros(1_000_000 / rate).mul_f64(f64::from(number));
        thread::sleep(due.saturating_sub(begun.elapsed()));
        let segment = usize::try_from(number).unwrap_or(0) % SEGMENTS + 1;
        let asked = Instant::now();
        let text = format!("{{\"text\":\"第{number}段。\"}}");
        let (status, body) = client.put(
            &format!("/api/v1/documents/document/segments/{segment}"),
            &text,
        )?;
        if status != 200 {
            return Err(io::Error::other(body));
        }
        waits.push(asked.elapsed());
    }
    Ok(waits)
}

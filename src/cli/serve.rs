use std::net::{IpAddr, SocketAddr};
use std::path::PathBuf;

use clap::Args;

use super::Outcome;
use super::desk::Desk;
use super::error::Failure;
use super::rules;
use super::ui::Ui;
use crate::serve::{self, Access, Right, Service};

/// Give the memories to other programs, on this computer or in the team
///
/// Weblate, Okapi and Virtaal ask as they ask tmserver or amaGama; OmegaT as it asks Apertium; many
/// editors as they ask LibreTranslate; scripts in JSON. Only this computer is answered, and nothing
/// is changed, unless --token names a file of tokens. The connection is not encrypted: in a team,
/// let a web server with TLS stand before it.
#[derive(Debug, Args)]
#[command(after_long_help = "\
Examples:
  yiku serve                                     for programs on this computer
  yiku serve --fuzzy 85                          OmegaT and LibreTranslate get matches of 85 % too
  yiku serve --token tokens --new-token weblate  a secret for Weblate, shown this once
  yiku serve --token tokens --new-token li --write
  yiku serve --token tokens --bind 0.0.0.0:8080  for the team
  curl 'http://127.0.0.1:8067/tmserver/en/zh-Hans/unit/Patents'")]
pub(super) struct ServeArgs {
    /// Where to answer: an address with a port, or a port of this computer
    #[arg(long, value_name = "ADDRESS", default_value = "127.0.0.1:8067", value_parser = address)]
    bind: SocketAddr,
    /// The file of those who may ask and change: a name, read or write, the hash of a secret
    #[arg(long, value_name = "FILE")]
    token: Option<PathBuf>,
    /// Make a token of this name, print its secret once, and serve nothing
    #[arg(long, value_name = "NAME", requires = "token")]
    new_token: Option<String>,
    /// The new token may change the memory too
    #[arg(long, requires = "new_token")]
    write: bool,
    /// The lowest match, in percent, for clients that show one translation and no score
    #[arg(long, value_name = "PERCENT", default_value_t = 100,
        value_parser = clap::value_parser!(u8).range(50..=100))]
    fuzzy: u8,
}

pub(super) fn address(given: &str) -> Result<SocketAddr, String> {
    if let Ok(port) = given.parse::<u16>() {
        return Ok(SocketAddr::new(IpAddr::from([127, 0, 0, 1]), port));
    }
    let named = given
        .strip_prefix("localhost:")
        .and_then(|port| port.parse().ok());
    if let Some(port) = named {
        return Ok(SocketAddr::new(IpAddr::from([127, 0, 0, 1]), port));
    }
    given
        .parse()
        .map_err(|_| "an address is 127.0.0.1:8067, or a port alone".to_owned())
}

pub(super) fn run(desk: &Desk, ui: &mut Ui, args: &ServeArgs) -> Result<Outcome, Failure> {
    if let (Some(file), Some(name)) = (&args.token, &args.new_token) {
        let right = if args.write {
            Right::Write
        } else {
            Right::Read
        };
        let secret = Access::add(file, name, right)?;
        ui.line(&secret)?;
        ui.say(&format!(
            "This is the secret of {name}; {} keeps only its hash, and it is not shown again.",
            file.display()
        ));
        return Ok(Outcome::Done);
    }
    let access = match &args.token {
        Some(file) => Access::read(file)?,
        None => Access::default(),
    };
    let service = service(desk, ui, access, args.fuzzy)?;
    serve::serve(service, args.bind, |address| {
        ui.say(&format!("Serving at http://{address}/; Ctrl-C ends it."));
    })?;
    Ok(Outcome::Done)
}

/// What is served to whom; `least` is the lowest match, in percent, for clients that show no score.
pub(super) fn service(
    desk: &Desk,
    ui: &mut Ui,
    access: Access,
    least: u8,
) -> Result<Service, Failure> {
    // With their indexes up to date, and each of them there.
    let open = desk.memories_to_look_up(ui)?;
    let languages = {
        let reader = open.first().map(|open| open.memory.read()).transpose()?;
        desk.languages(reader.as_ref())?
    };
    let memories = open
        .into_iter()
        .map(|open| (open.memory.path().to_owned(), open.standing))
        .collect();
    Ok(Service {
        memories,
        languages,
        access,
        least,
        policy: desk.policy()?,
        segmenter: rules::segmentation(desk, None)?.segmenter,
        project: desk.project.clone(),
        program: desk.program()?,
    })
}

use std::net::{SocketAddr, TcpListener};

use clap::Args;

use super::Outcome;
use super::desk::Desk;
use super::error::Failure;
use super::serve::{address, service};
use super::ui::Ui;
use crate::serve::{self, Access};
use crate::store::Reader;
use crate::work::fill;

/// Open the editing page in the browser: translate, review, look up, import and export
///
/// The page is this program's own, on this computer; nothing is sent anywhere. What you confirm is
/// in the memory at once, what you type is kept as a draft. Others may work in the same memory
/// meanwhile, at the keyboard or on a page of their own: you see what they change. Ctrl-C ends it.
#[derive(Debug, Args)]
#[command(after_long_help = "\
Examples:
  yiku edit                         the documents of the memory
  yiku edit release                 one of them
  yiku edit release:12              at one of its segments
  yiku edit --no-browser            print the address, and let me open it")]
pub(super) struct EditArgs {
    /// The document, or a segment of it (default: the list of documents)
    document: Option<String>,
    /// Where to answer: an address of this computer with a port, or a port (default: 8068, or
    /// another where that one is taken)
    #[arg(long, value_name = "ADDRESS", value_parser = address)]
    bind: Option<SocketAddr>,
    /// Print the address instead of opening it
    #[arg(long)]
    no_browser: bool,
}

/// Where the page is, as long as nobody else is there: a browser that comes back finds what was
/// typed into it and not yet sent.
const HERE: ([u8; 4], u16) = ([127, 0, 0, 1], 8068);

fn here() -> SocketAddr {
    let here = SocketAddr::from(HERE);
    match TcpListener::bind(here) {
        Ok(_) => here,
        Err(_) => SocketAddr::from((HERE.0, 0)),
    }
}

pub(super) fn run(desk: &Desk, ui: &mut Ui, args: &EditArgs) -> Result<Outcome, Failure> {
    // The page is where a memory can be begun, too.
    let memory = desk.memory_or_new(ui)?;
    let place = match &args.document {
        None => None,
        Some(given) => Some(place(&memory.read()?, given)?),
    };
    drop(memory);
    let (access, secret) = Access::only(&desk.occasion.who)?;
    let service = service(desk, ui, access, 100)?;
    let bind = args.bind.unwrap_or_else(here);
    serve::serve(service, bind, |address| {
        let place = place.as_ref();
        let place = place.map(|(document, number)| (document.as_str(), *number));
        let address = serve::page_address(address, &secret, place);
        // Where there is no browser, or it is not wanted, a person opens it.
        let opened = !args.no_browser && open::that_detached(&address).is_ok();
        ui.say(if opened {
            "The editing page opens in your browser; Ctrl-C here ends it. Its address:"
        } else {
            "Open this address in your browser; Ctrl-C here ends the page."
        });
        // Who closed the screen has the browser.
        let _ = ui.line(&address);
    })?;
    Ok(Outcome::Done)
}

/// The document that a person means, and the segment in it.
fn place(reader: &Reader<'_>, given: &str) -> Result<(String, Option<usize>), Failure> {
    match fill::documents(reader, Some(given)) {
        Ok(documents) => {
            let name = documents.into_iter().next().map(|document| document.name);
            Ok((name.unwrap_or_default(), None))
        }
        Err(unknown) => match fill::resolve(reader, given) {
            Ok((segments, numbers)) => Ok((segments.document.name, Some(*numbers.start()))),
            Err(fill::Error::NoNumber { .. }) => Err(unknown.into()),
            Err(error) => Err(error.into()),
        },
    }
}

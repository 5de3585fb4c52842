//! Who may ask, and who may change.
//!
//! A file of tokens has a line for each: a name, `read` or `write`, and the hash of a secret that
//! only its holder knows. The secret is 256 bits of chance, so that a plain hash of it gives
//! nothing away (unlike that of a password).

use std::fmt::Write;
use std::fs;
use std::io;
use std::path::Path;

use axum::http::{HeaderMap, Uri, header};

/// What the holder of a token may do.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Right {
    /// Ask.
    Read,
    /// Change too.
    Write,
}

impl Right {
    fn as_str(self) -> &'static str {
        match self {
            Self::Read => "read",
            Self::Write => "write",
        }
    }
}

/// What is wrong with a file of tokens.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// It cannot be read or written.
    #[error("{} cannot be used: {source}", path.display())]
    Io {
        /// The file.
        path: std::path::PathBuf,
        /// What the system says.
        source: io::Error,
    },
    /// A line of it says nothing.
    #[error("{}, line {line}: not a name, read or write, and the hash of a secret", path.display())]
    Line {
        /// The file.
        path: std::path::PathBuf,
        /// Which line.
        line: usize,
    },
    /// There is none in it.
    #[error("{} has no token", path.display())]
    Empty {
        /// The file.
        path: std::path::PathBuf,
    },
    /// There is one of that name.
    #[error("{} has a token {name} already", path.display())]
    Known {
        /// The file.
        path: std::path::PathBuf,
        /// The name.
        name: String,
    },
    /// A name that would be no word of its line.
    #[error("“{0}” cannot be the name of a token: it is one word")]
    Name(String),
    /// The system gave no chance.
    #[error("the system has no random numbers")]
    Chance,
}

/// A token of the file.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Token {
    name: String,
    right: Right,
    hash: blake3::Hash,
}

/// Who may ask and change.
#[derive(Clone, Debug, Default)]
pub struct Access {
    /// The tokens; without any, whoever can reach this computer's own address may ask.
    tokens: Vec<Token>,
}

impl Access {
    /// Reads a file of tokens.
    ///
    /// # Errors
    /// [`Error`].
    pub fn read(path: &Path) -> Result<Self, Error> {
        let text = fs::read_to_string(path).map_err(|source| Error::Io {
            path: path.to_owned(),
            source,
        })?;
        let mut tokens = Vec::new();
        for (line, number) in text.lines().zip(1..) {
            if line.trim().is_empty() || line.starts_with('#') {
                continue;
            }
            let token = token(line).ok_or_else(|| Error::Line {
                path: path.to_owned(),
                line: number,
            })?;
            tokens.push(token);
        }
        if tokens.is_empty() {
            return Err(Error::Empty {
                path: path.to_owned(),
            });
        }
        Ok(Self { tokens })
    }

    /// Access for one person, who may change everything; and the secret of it.
    ///
    /// # Errors
    /// [`Error::Chance`].
    pub fn only(name: &str) -> Result<(Self, String), Error> {
        let secret = secret()?;
        let token = Token {
            name: name.to_owned(),
            right: Right::Write,
            hash: blake3::hash(secret.as_bytes()),
        };
        let tokens = vec![token];
        Ok((Self { tokens }, secret))
    }

    /// Adds a token to a file, making the file where there is none, and returns its secret, which
    /// stands nowhere.
    ///
    /// # Errors
    /// [`Error`]; then the file is as it was.
    pub fn add(path: &Path, name: &str, right: Right) -> Result<String, Error> {
        let io = |source| Error::Io {
            path: path.to_owned(),
            source,
        };
        if name.is_empty() || name.starts_with('#') || name.contains(char::is_whitespace) {
            return Err(Error::Name(name.to_owned()));
        }
        let mut text = match fs::read_to_string(path) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => {
                "# Who may use this memory: a name, read or write, and the hash of a secret.\n"
                    .to_owned()
            }
            read => read.map_err(io)?,
        };
        if text
            .lines()
            .any(|line| line.split_whitespace().next() == Some(name))
        {
            return Err(Error::Known {
                path: path.to_owned(),
                name: name.to_owned(),
            });
        }
        let secret = secret()?;
        if !text.ends_with('\n') {
            text.push('\n');
        }
        let hash = blake3::hash(secret.as_bytes()).to_hex();
        let _ = writeln!(text, "{name} {} {hash}", right.as_str());
        let mut beside = crate::publish::Beside::new(path).map_err(io)?;
        io::Write::write_all(&mut beside, text.as_bytes()).map_err(io)?;
        beside.replace(path).map_err(io)?;
        Ok(secret)
    }

    /// Whether tokens are asked for.
    #[must_use]
    pub fn is_by_token(&self) -> bool {
        !self.tokens.is_empty()
    }

    /// Who a secret is of, and what they may do.
    pub(super) fn holder(&self, secret: &str) -> Option<(&str, Right)> {
        let hash = blake3::hash(secret.as_bytes());
        // Hashes are compared in a time that does not depend on what is in them.
        let token = self.tokens.iter().find(|token| token.hash == hash)?;
        Some((&token.name, token.right))
    }
}

fn token(line: &str) -> Option<Token> {
    let mut words = line.split_whitespace();
    let (name, right, hash) = (words.next()?, words.next()?, words.next()?);
    let right = match right {
        "read" => Right::Read,
        "write" => Right::Write,
        _ => return None,
    };
    words.next().is_none().then_some(())?;
    Some(Token {
        name: name.to_owned(),
        right,
        hash: blake3::Hash::from_hex(hash).ok()?,
    })
}

/// 256 bits of chance, in hexadecimal digits.
pub(super) fn secret() -> Result<String, Error> {
    let mut bytes = [0; 32];
    getrandom::fill(&mut bytes).map_err(|_| Error::Chance)?;
    Ok(blake3::Hash::from_bytes(bytes).to_hex().to_string())
}

/// The secret of a request: `Authorization: Bearer …`; or, where a client's protocol has no other
/// place for it, `key` or `api_key` in the address; or the cookie of the editing page.
pub(super) fn secret_of(headers: &HeaderMap, uri: &Uri) -> Option<String> {
    let bearer = headers
        .get(header::AUTHORIZATION)
        .and_then(|value| value.to_str().ok())
        .and_then(|value| value.strip_prefix("Bearer "))
        .map(|secret| secret.trim().to_owned());
    bearer
        .or_else(|| in_address(uri))
        .or_else(|| cookie(headers, &cookie_name(headers)))
}

/// The secret in an address.
pub(super) fn in_address(uri: &Uri) -> Option<String> {
    let pairs = uri
        .query()?
        .split('&')
        .filter_map(|pair| pair.split_once('='));
    let mut secrets = pairs.filter(|(name, _)| matches!(*name, "key" | "api_key"));
    secrets.next().map(|(_, secret)| secret.to_owned())
}

/// The cookie that a browser keeps a secret in. Browsers do not tell the ports of a computer
/// apart, so the port is in its name.
pub(super) fn cookie_name(headers: &HeaderMap) -> String {
    let host = headers
        .get(header::HOST)
        .and_then(|host| host.to_str().ok());
    let port = host.and_then(|host| host.rsplit_once(':'));
    match port {
        Some((_, port)) if port.bytes().all(|digit| digit.is_ascii_digit()) => {
            format!("yiku-{port}")
        }
        _ => "yiku".to_owned(),
    }
}

/// What a browser keeps under `name`.
pub(super) fn cookie(headers: &HeaderMap, name: &str) -> Option<String> {
    let cookies = headers.get_all(header::COOKIE).iter();
    cookies
        .filter_map(|line| line.to_str().ok())
        .flat_map(|line| line.split(';'))
        .filter_map(|pair| pair.trim().split_once('='))
        .find(|(known, _)| *known == name)
        .map(|(_, value)| value.to_owned())
}

/// Whether a page that sends something is of this address; what is no page says nothing of where
/// it is from.
pub(super) fn is_from_here(headers: &HeaderMap) -> bool {
    let Some(origin) = headers.get(header::ORIGIN) else {
        return true;
    };
    let origin = origin
        .to_str()
        .ok()
        .and_then(|origin| origin.split_once("://"));
    let host = headers
        .get(header::HOST)
        .and_then(|host| host.to_str().ok());
    // Where another server has taken the encryption off, the two differ in how they begin.
    matches!((origin, host), (Some((_, origin)), Some(host)) if origin == host)
}

/// Whether a request is meant for this computer: a page of another site can make a browser ask
/// here, under a name that leads here (DNS rebinding).
pub(super) fn is_for_this_computer(headers: &HeaderMap, uri: &Uri) -> bool {
    let host = headers
        .get(header::HOST)
        .and_then(|host| host.to_str().ok())
        .or_else(|| uri.authority().map(axum::http::uri::Authority::as_str));
    let Some(host) = host else { return false };
    let name = match host.rsplit_once(':') {
        Some((name, port)) if port.bytes().all(|digit| digit.is_ascii_digit()) => name,
        _ => host,
    };
    matches!(
        name.to_ascii_lowercase().as_str(),
        "localhost" | "127.0.0.1" | "[::1]"
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    fn headers(host: &str) -> HeaderMap {
        let mut headers = HeaderMap::new();
        headers.insert(header::HOST, host.parse().unwrap());
        headers
    }

    #[test]
    fn a_token_is_known_by_its_secret_alone() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("tokens");
        let li = Access::add(&path, "li", Right::Write).unwrap();
        let weblate = Access::add(&path, "weblate", Right::Read).unwrap();
        let text = fs::read_to_string(&path).unwrap();
        assert!(!text.contains(&li) && !text.contains(&weblate), "{text}");
        let access = Access::read(&path).unwrap();
        assert_eq!(access.holder(&li), Some(("li", Right::Write)));
        assert_eq!(access.holder(&weblate), Some(("weblate", Right::Read)));
        assert_eq!(access.holder("li"), None);
        assert!(matches!(
            Access::add(&path, "li", Right::Read),
            Err(Error::Known { .. })
        ));
        assert_eq!(fs::read_to_string(&path).unwrap(), text);
    }

    #[test]
    fn a_damaged_file_opens_no_door() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("tokens");
        for text in ["", "# nobody\n", "li\n", "li all 00\n", "li read 00\n"] {
            fs::write(&path, text).unwrap();
            assert!(Access::read(&path).is_err(), "{text}");
        }
        assert!(Access::read(folder.path()).is_err());
        for name in ["", "two words", "#li"] {
            assert!(matches!(
                Access::add(&path, name, Right::Read),
                Err(Error::Name(_))
            ));
        }
    }

    #[test]
    fn only_names_of_this_computer_are_answered() {
        let uri = Uri::from_static("/");
        for host in ["localhost", "127.0.0.1:8123", "[::1]:8123", "LocalHost:1"] {
            assert!(is_for_this_computer(&headers(host), &uri), "{host}");
        }
        for host in [
            "evil.example",
            "localhost.evil.example",
            "127.0.0.1.evil.example:80",
            "",
        ] {
            assert!(!is_for_this_computer(&headers(host), &uri), "{host}");
        }
        assert!(!is_for_this_computer(&HeaderMap::new(), &uri));
    }
}

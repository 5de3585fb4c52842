//! A client of a service over HTTP, that keeps its connection.

use std::io::{self, BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::time::Duration;

/// Who waits longer for an answer goes away.
pub(crate) const PATIENCE: Duration = Duration::from_secs(60);

pub(crate) struct Client {
    address: String,
    secret: Option<String>,
    stream: Option<BufReader<TcpStream>>,
}

/// A text as a part of a path.
pub(crate) fn escaped(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len() * 2);
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric() {
            escaped.push(char::from(byte));
        } else {
            escaped.push_str(&format!("%{byte:02X}"));
        }
    }
    escaped
}

impl Client {
    pub(crate) fn new(address: &str, secret: Option<&str>) -> Self {
        Self {
            address: address.to_owned(),
            secret: secret.map(str::to_owned),
            stream: None,
        }
    }

    pub(crate) fn get(&mut self, path: &str) -> io::Result<(u16, String)> {
        self.send("GET", path, "")
    }

    pub(crate) fn put(&mut self, path: &str, body: &str) -> io::Result<(u16, String)> {
        self.send("PUT", path, body)
    }

    fn send(&mut self, method: &str, path: &str, body: &str) -> io::Result<(u16, String)> {
        let mut request = format!("{method} {path} HTTP/1.1\r\nHost: {}\r\n", self.address);
        if let Some(secret) = &self.secret {
            request.push_str(&format!("Authorization: Bearer {secret}\r\n"));
        }
        if !body.is_empty() {
            request.push_str(&format!(
                "Content-Type: application/json\r\nContent-Length: {}\r\n",
                body.len()
            ));
        }
        request.push_str("\r\n");
        request.push_str(body);
        let mut stream = match self.stream.take() {
            Some(stream) => stream,
            None => {
                let address = self.address.parse().map_err(io::Error::other)?;
                let stream = TcpStream::connect_timeout(&address, PATIENCE)?;
                stream.set_nodelay(true)?;
                stream.set_read_timeout(Some(PATIENCE))?;
                BufReader::new(stream)
            }
        };
        stream.get_mut().write_all(request.as_bytes())?;
        let (status, body, keeps) = answer(&mut stream)?;
        if keeps {
            self.stream = Some(stream);
        }
        Ok((status, body))
    }
}

/// The status and body of an answer, and whether the connection stays.
fn answer(stream: &mut BufReader<TcpStream>) -> io::Result<(u16, String, bool)> {
    let bad = || io::Error::other("an answer that is none");
    let mut line = String::new();
    stream.read_line(&mut line)?;
    let mut words = line.split(' ');
    let mut keeps = words.next() == Some("HTTP/1.1");
    let status = words
        .next()
        .and_then(|status| status.parse().ok())
        .ok_or_else(bad)?;
    let (mut length, mut chunked) = (None, false);
    loop {
        line.clear();
        stream.read_line(&mut line)?;
        let header = line.trim().to_ascii_lowercase();
        let Some((name, value)) = header.split_once(':') else {
            break;
        };
        match (name, value.trim()) {
            ("content-length", value) => length = value.parse().ok(),
            ("transfer-encoding", value) => chunked = value.contains("chunked"),
            ("connection", "close") => keeps = false,
            _ => {}
        }
    }
    let mut body = Vec::new();
    if chunked {
        loop {
            line.clear();
            stream.read_line(&mut line)?;
            let size = u64::from_str_radix(line.trim(), 16).map_err(|_| bad())?;
            stream.take(size).read_to_end(&mut body)?;
            line.clear();
            stream.read_line(&mut line)?;
            if size == 0 {
                break;
            }
        }
    } else if let Some(length) = length {
        stream.take(length).read_to_end(&mut body)?;
    } else {
        stream.read_to_end(&mut body)?;
        keeps = false;
    }
    Ok((status, String::from_utf8_lossy(&body).into_owned(), keeps))
}

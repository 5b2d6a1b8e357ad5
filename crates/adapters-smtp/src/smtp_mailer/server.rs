//! A fake mail server that follows a script.

use std::{
    net::SocketAddr,
    sync::{Arc, Mutex},
};

use tokio::{
    io::{AsyncBufReadExt, AsyncReadExt, AsyncWriteExt, BufReader},
    net::{TcpListener, TcpStream},
    task::JoinHandle,
};

/// Replies that replace the usual ones. The key is the beginning of a line from the client, `.` for
/// the end of a letter, or `connect`.
pub(super) type Script = &'static [(&'static str, Say)];

#[derive(Debug, Clone, Copy)]
pub(super) enum Say {
    /// This reply.
    Reply(&'static str),
    /// The usual reply after this number of milliseconds.
    After(u64),
    /// No reply.
    Nothing,
    /// The usual reply, and then the connection is closed.
    ThenHangUp,
}

#[derive(Debug, Default, Clone)]
pub(super) struct Seen {
    pub connections: usize,
    pub letters: Vec<String>,
}

pub(super) struct Server {
    pub address: SocketAddr,
    seen: Arc<Mutex<Seen>>,
    running: JoinHandle<()>,
}

impl Drop for Server {
    fn drop(&mut self) {
        self.running.abort();
    }
}

impl Server {
    pub(super) async fn start(script: Script) -> Self {
        Self::start_at("127.0.0.1:0".parse().unwrap(), script).await
    }

    pub(super) async fn start_at(address: SocketAddr, script: Script) -> Self {
        let listener = TcpListener::bind(address).await.unwrap();
        let address = listener.local_addr().unwrap();
        let seen = Arc::new(Mutex::new(Seen::default()));
        let shared = Arc::clone(&seen);
        let running = tokio::spawn(async move {
            loop {
                let (stream, _) = listener.accept().await.unwrap();
                shared.lock().unwrap().connections += 1;
                tokio::spawn(serve(stream, script, Arc::clone(&shared)));
            }
        });
        Self { address, seen, running }
    }

    /// An address without a listener.
    pub(super) async fn unused_address() -> SocketAddr {
        TcpListener::bind("127.0.0.1:0").await.unwrap().local_addr().unwrap()
    }

    pub(super) fn seen(&self) -> Seen {
        self.seen.lock().unwrap().clone()
    }
}

async fn serve(stream: TcpStream, script: Script, seen: Arc<Mutex<Seen>>) -> Option<()> {
    let mut stream = BufReader::new(stream);
    let mut client = "connect".to_owned();
    loop {
        let (usual, then) = usual(&client);
        let scripted = script.iter().find(|(key, _)| client.starts_with(key)).map(|(_, say)| *say);
        let reply = match scripted {
            None | Some(Say::ThenHangUp) => usual,
            Some(Say::After(milliseconds)) => {
                tokio::time::sleep(std::time::Duration::from_millis(milliseconds)).await;
                usual
            }
            Some(Say::Reply(reply)) => reply,
            // Keeps the connection open and reads until the client closes it.
            Some(Say::Nothing) => {
                stream.read_to_end(&mut Vec::new()).await.ok()?;
                return None;
            }
        };
        stream.write_all(format!("{reply}\r\n").as_bytes()).await.ok()?;
        if matches!(scripted, Some(Say::ThenHangUp)) || then == Then::HangUp {
            return None;
        }
        if then == Then::Letter && reply == usual {
            let letter = read_letter(&mut stream).await?;
            seen.lock().unwrap().letters.push(letter);
            ".".clone_into(&mut client);
            continue;
        }
        client.clear();
        if stream.read_line(&mut client).await.ok()? == 0 {
            return None;
        }
    }
}

#[derive(PartialEq, Eq)]
enum Then {
    Listen,
    Letter,
    HangUp,
}

fn usual(client: &str) -> (&'static str, Then) {
    match client.split_whitespace().next().unwrap_or_default() {
        "connect" => ("220 mail.example.org ESMTP", Then::Listen),
        "EHLO" => ("250-mail.example.org\r\n250-8BITMIME\r\n250 AUTH PLAIN LOGIN", Then::Listen),
        "AUTH" => ("235 2.7.0 welcome", Then::Listen),
        "DATA" => ("354 go on", Then::Letter),
        "QUIT" => ("221 2.0.0 bye", Then::HangUp),
        _ => ("250 2.0.0 well", Then::Listen),
    }
}

async fn read_letter(stream: &mut BufReader<TcpStream>) -> Option<String> {
    let mut letter = String::new();
    while !letter.ends_with("\r\n.\r\n") {
        stream.read_line(&mut letter).await.ok().filter(|read| *read > 0)?;
    }
    Some(letter)
}

use std::{net::SocketAddr, time::Duration};

use tokio::{
    io::{AsyncReadExt as _, AsyncWriteExt as _},
    net::TcpStream,
    time::timeout,
};

use crate::{Failure, settings::Settings};

/// How long an answer may take; whoever asks gives up soon after.
const WITHIN: Duration = Duration::from_secs(2);

/// As much as the first line of an answer may be.
const FIRST_LINE: usize = 64;

/// Asks the process that serves whether it is well.
pub(super) async fn run(settings: &Settings) -> Result<(), Failure> {
    let address = here(settings.http.listen);
    let answer = timeout(WITHIN, ask(address, "/api/health")).await;
    let line = answer
        .map_err(|_| Failure::new(format!("{address} did not answer in time")))?
        .map_err(|error| Failure::new(format!("{address} does not answer: {error}")))?;
    if line.contains(" 200 ") {
        return Ok(());
    }
    Err(Failure::new(format!("{address} is not well: {line}")))
}

/// Whether something listens that answers well below this path.
pub(super) async fn answers_well(address: SocketAddr, path: &str) -> bool {
    let answer = timeout(WITHIN, ask(here(address), path)).await;
    answer.is_ok_and(|line| line.is_ok_and(|line| line.contains(" 200 ")))
}

/// Where a process on this machine is reached that listens everywhere.
fn here(mut address: SocketAddr) -> SocketAddr {
    if address.ip().is_unspecified() {
        address.set_ip(match address {
            SocketAddr::V4(_) => std::net::Ipv4Addr::LOCALHOST.into(),
            SocketAddr::V6(_) => std::net::Ipv6Addr::LOCALHOST.into(),
        });
    }
    address
}

async fn ask(address: SocketAddr, path: &str) -> std::io::Result<String> {
    let mut stream = TcpStream::connect(address).await?;
    let request = format!("GET {path} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");
    stream.write_all(request.as_bytes()).await?;
    let mut answer = Vec::new();
    stream.take(FIRST_LINE as u64).read_to_end(&mut answer).await?;
    let text = String::from_utf8_lossy(&answer).into_owned();
    Ok(text.lines().next().unwrap_or_default().to_owned())
}

use std::{net::SocketAddr, time::Duration};

use tokio::{
    io::{AsyncReadExt as _, AsyncWriteExt as _},
    net::TcpStream,
    time::timeout,
};

use crate::{Failure, settings::Settings};

/// The time limit for an answer. Callers give up soon after.
const TIME_LIMIT: Duration = Duration::from_secs(2);

/// The maximum length of the first line of an answer.
const FIRST_LINE: usize = 64;

/// Asks the serving process whether it is healthy.
pub(super) async fn run(settings: &Settings) -> Result<(), Failure> {
    let address = reachable(settings.http.listen);
    let answer = timeout(TIME_LIMIT, first_line(address, "/api/health")).await;
    let line = answer
        .map_err(|_| Failure::new(format!("{address} did not answer in time")))?
        .map_err(|error| Failure::new(format!("{address} does not answer: {error}")))?;
    if line.contains(" 200 ") {
        return Ok(());
    }
    Err(Failure::new(format!("{address} is not healthy: {line}")))
}

/// Whether a server answers this path with status 200.
pub(super) async fn is_healthy(address: SocketAddr, path: &str) -> bool {
    let answer = timeout(TIME_LIMIT, first_line(reachable(address), path)).await;
    answer.is_ok_and(|line| line.is_ok_and(|line| line.contains(" 200 ")))
}

/// Replaces an unspecified address by the loopback address, at which this machine can reach it.
fn reachable(mut address: SocketAddr) -> SocketAddr {
    if address.ip().is_unspecified() {
        address.set_ip(match address {
            SocketAddr::V4(_) => std::net::Ipv4Addr::LOCALHOST.into(),
            SocketAddr::V6(_) => std::net::Ipv6Addr::LOCALHOST.into(),
        });
    }
    address
}

async fn first_line(address: SocketAddr, path: &str) -> std::io::Result<String> {
    let mut stream = TcpStream::connect(address).await?;
    let request = format!("GET {path} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");
    stream.write_all(request.as_bytes()).await?;
    let mut answer = Vec::new();
    stream.take(FIRST_LINE as u64).read_to_end(&mut answer).await?;
    let text = String::from_utf8_lossy(&answer).into_owned();
    Ok(text.lines().next().unwrap_or_default().to_owned())
}

//! A proxy to the server that can be frozen.

use std::net::SocketAddr;

use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::{
        TcpListener, TcpStream,
        tcp::{OwnedReadHalf, OwnedWriteHalf},
    },
    sync::watch,
};

/// Forwards all traffic until it is frozen.
pub struct Proxy {
    url: String,
    frozen: watch::Sender<bool>,
}

impl Proxy {
    pub async fn to(url: &str) -> Self {
        let (before, rest) = url.split_once('@').unwrap();
        let (server, after) = rest.split_once('/').unwrap();
        let server: SocketAddr = server.parse().unwrap();
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        let (frozen, freezing) = watch::channel(false);
        tokio::spawn(async move {
            while let Ok((client, _)) = listener.accept().await {
                let server = TcpStream::connect(server).await.unwrap();
                let (from_client, to_client) = client.into_split();
                let (from_server, to_server) = server.into_split();
                tokio::spawn(carry(from_client, to_server, freezing.clone()));
                tokio::spawn(carry(from_server, to_client, freezing.clone()));
            }
        });
        Self { url: format!("{before}@{address}/{after}"), frozen }
    }

    pub fn url(&self) -> &str {
        &self.url
    }

    /// Stops forwarding, without closing connections.
    pub fn freeze(&self) {
        self.frozen.send_replace(true);
    }

    pub fn thaw(&self) {
        self.frozen.send_replace(false);
    }
}

async fn carry(
    mut from: OwnedReadHalf,
    mut to: OwnedWriteHalf,
    mut freezing: watch::Receiver<bool>,
) {
    let mut bytes = [0; 8_192];
    while let Ok(length @ 1..) = from.read(&mut bytes).await {
        let thawed = freezing.wait_for(|frozen| !frozen).await.is_ok();
        if !thawed || to.write_all(&bytes[..length]).await.is_err() {
            return;
        }
    }
}

//! An SMTP server for benchmarks: it accepts every message and discards it.
//!
//! `smtp_sink 127.0.0.1:0` prints the port that it listens on.

use std::{env, io};

use tokio::{
    io::{AsyncBufReadExt, AsyncWriteExt, BufReader},
    net::{TcpListener, TcpStream},
};

#[tokio::main]
async fn main() -> io::Result<()> {
    let address = env::args().nth(1).unwrap_or_else(|| "127.0.0.1:2525".to_owned());
    let listener = TcpListener::bind(address).await?;
    println!("{}", listener.local_addr()?.port());
    loop {
        let (client, _) = listener.accept().await?;
        // An error of one client must not stop the others.
        tokio::spawn(async move { drop(serve(client).await) });
    }
}

/// Serves one client (RFC 5321).
async fn serve(client: TcpStream) -> io::Result<()> {
    client.set_nodelay(true)?;
    let mut client = BufReader::new(client);
    client.write_all(b"220 sink\r\n").await?;
    let (mut line, mut in_data) = (Vec::new(), false);
    loop {
        line.clear();
        if client.read_until(b'\n', &mut line).await? == 0 {
            return Ok(());
        }
        let answer: &[u8] = match (in_data, line.get(..4).unwrap_or_default()) {
            (true, _) if line == b".\r\n" => {
                in_data = false;
                b"250 OK\r\n"
            }
            (true, _) => continue,
            (false, b"DATA") => {
                in_data = true;
                b"354 go on\r\n"
            }
            (false, b"EHLO") => b"250-sink\r\n250-8BITMIME\r\n250 PIPELINING\r\n",
            (false, b"QUIT") => {
                client.write_all(b"221 bye\r\n").await?;
                return Ok(());
            }
            (false, _) => b"250 OK\r\n",
        };
        client.write_all(answer).await?;
    }
}

//! Books seats of one performance over many connections at once, for the benchmarks.
//!
//! ```text
//! rush ADDRESS PERFORMANCE TRIES CONNECTIONS
//! ```
//!
//! Prints a line for each status: the status, how many answers had it, and the 50th, the 99th
//! percentile and the maximum of their times in milliseconds. The last line has the answers per
//! second.

#![expect(clippy::print_stdout, reason = "it reports")]

use std::{
    collections::BTreeMap,
    error::Error,
    sync::{
        Arc,
        atomic::{AtomicUsize, Ordering},
    },
    time::{Duration, Instant},
};
use tokio::{
    io::{AsyncBufReadExt as _, AsyncReadExt as _, AsyncWriteExt as _, BufReader},
    net::TcpStream,
    task::JoinSet,
};

type Failed = Box<dyn Error + Send + Sync>;

#[tokio::main]
async fn main() -> Result<(), Failed> {
    let arguments: Vec<_> = std::env::args().skip(1).collect();
    let [address, performance, tries, connections] = arguments.as_slice() else {
        return Err("usage: rush ADDRESS PERFORMANCE TRIES CONNECTIONS".into());
    };
    let (tries, connections) = (tries.parse::<usize>()?, connections.parse::<usize>()?);
    let rush = Arc::new(Rush {
        address: address.clone(),
        performance: performance.clone(),
        tries,
        begun: AtomicUsize::new(0),
    });
    let started = Instant::now();
    let mut guests = JoinSet::new();
    for _ in 0..connections {
        guests.spawn(rush.clone().book());
    }
    let mut times = BTreeMap::<u16, Vec<Duration>>::new();
    while let Some(answers) = guests.join_next().await {
        for (status, time) in answers?? {
            times.entry(status).or_default().push(time);
        }
    }
    let lasted = started.elapsed();
    for (status, mut times) in times {
        times.sort_unstable();
        let of = |percent: usize| milliseconds(times[(times.len() - 1) * percent / 100]);
        println!("{status} {} {:.1} {:.1} {:.1}", times.len(), of(50), of(99), of(100));
    }
    println!("{:.0}", f64::from(u32::try_from(tries)?) / lasted.as_secs_f64());
    Ok(())
}

fn milliseconds(time: Duration) -> f64 {
    time.as_secs_f64() * 1000.0
}

struct Rush {
    address: String,
    performance: String,
    tries: usize,
    begun: AtomicUsize,
}

impl Rush {
    /// Books over one connection until all tries are begun. Returns each status with its time.
    async fn book(self: Arc<Self>) -> Result<Vec<(u16, Duration)>, Failed> {
        let stream = TcpStream::connect(&self.address).await?;
        stream.set_nodelay(true)?;
        let mut stream = BufReader::new(stream);
        let mut answers = Vec::new();
        loop {
            let number = self.begun.fetch_add(1, Ordering::Relaxed);
            if number >= self.tries {
                return Ok(answers);
            }
            let body = format!(
                "{{\"name\":\"Anna Bianchi\",\"email\":\"guest-{number}@example.org\",\"seats\":1,\
                 \"privacy_accepted\":true}}"
            );
            let request = format!(
                "POST /api/v1/performances/{}/reservations HTTP/1.1\r\nHost: {}\r\n\
                 Content-Type: application/json\r\nContent-Length: {}\r\n\r\n{body}",
                self.performance,
                self.address,
                body.len()
            );
            let asked = Instant::now();
            stream.write_all(request.as_bytes()).await?;
            let status = read_answer(&mut stream).await?;
            answers.push((status, asked.elapsed()));
        }
    }
}

async fn read_answer(stream: &mut BufReader<TcpStream>) -> Result<u16, Failed> {
    let mut line = String::new();
    stream.read_line(&mut line).await?;
    let status = line.split(' ').nth(1).ok_or("no status")?.parse()?;
    let mut length = 0;
    loop {
        line.clear();
        stream.read_line(&mut line).await?;
        if line.trim().is_empty() {
            break;
        }
        if let Some((name, value)) = line.split_once(':')
            && name.eq_ignore_ascii_case("content-length")
        {
            length = value.trim().parse()?;
        }
    }
    stream.read_exact(&mut vec![0; length]).await?;
    Ok(status)
}

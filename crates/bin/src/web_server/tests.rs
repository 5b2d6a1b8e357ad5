use std::{convert::Infallible, net::SocketAddr, time::Duration};

use http::{Request, Response};
use hyper::body::Incoming;
use tokio::{
    io::{AsyncReadExt as _, AsyncWriteExt as _},
    net::{TcpListener, TcpSocket, TcpStream},
    task::JoinHandle,
    time::timeout,
};
use tokio_util::sync::CancellationToken;
use tower::service_fn;

use super::{Bounds, serve};

/// Far longer than any step of these tests takes.
const TIME_LIMIT: Duration = Duration::from_secs(20);

/// More than the buffers of a connection hold.
const LONG: usize = 64 * 1024 * 1024;

struct Server {
    address: SocketAddr,
    stop: CancellationToken,
    running: JoinHandle<()>,
}

impl Server {
    async fn start(change: impl FnOnce(&mut Bounds)) -> Self {
        let mut bounds = Bounds::behind(Vec::new());
        // All clients of these tests are on this machine, which is usually not counted.
        bounds.uncounted.clear();
        change(&mut bounds);
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        let stop = CancellationToken::new();
        let router = service_fn(|_: SocketAddr| async {
            Ok::<_, Infallible>(service_fn(|request: Request<Incoming>| async move {
                let is_long = request.uri().path() == "/long";
                let text = if is_long { "x".repeat(LONG) } else { "here".to_owned() };
                Ok::<_, Infallible>(Response::new(text))
            }))
        });
        let running = tokio::spawn(serve(listener, router, bounds, stop.clone()));
        Self { address, stop, running }
    }

    async fn send(&self, head: &str) -> TcpStream {
        let mut stream = TcpStream::connect(self.address).await.unwrap();
        stream.write_all(head.as_bytes()).await.unwrap();
        stream
    }
}

/// Reads until the connection ends.
async fn rest(stream: &mut TcpStream) -> String {
    let mut bytes = Vec::new();
    let reading = timeout(TIME_LIMIT, stream.read_to_end(&mut bytes)).await;
    let _ = reading.expect("the connection ends");
    String::from_utf8_lossy(&bytes).into_owned()
}

async fn answer(stream: &mut TcpStream) -> String {
    let mut bytes = [0; 1024];
    let length = timeout(TIME_LIMIT, stream.read(&mut bytes)).await.expect("it is answered");
    String::from_utf8_lossy(&bytes[..length.unwrap_or_default()]).into_owned()
}

const HERE: &str = "GET / HTTP/1.1\r\nHost: localhost\r\n\r\n";

#[tokio::test]
async fn a_client_that_sends_its_head_too_slowly_is_disconnected() {
    let server = Server::start(|bounds| bounds.head_within = Duration::from_millis(50)).await;
    let mut slow = server.send("GET / HTTP/1.1\r\nHost: local").await;
    assert_eq!(rest(&mut slow).await, "");
    // An idle client is disconnected too.
    let mut idle = server.send(HERE).await;
    assert!(rest(&mut idle).await.starts_with("HTTP/1.1 200"));
}

#[tokio::test]
async fn a_head_that_is_too_long_is_refused() {
    let server = Server::start(|_| {}).await;
    let head = format!("GET / HTTP/1.1\r\nHost: localhost\r\nX: {}", "x".repeat(40_000));
    let mut stream = server.send(&head).await;
    assert!(answer(&mut stream).await.starts_with("HTTP/1.1 431"));
}

#[tokio::test]
async fn a_client_that_does_not_read_is_disconnected() {
    let server = Server::start(|bounds| {
        bounds.old_after = Duration::from_millis(50);
        bounds.finish_within = Duration::from_millis(50);
        bounds.max_per_client = 1;
    })
    .await;
    let socket = TcpSocket::new_v4().unwrap();
    socket.set_recv_buffer_size(4096).unwrap();
    let mut stuck = socket.connect(server.address).await.unwrap();
    stuck.write_all(b"GET /long HTTP/1.1\r\nHost: localhost\r\n\r\n").await.unwrap();
    let taken = async {
        // Its place is free after it was disconnected.
        while !answer(&mut server.send(HERE).await).await.starts_with("HTTP/1.1 200") {}
    };
    timeout(TIME_LIMIT, taken).await.expect("it is disconnected");
    assert!(rest(&mut stuck).await.len() < LONG);
}

#[tokio::test]
async fn a_client_with_too_many_connections_gets_no_more() {
    let server = Server::start(|bounds| bounds.max_per_client = 2).await;
    let mut first = server.send(HERE).await;
    let mut second = server.send(HERE).await;
    for stream in [&mut first, &mut second] {
        assert!(answer(stream).await.starts_with("HTTP/1.1 200"));
    }
    let mut third = TcpStream::connect(server.address).await.unwrap();
    assert_eq!(rest(&mut third).await, "");
    drop(first);
    let again =
        async { while !answer(&mut server.send(HERE).await).await.starts_with("HTTP/1.1 200") {} };
    timeout(TIME_LIMIT, again).await.expect("there is room again");
}

#[tokio::test]
async fn a_client_waits_when_all_places_are_taken() {
    let server = Server::start(|bounds| bounds.max_connections = 1).await;
    let mut first = server.send(HERE).await;
    assert!(answer(&mut first).await.starts_with("HTTP/1.1 200"));
    let mut second = server.send(HERE).await;
    let early = timeout(Duration::from_millis(50), second.read(&mut [0; 1])).await;
    assert!(early.is_err(), "it is not served yet");
    drop(first);
    assert!(answer(&mut second).await.starts_with("HTTP/1.1 200"));
}

#[tokio::test]
async fn clients_that_do_not_end_do_not_prevent_the_stop() {
    let server = Server::start(|bounds| bounds.finish_within = Duration::from_millis(50)).await;
    let _stuck = server.send("GET /long HTTP/1.1\r\nHost: localhost\r\n\r\n").await;
    let mut idle = server.send(HERE).await;
    assert!(answer(&mut idle).await.starts_with("HTTP/1.1 200"));
    server.stop.cancel();
    timeout(TIME_LIMIT, server.running).await.expect("it stops").unwrap();
    assert_eq!(rest(&mut idle).await, "");
}

//! Takes connections and hands their requests to the router.

use std::{convert::Infallible, io, net::SocketAddr, time::Duration};

use http::{Request, Response};
use hyper::{
    body::{Body, Incoming},
    server::conn::http1,
};
use hyper_util::{
    rt::{TokioIo, TokioTimer},
    server::graceful::GracefulShutdown,
    service::TowerToHyperService,
};
use tokio::{
    net::{TcpListener, TcpStream},
    select,
    time::{sleep, timeout},
};
use tokio_util::sync::CancellationToken;
use tower::Service;
use tracing::{debug, warn};

/// How long a client may take to send the head of a request, and to think of another one.
const HEAD_WITHIN: Duration = Duration::from_secs(20);

/// How long requests may take to finish once nothing new is taken.
const FINISH_WITHIN: Duration = Duration::from_secs(10);

/// Serves until it is told to stop; then no connection is taken any more, and what is in flight
/// is finished, for a bounded time.
pub async fn serve<M, S, B>(listener: TcpListener, mut router: M, stop: CancellationToken)
where
    M: Service<SocketAddr, Response = S, Error = Infallible>,
    S: Service<Request<Incoming>, Response = Response<B>, Error = Infallible>
        + Clone
        + Send
        + 'static,
    S::Future: Send,
    B: Body + Send + 'static,
    B::Data: Send,
    B::Error: Into<Box<dyn std::error::Error + Send + Sync>>,
{
    let mut http = http1::Builder::new();
    http.timer(TokioTimer::new()).header_read_timeout(HEAD_WITHIN);
    let connections = GracefulShutdown::new();
    while let Some((stream, client)) = next(&listener, &stop).await {
        let Ok(service) = router.call(client).await;
        let service = TowerToHyperService::new(service);
        let connection = connections.watch(http.serve_connection(TokioIo::new(stream), service));
        tokio::spawn(async move {
            if let Err(error) = connection.await {
                debug!("a connection ended early: {error}");
            }
        });
    }
    drop(listener);
    if timeout(FINISH_WITHIN, connections.shutdown()).await.is_err() {
        warn!("some requests were not finished within {} s", FINISH_WITHIN.as_secs());
    }
}

/// The next connection; none once it is time to stop.
async fn next(listener: &TcpListener, stop: &CancellationToken) -> Option<(TcpStream, SocketAddr)> {
    loop {
        let accepted = select! {
            () = stop.cancelled() => return None,
            accepted = listener.accept() => accepted,
        };
        match accepted {
            Ok((stream, client)) => {
                // Answers are small and whole: they are not to wait for more.
                let _ = stream.set_nodelay(true);
                return Some((stream, client));
            }
            Err(error) if is_of_one_connection(&error) => {}
            Err(error) => {
                // Most likely too many files are open: some will be closed in a moment.
                warn!("no connection can be taken: {error}");
                sleep(Duration::from_millis(100)).await;
            }
        }
    }
}

fn is_of_one_connection(error: &io::Error) -> bool {
    matches!(
        error.kind(),
        io::ErrorKind::ConnectionAborted
            | io::ErrorKind::ConnectionReset
            | io::ErrorKind::ConnectionRefused
    )
}

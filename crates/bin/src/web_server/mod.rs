//! Accepts connections and passes their requests to the router.

mod bounds;
mod connection_limit;
#[cfg(test)]
mod tests;

use std::{convert::Infallible, error::Error, future::Future, io, net::SocketAddr, pin::pin};

use http::{Request, Response};
use hyper::{
    body::{Body, Incoming},
    server::conn::http1,
};
use hyper_util::{
    rt::{TokioIo, TokioTimer},
    service::TowerToHyperService,
};
use tokio::{
    net::{TcpListener, TcpStream},
    select,
    time::{Duration, sleep, timeout},
};
use tokio_util::{sync::CancellationToken, task::TaskTracker};
use tower::Service;
use tracing::{debug, warn};

pub use self::bounds::Bounds;
use self::connection_limit::{ConnectionLimit, Place};

/// Serves until `stop`. Then it accepts no more connections and finishes the running requests,
/// within a time limit.
pub async fn serve<M, S, B>(
    listener: TcpListener,
    mut router: M,
    bounds: Bounds,
    stop: CancellationToken,
) where
    M: Service<SocketAddr, Response = S, Error = Infallible>,
    S: Service<Request<Incoming>, Response = Response<B>, Error = Infallible>
        + Clone
        + Send
        + 'static,
    S::Future: Send,
    B: Body + Send + 'static,
    B::Data: Send,
    B::Error: Into<Box<dyn Error + Send + Sync>>,
{
    let mut http = http1::Builder::new();
    http.timer(TokioTimer::new()).header_read_timeout(bounds.head_within).max_buf_size(bounds.head);
    let limit = ConnectionLimit::new(
        bounds.max_connections,
        bounds.max_per_client,
        bounds.uncounted.clone(),
    );
    let connections = TaskTracker::new();
    while let Some((stream, client, place)) = next(&listener, &limit, &stop).await {
        let Ok(service) = router.call(client).await;
        let connection =
            http.serve_connection(TokioIo::new(stream), TowerToHyperService::new(service));
        let (bounds, stop) = (bounds.clone(), stop.clone());
        connections.spawn(async move {
            run_connection(connection, &bounds, &stop).await;
            drop(place);
        });
    }
    drop(listener);
    connections.close();
    if timeout(bounds.finish_within, connections.wait()).await.is_err() {
        let seconds = bounds.finish_within.as_secs();
        warn!("some requests were not finished within {seconds} s");
    }
}

/// Runs a connection until it ends, is too old, or `stop`. In the last two cases its current
/// request may finish, within a time limit.
async fn run_connection<S, B>(
    connection: http1::Connection<TokioIo<TcpStream>, S>,
    bounds: &Bounds,
    stop: &CancellationToken,
) where
    S: hyper::service::HttpService<Incoming, ResBody = B>,
    S::Error: Into<Box<dyn Error + Send + Sync>>,
    B: Body + 'static,
    B::Error: Into<Box<dyn Error + Send + Sync>>,
{
    let mut connection = pin!(connection);
    select! {
        ended = connection.as_mut() => return log_end(ended),
        () = stop.cancelled() => {}
        () = sleep(bounds.old_after) => {}
    }
    connection.as_mut().graceful_shutdown();
    if let Ok(ended) = timeout(bounds.finish_within, connection).await {
        log_end(ended);
    } else {
        debug!("a connection was cut off");
    }
}

fn log_end(ended: hyper::Result<()>) {
    if let Err(error) = ended {
        debug!("a connection ended early: {error}");
    }
}

/// Returns the next connection and its place, or `None` after `stop`.
async fn next(
    listener: &TcpListener,
    limit: &ConnectionLimit,
    stop: &CancellationToken,
) -> Option<(TcpStream, SocketAddr, Place)> {
    loop {
        let place = until_stop(stop, limit.room()).await?;
        match until_stop(stop, listener.accept()).await? {
            Ok((stream, client)) => {
                // A client with too many connections gets no answer: sending one would take
                // resources too.
                let Some(place) = limit.assign(client, place) else { continue };
                // Answers are small and complete, so they are sent without delay.
                let _ = stream.set_nodelay(true);
                return Some((stream, client, place));
            }
            Err(error) if is_connection_error(&error) => {}
            Err(error) => {
                // Probably too many files are open. Some will be closed soon.
                warn!("cannot accept a connection: {error}");
                sleep(Duration::from_millis(100)).await;
            }
        }
    }
}

/// Waits for a future. Returns `None` after `stop`.
async fn until_stop<T>(stop: &CancellationToken, future: impl Future<Output = T>) -> Option<T> {
    select! {
        () = stop.cancelled() => None,
        output = future => Some(output),
    }
}

fn is_connection_error(error: &io::Error) -> bool {
    matches!(
        error.kind(),
        io::ErrorKind::ConnectionAborted
            | io::ErrorKind::ConnectionReset
            | io::ErrorKind::ConnectionRefused
    )
}

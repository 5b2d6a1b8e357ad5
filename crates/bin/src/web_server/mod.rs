//! Takes connections and hands their requests to the router.

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

/// Serves until it is told to stop; then no connection is taken any more, and what is in flight
/// is finished, for a bounded time.
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
    let limit =
        ConnectionLimit::new(bounds.in_all, bounds.of_each_client, bounds.uncounted.clone());
    let connections = TaskTracker::new();
    while let Some((stream, client, place)) = next(&listener, &limit, &stop).await {
        let Ok(service) = router.call(client).await;
        let connection =
            http.serve_connection(TokioIo::new(stream), TowerToHyperService::new(service));
        let (bounds, stop) = (bounds.clone(), stop.clone());
        connections.spawn(async move {
            attend(connection, &bounds, &stop).await;
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

/// Looks after a connection until it ends, is old, or it is time to stop; then its last request is
/// finished, for a bounded time.
async fn attend<S, B>(
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
        ended = connection.as_mut() => return note(ended),
        () = stop.cancelled() => {}
        () = sleep(bounds.old_after) => {}
    }
    connection.as_mut().graceful_shutdown();
    if let Ok(ended) = timeout(bounds.finish_within, connection).await {
        note(ended);
    } else {
        debug!("a connection was cut off");
    }
}

fn note(ended: hyper::Result<()>) {
    if let Err(error) = ended {
        debug!("a connection ended early: {error}");
    }
}

/// The next connection, with the place that it takes; none once it is time to stop.
async fn next(
    listener: &TcpListener,
    limit: &ConnectionLimit,
    stop: &CancellationToken,
) -> Option<(TcpStream, SocketAddr, Place)> {
    loop {
        let place = before(stop, limit.room()).await?;
        match before(stop, listener.accept()).await? {
            Ok((stream, client)) => {
                // Whoever has too many hears nothing: an answer would be one more thing to wait for.
                let Some(place) = limit.take_one(client, place) else { continue };
                // Answers are small and whole: they are not to wait for more.
                let _ = stream.set_nodelay(true);
                return Some((stream, client, place));
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

/// What happens before it is time to stop.
async fn before<T>(stop: &CancellationToken, happens: impl Future<Output = T>) -> Option<T> {
    select! {
        () = stop.cancelled() => None,
        happened = happens => Some(happened),
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

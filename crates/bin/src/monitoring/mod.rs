//! Shows Prometheus what is counted and timed, on an address of its own that visitors can't reach.

mod gauges;

use std::{convert::Infallible, net::SocketAddr, sync::Arc, time::Duration};

use azionelab_adapters_postgres::Store;
use http::{HeaderValue, Method, Request, Response, StatusCode, header};
use hyper::body::Incoming;
use metrics_exporter_prometheus::{BuildError, Matcher, PrometheusBuilder, PrometheusHandle};
use metrics_process::Collector;
use tokio::{
    net::TcpListener,
    select,
    time::{MissedTickBehavior, interval},
};
use tokio_util::sync::CancellationToken;
use tower::service_fn;

use self::gauges::Gauges;
use crate::{
    Failure,
    adapters::SteadyClock,
    web_server::{self, Bounds},
};

/// Where times are divided, in seconds: from an answer out of memory to one that is given up.
const BUCKETS: [f64; 13] =
    [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0];

/// How often times that were noted are put into their buckets while nobody looks.
const PUT_AWAY: Duration = Duration::from_secs(5);

/// How many may look at a time.
const LOOKING: usize = 16;

const TEXT: HeaderValue = HeaderValue::from_static("text/plain; version=0.0.4; charset=utf-8");

/// What is counted and timed from the moment this is made.
pub struct Monitoring {
    handle: PrometheusHandle,
    process: Collector,
}

impl Monitoring {
    /// Starts to count. Without it, nothing is counted and counting costs nothing.
    pub fn start() -> Result<Self, Failure> {
        let recorder = recorder()?;
        let handle = recorder.handle();
        metrics::set_global_recorder(recorder)
            .map_err(|_| Failure::new("the metrics are counted already"))?;
        azionelab_adapters_http::describe_metrics();
        azionelab_adapters_postgres::describe_metrics();
        azionelab_adapters_smtp::describe_metrics();
        let process = Collector::default();
        process.describe();
        Ok(Self { handle, process })
    }

    /// Answers requests for `/metrics` until it is time to stop.
    pub async fn serve(
        self,
        listener: TcpListener,
        store: Store,
        clock: Arc<SteadyClock>,
        stop: CancellationToken,
    ) {
        let bounds = Bounds { in_all: LOOKING, ..Bounds::behind(Vec::new()) };
        let putting_away = self.handle.clone();
        let looked_at = Arc::new((self, Gauges::of(store, clock)));
        let clients = service_fn(move |_: SocketAddr| {
            let looked_at = looked_at.clone();
            let client = service_fn(move |request: Request<Incoming>| {
                let looked_at = looked_at.clone();
                async move {
                    let (monitoring, gauges) = &*looked_at;
                    Ok::<_, Infallible>(monitoring.answer(&request, gauges).await)
                }
            });
            async move { Ok::<_, Infallible>(client) }
        });
        select! {
            () = web_server::serve(listener, clients, bounds, stop) => {}
            () = put_away(&putting_away) => {}
        }
    }

    async fn answer(&self, request: &Request<Incoming>, gauges: &Gauges) -> Response<String> {
        let mut response = Response::new(String::new());
        if request.uri().path() != "/metrics" {
            *response.status_mut() = StatusCode::NOT_FOUND;
        } else if !matches!(*request.method(), Method::GET | Method::HEAD) {
            *response.status_mut() = StatusCode::METHOD_NOT_ALLOWED;
        } else {
            gauges.read().await;
            self.process.collect();
            *response.body_mut() = self.handle.render();
            response.headers_mut().insert(header::CONTENT_TYPE, TEXT);
        }
        response
    }
}

fn recorder() -> Result<metrics_exporter_prometheus::PrometheusRecorder, BuildError> {
    let times = Matcher::Suffix("_seconds".to_owned());
    let builder = PrometheusBuilder::new().set_buckets_for_metric(times, &BUCKETS)?;
    Ok(builder.build_recorder())
}

/// Times that were noted take memory until they are in their buckets. Never ends.
async fn put_away(handle: &PrometheusHandle) {
    let mut turns = interval(PUT_AWAY);
    turns.set_missed_tick_behavior(MissedTickBehavior::Delay);
    loop {
        turns.tick().await;
        handle.run_upkeep();
    }
}

//! Serves metrics to Prometheus, on a separate address that visitors cannot reach.

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

/// The limits of the histogram buckets, in seconds: from cached answers to requests that are
/// aborted.
const BUCKETS: [f64; 13] =
    [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0];

/// How often recorded times are sorted into their buckets when nothing scrapes.
const UPKEEP_INTERVAL: Duration = Duration::from_secs(5);

/// The maximum number of connections.
const MAX_CONNECTIONS: usize = 16;

const TEXT: HeaderValue = HeaderValue::from_static("text/plain; version=0.0.4; charset=utf-8");

/// Records metrics from its creation on.
pub struct Monitoring {
    handle: PrometheusHandle,
    process: Collector,
}

impl Monitoring {
    /// Starts to record metrics. Without it nothing is recorded, at no cost.
    pub fn start() -> Result<Self, Failure> {
        let recorder = recorder()?;
        let handle = recorder.handle();
        metrics::set_global_recorder(recorder)
            .map_err(|_| Failure::new("metrics are already recorded"))?;
        azionelab_adapters_http::describe_metrics();
        azionelab_adapters_postgres::describe_metrics();
        azionelab_adapters_smtp::describe_metrics();
        let process = Collector::default();
        process.describe();
        Ok(Self { handle, process })
    }

    /// Serves `/metrics` until `stop`.
    pub async fn serve(
        self,
        listener: TcpListener,
        store: Store,
        clock: Arc<SteadyClock>,
        stop: CancellationToken,
    ) {
        let bounds = Bounds { max_connections: MAX_CONNECTIONS, ..Bounds::behind(Vec::new()) };
        let upkeep = self.handle.clone();
        let state = Arc::new((self, Gauges::of(store, clock)));
        let clients = service_fn(move |_: SocketAddr| {
            let state = state.clone();
            let client = service_fn(move |request: Request<Incoming>| {
                let state = state.clone();
                async move {
                    let (monitoring, gauges) = &*state;
                    Ok::<_, Infallible>(monitoring.answer(&request, gauges).await)
                }
            });
            async move { Ok::<_, Infallible>(client) }
        });
        select! {
            () = web_server::serve(listener, clients, bounds, stop) => {}
            () = run_upkeep(&upkeep) => {}
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

/// Recorded times take memory until they are sorted into their buckets. Never returns.
async fn run_upkeep(handle: &PrometheusHandle) {
    let mut turns = interval(UPKEEP_INTERVAL);
    turns.set_missed_tick_behavior(MissedTickBehavior::Delay);
    loop {
        turns.tick().await;
        handle.run_upkeep();
    }
}

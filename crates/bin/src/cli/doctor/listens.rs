use std::{io, net::SocketAddr};

use tokio::net::TcpListener;

use super::{Finding, Report};
use crate::{
    cli::health,
    settings::{self, Settings},
};

/// Whether the addresses can be listened on, or are by the process that serves.
pub(super) async fn look_at(settings: &Settings, report: &mut Report) {
    let http = look_at_one("http.listen", settings.http.listen, "/api/health/live").await;
    report.tell("listens", http);
    if let Some(address) = settings.metrics {
        let metrics = look_at_one("metrics.listen", address, "/metrics").await;
        report.tell("metrics", metrics);
    }
}

async fn look_at_one(setting: &str, address: SocketAddr, shows: &str) -> Finding {
    match TcpListener::bind(address).await {
        Ok(_) => Ok(format!("{address} is free, nothing serves there now")),
        Err(error) if error.kind() == io::ErrorKind::AddrInUse => {
            if health::answers_well(address, shows).await {
                return Ok(format!("{address} is served"));
            }
            Err(format!(
                "something else listens on {address}, or hangs; stop it, or choose another port \
                 with {}",
                settings::variable(setting)
            ))
        }
        Err(error) => Err(format!("can't listen on {address} ({error}); correct `{setting}`")),
    }
}

use std::{
    io,
    net::{IpAddr, SocketAddr},
    path::Path,
};

use tokio::net::TcpListener;

use super::{Finding, Report};
use crate::{
    cli::health,
    settings::{self, Settings},
};

/// Checks that the addresses are free, or that our server listens on them.
pub(super) async fn check(settings: &Settings, report: &mut Report) {
    let http = check_address("http.listen", settings.http.listen, "/api/health/live").await;
    report.print("listens", http);
    if let Some(address) = settings.metrics {
        let metrics = check_address("metrics.listen", address, "/metrics").await;
        let is_contained = ["/.dockerenv", "/run/.containerenv"].map(Path::new);
        let is_contained = is_contained.into_iter().any(Path::exists);
        report.print("metrics", metrics.and_then(|text| check_reach(address, is_contained, text)));
    }
}

/// Checks that visitors cannot reach the metrics. In a container every address belongs to a
/// container network.
fn check_reach(address: SocketAddr, is_contained: bool, text: String) -> Finding {
    let is_near = match address.ip().to_canonical() {
        ip if ip.is_loopback() => return Ok(text),
        ip if ip.is_unspecified() => is_contained,
        IpAddr::V4(ip) => ip.is_private() || ip.is_link_local(),
        IpAddr::V6(ip) => ip.is_unique_local() || ip.is_unicast_link_local(),
    };
    if is_near {
        return Ok(format!("{text}; anyone who can reach it can read the sales figures"));
    }
    Err(format!(
        "visitors may reach {address} and read the sales figures; set `metrics.listen` to \
         127.0.0.1:{port}, or to an address of a private network",
        port = address.port()
    ))
}

async fn check_address(setting: &str, address: SocketAddr, shows: &str) -> Finding {
    match TcpListener::bind(address).await {
        Ok(_) => Ok(format!("{address} is free; nothing is served there now")),
        Err(error) if error.kind() == io::ErrorKind::AddrInUse => {
            if health::is_healthy(address, shows).await {
                return Ok(format!("{address} is served"));
            }
            Err(format!(
                "another program listens on {address}, or hangs; stop it, or choose another port \
                 with {}",
                settings::variable(setting)
            ))
        }
        Err(error) => Err(format!("cannot listen on {address} ({error}); correct `{setting}`")),
    }
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;

    #[rstest]
    #[case("0.0.0.0:9464", false)]
    #[case("[::]:9464", false)]
    #[case("203.0.113.7:9464", true)]
    #[case("[2001:db8::7]:9464", true)]
    fn metrics_that_visitors_may_reach_are_reported(
        #[case] address: SocketAddr,
        #[case] is_contained: bool,
    ) {
        let text = check_reach(address, is_contained, String::new()).unwrap_err();
        assert!(text.contains("set `metrics.listen` to 127.0.0.1:9464"), "{text}");
    }

    #[rstest]
    #[case("127.0.0.1:9464", false)]
    #[case("[::1]:9464", false)]
    #[case("10.1.2.3:9464", false)]
    #[case("[fd00::7]:9464", false)]
    #[case("0.0.0.0:9464", true)]
    fn metrics_on_this_machine_or_a_private_network_are_fine(
        #[case] address: SocketAddr,
        #[case] is_contained: bool,
    ) {
        check_reach(address, is_contained, String::new()).unwrap();
    }
}

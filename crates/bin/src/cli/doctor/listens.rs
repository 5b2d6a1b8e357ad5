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

/// Whether the addresses can be listened on, or are by the process that serves.
pub(super) async fn look_at(settings: &Settings, report: &mut Report) {
    let http = look_at_one("http.listen", settings.http.listen, "/api/health/live").await;
    report.tell("listens", http);
    if let Some(address) = settings.metrics {
        let metrics = look_at_one("metrics.listen", address, "/metrics").await;
        let is_contained = ["/.dockerenv", "/run/.containerenv"].map(Path::new);
        let is_contained = is_contained.into_iter().any(Path::exists);
        report.tell("metrics", metrics.and_then(|told| judge_reach(address, is_contained, told)));
    }
}

/// Whether the figures are kept from visitors. In a container every address is one of its own
/// networks.
fn judge_reach(address: SocketAddr, is_contained: bool, told: String) -> Finding {
    let is_near = match address.ip().to_canonical() {
        ip if ip.is_loopback() => return Ok(told),
        ip if ip.is_unspecified() => is_contained,
        IpAddr::V4(ip) => ip.is_private() || ip.is_link_local(),
        IpAddr::V6(ip) => ip.is_unique_local() || ip.is_unicast_link_local(),
    };
    if is_near {
        return Ok(format!("{told}; anyone who reaches it reads how the house sells"));
    }
    Err(format!(
        "visitors may reach {address} and read how the house sells; set `metrics.listen` to \
         127.0.0.1:{port}, or to an address of a private network",
        port = address.port()
    ))
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

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;

    #[rstest]
    #[case("0.0.0.0:9464", false)]
    #[case("[::]:9464", false)]
    #[case("203.0.113.7:9464", true)]
    #[case("[2001:db8::7]:9464", true)]
    fn figures_that_visitors_may_reach_are_wrong(
        #[case] address: SocketAddr,
        #[case] is_contained: bool,
    ) {
        let told = judge_reach(address, is_contained, String::new()).unwrap_err();
        assert!(told.contains("set `metrics.listen` to 127.0.0.1:9464"), "{told}");
    }

    #[rstest]
    #[case("127.0.0.1:9464", false)]
    #[case("[::1]:9464", false)]
    #[case("10.1.2.3:9464", false)]
    #[case("[fd00::7]:9464", false)]
    #[case("0.0.0.0:9464", true)]
    fn figures_on_this_machine_or_a_private_network_are_well(
        #[case] address: SocketAddr,
        #[case] is_contained: bool,
    ) {
        judge_reach(address, is_contained, String::new()).unwrap();
    }
}

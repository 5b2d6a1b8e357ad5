use std::net::IpAddr;

use tokio::net::lookup_host;

use super::Finding;
use crate::settings::Settings;

/// Whether the links in mail lead to the site, and staff can sign in there.
pub(super) async fn look_at(settings: &Settings) -> Finding {
    let site = &settings.http.base_url;
    let (_, rest) = site.as_str().split_once("://").unwrap_or_default();
    let port = if site.is_secure() { 443 } else { 80 };
    let address = if port_of(rest).is_some() { rest.to_owned() } else { format!("{rest}:{port}") };
    let addresses = match lookup_host(&address).await {
        Ok(addresses) => addresses.map(|address| address.ip()).collect::<Vec<_>>(),
        Err(_) => {
            return Err(format!("{rest} has no address; correct `http.base_url`, or the DNS"));
        }
    };
    judge(settings, &addresses)
}

fn judge(settings: &Settings, addresses: &[IpAddr]) -> Finding {
    let site = &settings.http.base_url;
    let listen = settings.http.listen.ip();
    if addresses.iter().all(IpAddr::is_loopback) && !listen.is_loopback() {
        return Err(format!(
            "links in mail lead to {}, which only this machine reaches, while others can reach \
             the site; set `http.base_url` to what visitors type",
            site.as_str()
        ));
    }
    let (_, rest) = site.as_str().split_once("://").unwrap_or_default();
    let listens_on = settings.http.listen.port();
    // Behind a proxy, what visitors type is the proxy's.
    if addresses.iter().all(IpAddr::is_loopback)
        && settings.http.trusted_proxies.is_empty()
        && !site.is_secure()
        && port_of(rest).unwrap_or(80) != listens_on
    {
        return Err(format!(
            "links in mail lead to {}, while the site listens on port {listens_on}; set \
             `http.base_url` to what visitors type",
            site.as_str()
        ));
    }
    if !site.is_secure() && !site.is_loopback() {
        return Err(format!(
            "staff can't sign in at {}, for browsers keep their cookie from plain HTTP; get a \
             certificate (docs/operations.md, TLS) and let `http.base_url` begin with https://",
            site.as_str()
        ));
    }
    Ok(site.as_str().to_owned())
}

/// The 1 of `host:1` and `[::1]:1`; none in `host` and `[::1]`.
fn port_of(host: &str) -> Option<u16> {
    host.rsplit_once(':').and_then(|(_, port)| port.parse().ok())
}

#[cfg(test)]
mod tests {
    use std::net::Ipv4Addr;

    use super::*;

    fn settings(variables: &[(&str, &str)]) -> Settings {
        let variables = variables.iter().map(|(name, value)| (name.into(), value.into()));
        Settings::load(None, variables).unwrap()
    }

    const HERE: IpAddr = IpAddr::V4(Ipv4Addr::LOCALHOST);
    const THERE: IpAddr = IpAddr::V4(Ipv4Addr::new(192, 0, 2, 1));

    #[test]
    fn a_site_to_try_out_is_well() {
        assert!(judge(&settings(&[]), &[HERE]).is_ok());
    }

    #[test]
    fn links_that_only_this_machine_can_follow_are_wrong_once_others_can_come() {
        let settings = settings(&[("AZIONELAB__HTTP__LISTEN", "0.0.0.0:80")]);
        assert!(judge(&settings, &[HERE]).unwrap_err().contains("`http.base_url`"));
    }

    #[test]
    fn a_site_for_others_needs_tls() {
        let base = ("AZIONELAB__HTTP__BASE_URL", "http://teatro.example");
        let told = judge(&settings(&[base]), &[THERE]).unwrap_err();
        assert!(told.contains("staff can't sign in at http://teatro.example"), "{told}");
    }

    #[test]
    fn a_link_has_to_lead_to_the_port_that_is_listened_on() {
        let elsewhere = ("AZIONELAB__HTTP__LISTEN", "127.0.0.1:8081");
        assert!(judge(&settings(&[elsewhere]), &[HERE]).is_ok());
        let base = ("AZIONELAB__HTTP__BASE_URL", "http://localhost:8080");
        let told = judge(&settings(&[elsewhere, base]), &[HERE]).unwrap_err();
        assert!(told.contains("listens on port 8081"), "{told}");
        let proxies = ("AZIONELAB__HTTP__TRUSTED_PROXIES", "127.0.0.1");
        assert!(judge(&settings(&[elsewhere, base, proxies]), &[HERE]).is_ok());
    }

    #[test]
    fn a_port_is_told_from_a_part_of_an_address() {
        assert_eq!((port_of("localhost:8080"), port_of("[::1]:80")), (Some(8080), Some(80)));
        assert_eq!((port_of("localhost"), port_of("[::1]")), (None, None));
    }
}

use std::net::IpAddr;

use tokio::net::lookup_host;

use super::Finding;
use crate::settings::Settings;

/// Checks that links in e-mails lead to the site and that staff can sign in there.
pub(super) async fn check(settings: &Settings) -> Finding {
    let site = &settings.http.base_url;
    let (_, rest) = site.as_str().split_once("://").unwrap_or_default();
    let port = if site.is_secure() { 443 } else { 80 };
    let address = if port_of(rest).is_some() { rest.to_owned() } else { format!("{rest}:{port}") };
    let addresses = match lookup_host(&address).await {
        Ok(addresses) => addresses.map(|address| address.ip()).collect::<Vec<_>>(),
        Err(_) => {
            return Err(format!("{rest} has no IP address; correct `http.base_url` or the DNS"));
        }
    };
    check_addresses(settings, &addresses)
}

fn check_addresses(settings: &Settings, addresses: &[IpAddr]) -> Finding {
    let site = &settings.http.base_url;
    let listen = settings.http.listen.ip();
    if addresses.iter().all(IpAddr::is_loopback) && !listen.is_loopback() {
        return Err(format!(
            "links in e-mails lead to {}, which only this machine can reach, but other \
             machines can reach the site; set `http.base_url` to the address that visitors use",
            site.as_str()
        ));
    }
    let (_, rest) = site.as_str().split_once("://").unwrap_or_default();
    let listens_on = settings.http.listen.port();
    // Behind a proxy, visitors use the proxy's port.
    if addresses.iter().all(IpAddr::is_loopback)
        && settings.http.trusted_proxies.is_empty()
        && !site.is_secure()
        && port_of(rest).unwrap_or(80) != listens_on
    {
        return Err(format!(
            "links in e-mails lead to {}, but the site listens on port {listens_on}; set \
             `http.base_url` to the address that visitors use",
            site.as_str()
        ));
    }
    if !site.is_secure() && !site.is_loopback() {
        return Err(format!(
            "staff cannot sign in at {}: browsers do not keep the session cookie over plain HTTP; \
             get a certificate (docs/operations.md, TLS) and use https:// in `http.base_url`",
            site.as_str()
        ));
    }
    Ok(site.as_str().to_owned())
}

/// Returns 1 for `host:1` and `[::1]:1`, and `None` for `host` and `[::1]`.
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
    fn the_default_settings_are_fine() {
        assert!(check_addresses(&settings(&[]), &[HERE]).is_ok());
    }

    #[test]
    fn loopback_links_are_wrong_when_the_site_is_public() {
        let settings = settings(&[("AZIONELAB__HTTP__LISTEN", "0.0.0.0:80")]);
        assert!(check_addresses(&settings, &[HERE]).unwrap_err().contains("`http.base_url`"));
    }

    #[test]
    fn a_public_site_needs_tls() {
        let base = ("AZIONELAB__HTTP__BASE_URL", "http://teatro.example");
        let text = check_addresses(&settings(&[base]), &[THERE]).unwrap_err();
        assert!(text.contains("staff cannot sign in at http://teatro.example"), "{text}");
    }

    #[test]
    fn the_base_address_must_use_the_listening_port() {
        let other_port = ("AZIONELAB__HTTP__LISTEN", "127.0.0.1:8081");
        assert!(check_addresses(&settings(&[other_port]), &[HERE]).is_ok());
        let base = ("AZIONELAB__HTTP__BASE_URL", "http://localhost:8080");
        let text = check_addresses(&settings(&[other_port, base]), &[HERE]).unwrap_err();
        assert!(text.contains("listens on port 8081"), "{text}");
        let proxies = ("AZIONELAB__HTTP__TRUSTED_PROXIES", "127.0.0.1");
        assert!(check_addresses(&settings(&[other_port, base, proxies]), &[HERE]).is_ok());
    }

    #[test]
    fn a_port_is_distinguished_from_a_part_of_an_address() {
        assert_eq!((port_of("localhost:8080"), port_of("[::1]:80")), (Some(8080), Some(80)));
        assert_eq!((port_of("localhost"), port_of("[::1]")), (None, None));
    }
}

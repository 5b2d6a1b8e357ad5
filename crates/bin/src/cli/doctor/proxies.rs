use std::net::IpAddr;

use ipnet::IpNet;

use super::Finding;
use crate::settings::Settings;

/// Checks that clients are distinguished. Behind a proxy that is not listed all visitors count as
/// one client.
pub(super) fn check(settings: &Settings) -> Finding {
    let http = &settings.http;
    let is_for_others = http.base_url.is_secure() || !http.base_url.is_loopback();
    let listen = http.listen.ip().to_canonical();
    let named = &http.trusted_proxies;
    if let Some(network) = named.iter().find(|network| network.prefix_len() == 0) {
        return Err(format!(
            "`http.trusted_proxies` has {network}, so every visitor can claim any address; list \
             only the addresses of the proxies"
        ));
    }
    if is_for_others && listen.is_loopback() && !trusts_this_machine(named) {
        return Err(format!(
            "only a proxy on this machine can reach {listen}, but `http.trusted_proxies` does not \
             list it: all visitors count as one client and share its limits; set \
             `http.trusted_proxies` to {listen}"
        ));
    }
    if http.base_url.is_secure() && named.is_empty() {
        return Err("https needs a proxy in front, and all visitors count as one client until \
                    `http.trusted_proxies` lists it"
            .to_owned());
    }
    if named.is_empty() {
        return Ok(
            "none; clients are distinguished by the address that they connect from".to_owned()
        );
    }
    let named = named.iter().map(ToString::to_string).collect::<Vec<_>>().join(", ");
    Ok(format!("{named} are trusted"))
}

fn trusts_this_machine(named: &[IpNet]) -> bool {
    named.iter().any(|network| match network.addr() {
        IpAddr::V4(address) => {
            address.is_loopback() || network.contains(&IpAddr::from([127, 0, 0, 1]))
        }
        IpAddr::V6(address) => {
            address.is_loopback() || network.contains(&IpAddr::from([0, 0, 0, 0, 0, 0, 0, 1]))
        }
    })
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;

    fn finding(listen: &str, base_url: &str, proxies: &str) -> Finding {
        let variables = [
            ("AZIONELAB__HTTP__LISTEN", listen),
            ("AZIONELAB__HTTP__BASE_URL", base_url),
            ("AZIONELAB__HTTP__TRUSTED_PROXIES", proxies),
        ];
        let variables = variables.map(|(name, value)| (name.into(), value.into()));
        check(&Settings::load(None, variables).unwrap())
    }

    #[rstest]
    #[case::none("127.0.0.1:8080", "https://teatro.example", "")]
    #[case::none_without_tls("127.0.0.1:8080", "http://teatro.example", "")]
    #[case::of_another_machine("127.0.0.1:8080", "https://teatro.example", "10.0.0.0/8")]
    #[case::none_over_v6("[::1]:8080", "https://teatro.example", "")]
    #[case::none_anywhere("0.0.0.0:8080", "https://teatro.example", "")]
    #[case::all_the_world("127.0.0.1:8080", "https://teatro.example", "0.0.0.0/0")]
    fn a_proxy_that_is_not_listed_is_reported(
        #[case] listen: &str,
        #[case] base_url: &str,
        #[case] proxies: &str,
    ) {
        assert!(finding(listen, base_url, proxies).unwrap_err().contains("`http.trusted_proxies`"));
    }

    #[rstest]
    #[case::to_try_out("127.0.0.1:8080", "http://localhost:8080", "")]
    #[case::open_to_a_house("0.0.0.0:80", "http://teatro.example", "")]
    #[case::named("127.0.0.1:8080", "https://teatro.example", "127.0.0.1")]
    #[case::named_over_v6("[::1]:8080", "https://teatro.example", "::1")]
    #[case::a_container("0.0.0.0:8080", "https://teatro.example", "172.30.61.0/24")]
    fn clients_are_distinguished(
        #[case] listen: &str,
        #[case] base_url: &str,
        #[case] proxies: &str,
    ) {
        finding(listen, base_url, proxies).unwrap();
    }
}

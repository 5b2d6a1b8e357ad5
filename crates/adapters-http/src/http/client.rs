//! The address of the client, read through trusted proxies only.

use axum::extract::ConnectInfo;
use azionelab_application::mail::BaseUrl;
use http::{Extensions, HeaderMap, HeaderName, Version, header, request::Parts};
use ipnet::IpNet;
use std::net::{IpAddr, SocketAddr};

const X_FORWARDED_FOR: HeaderName = HeaderName::from_static("x-forwarded-for");

/// The proxies whose `X-Forwarded-For` and `X-Request-Id` are trusted.
pub(crate) struct TrustedProxies(Vec<IpNet>);

impl TrustedProxies {
    pub const fn new(networks: Vec<IpNet>) -> Self {
        Self(networks)
    }

    pub fn trusts(&self, address: IpAddr) -> bool {
        let address = address.to_canonical();
        self.0.iter().any(|network| network.contains(&address))
    }

    /// Returns the nearest address that is not a trusted proxy's. Each proxy appends the address of
    /// its peer, so this reads the list from the end and stops after the first untrusted address.
    /// It also stops at a text that is not an address.
    pub fn client(&self, peer: IpAddr, headers: &HeaderMap) -> IpAddr {
        let mut client = peer.to_canonical();
        let values = headers.get_all(X_FORWARDED_FOR).iter().rev();
        for entry in values.flat_map(|value| value.as_bytes().rsplit(|byte| *byte == b',')) {
            if !self.trusts(client) {
                break;
            }
            let Some(next) = str::from_utf8(entry).ok().and_then(read_address) else { break };
            client = next.to_canonical();
        }
        client
    }
}

/// Accepts an address with a port, as some proxies write it.
fn read_address(entry: &str) -> Option<IpAddr> {
    let entry = entry.trim();
    entry
        .parse()
        .ok()
        .or_else(|| entry.parse().ok().map(|address: SocketAddr| address.ip()))
        .or_else(|| entry.strip_prefix('[')?.strip_suffix(']')?.parse().ok())
}

/// Returns the peer's address, or `None` if the server does not know it.
pub(crate) fn peer(extensions: &Extensions) -> Option<IpAddr> {
    extensions.get::<ConnectInfo<SocketAddr>>().map(|peer| peer.0.ip())
}

/// The key of one client: an IPv4 address, or an IPv6 network of 64 bits, since each household or
/// server has at least such a network.
pub(crate) fn key(address: IpAddr) -> u128 {
    match address.to_canonical() {
        IpAddr::V4(v4) => u128::from(v4.to_ipv6_mapped()),
        IpAddr::V6(v6) => u128::from(v6) & (u128::MAX << 64),
    }
}

/// The key of the client's network: 24 bits of an IPv4 address, 64 of an IPv6 address.
pub(crate) fn network(address: IpAddr) -> u128 {
    match address.to_canonical() {
        IpAddr::V4(v4) => u128::from(v4.to_ipv6_mapped()) & (u128::MAX << 8),
        IpAddr::V6(_) => key(address),
    }
}

/// Prefixes of the headers that proxies add when they forward a request.
const PASSED_ON: [&str; 24] = [
    "cdn-",
    "cf-",
    "client-ip",
    "fastly-",
    "fly-",
    "forwarded",
    "front-end-https",
    "incap-client-ip",
    "ngrok-",
    "tailscale-",
    "true-client-ip",
    "via",
    "x-amzn-",
    "x-appengine-",
    "x-arr-",
    "x-azure-",
    "x-client-",
    "x-cluster-client-ip",
    "x-envoy-",
    "x-forwarded",
    "x-original-",
    "x-proxy",
    "x-real-",
    "x-scheme",
];

/// Whether the request comes from a browser on this machine: the connection is local, no proxy
/// forwarded the request, and `Host` is a name of this machine. Without the last condition, a
/// foreign name that resolves to this machine would let any site read local pages. No browser
/// speaks HTTP/1.0, but nginx does by default.
pub(crate) fn is_local(parts: &Parts) -> bool {
    let passed_on = |name: &HeaderName| PASSED_ON.iter().any(|of| name.as_str().starts_with(of));
    let headers = &parts.headers;
    peer(&parts.extensions).is_some_and(|peer| peer.to_canonical().is_loopback())
        && parts.version >= Version::HTTP_11
        && !headers.keys().any(passed_on)
        && means_this_machine(headers)
}

/// Whether `Host` is a loopback name or address.
pub(crate) fn means_this_machine(headers: &HeaderMap) -> bool {
    headers
        .get(header::HOST)
        .and_then(|host| host.to_str().ok())
        .and_then(|host| BaseUrl::parse(&format!("http://{host}")).ok())
        .is_some_and(|meant| meant.is_loopback())
}

#[cfg(test)]
mod tests {
    use super::*;
    use rstest::rstest;

    fn forwarded(values: &[&str]) -> HeaderMap {
        values.iter().map(|value| (X_FORWARDED_FOR, value.parse().unwrap())).collect()
    }

    #[rstest]
    #[case::no_proxy("203.0.113.9", &[], "203.0.113.9")]
    #[case::a_stranger_lies("203.0.113.9", &["198.51.100.1"], "203.0.113.9")]
    #[case::one_proxy("10.0.0.1", &["203.0.113.9"], "203.0.113.9")]
    #[case::a_visitor_lies_to_the_proxy("10.0.0.1", &["1.1.1.1, 203.0.113.9"], "203.0.113.9")]
    #[case::two_proxies("10.0.0.1", &["203.0.113.9, 10.0.0.2"], "203.0.113.9")]
    #[case::two_lines("10.0.0.1", &["1.1.1.1", "203.0.113.9, 10.0.0.2"], "203.0.113.9")]
    #[case::all_trusted("10.0.0.1", &["10.0.0.3,10.0.0.2"], "10.0.0.3")]
    #[case::nothing_said("10.0.0.1", &[], "10.0.0.1")]
    #[case::no_address("10.0.0.1", &["203.0.113.9, unknown"], "10.0.0.1")]
    #[case::empty("10.0.0.1", &[""], "10.0.0.1")]
    #[case::with_a_port("10.0.0.1", &["203.0.113.9:4711"], "203.0.113.9")]
    #[case::v6("10.0.0.1", &["[2001:db8::1]:4711"], "2001:db8::1")]
    #[case::v6_in_brackets("10.0.0.1", &["[2001:db8::1]"], "2001:db8::1")]
    #[case::mapped_peer("::ffff:10.0.0.1", &["::ffff:203.0.113.9"], "203.0.113.9")]
    #[case::v6_proxy("fd00::1", &["203.0.113.9"], "203.0.113.9")]
    fn the_client_is_the_nearest_untrusted_address(
        #[case] peer: IpAddr,
        #[case] values: &[&str],
        #[case] client: IpAddr,
    ) {
        let proxies = ["10.0.0.0/8", "fd00::/8"].map(|network| network.parse().unwrap());
        let proxies = TrustedProxies::new(proxies.to_vec());
        assert_eq!(proxies.client(peer, &forwarded(values)), client);
    }

    #[test]
    fn a_network_of_64_bits_is_one_client() {
        let key = |text: &str| key(text.parse().unwrap());
        assert_eq!(key("2001:db8::1"), key("2001:db8::ffff:1"));
        assert_ne!(key("2001:db8::1"), key("2001:db8:0:1::1"));
        assert_ne!(key("203.0.113.1"), key("203.0.113.2"));
        assert_eq!(key("203.0.113.1"), key("::ffff:203.0.113.1"));
    }

    #[test]
    fn neighbours_share_a_network() {
        let network = |text: &str| network(text.parse().unwrap());
        assert_eq!(network("203.0.113.1"), network("203.0.113.254"));
        assert_ne!(network("203.0.113.1"), network("203.0.114.1"));
        assert_eq!(network("2001:db8::1"), network("2001:db8::ffff:1"));
    }
}

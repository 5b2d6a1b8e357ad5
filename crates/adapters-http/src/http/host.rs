//! The hosts that the site answers to. Other names that resolve to this machine (DNS rebinding)
//! would let foreign pages read ours.

use axum::extract::Request;
use azionelab_application::mail::BaseUrl;
use http::header;
use std::net::IpAddr;

pub(crate) struct Hosts {
    own: Option<Host>,
    /// Whether any IP address is accepted. Nobody can make an address resolve elsewhere, and a
    /// phone in the same network can try a site that has no name yet.
    takes_addresses: bool,
}

#[derive(Debug, PartialEq, Eq)]
enum Host {
    Name(String),
    Address(IpAddr),
}

impl Hosts {
    pub fn of(base_url: &BaseUrl) -> Self {
        let host = base_url.as_str().split_once("://").map_or("", |(_, host)| host);
        Self {
            own: Host::read(host),
            takes_addresses: base_url.is_loopback() && !base_url.is_secure(),
        }
    }

    /// Whether the request is for this site. A request without a host does not come from a browser.
    pub fn are_meant_by(&self, request: &Request) -> bool {
        let header = request.headers().get(header::HOST);
        let authority = request.uri().authority();
        let Some(host) = header
            .map(|host| host.to_str().unwrap_or_default())
            .or(authority.map(http::uri::Authority::as_str))
        else {
            return true;
        };
        let Some(host) = Host::read(host) else { return false };
        Some(&host) == self.own.as_ref()
            || host.is_loopback()
            || (self.takes_addresses && matches!(host, Host::Address(_)))
    }
}

impl Host {
    /// Parses a name or an address with an optional port.
    fn read(text: &str) -> Option<Self> {
        let (host, port) = match text.strip_prefix('[') {
            Some(rest) => {
                let (v6, rest) = rest.split_once(']')?;
                let port = if rest.is_empty() { "" } else { rest.strip_prefix(':')? };
                return is_port(port).then(|| v6.parse().ok().map(Self::Address)).flatten();
            }
            None => text.split_once(':').unwrap_or((text, "")),
        };
        if !is_port(port) {
            return None;
        }
        if let Ok(address) = host.parse() {
            return Some(Self::Address(address));
        }
        // The dot after a fully qualified name is optional.
        let name = idna::domain_to_ascii(host.strip_suffix('.').unwrap_or(host)).ok()?;
        (!name.is_empty()).then_some(Self::Name(name))
    }

    fn is_loopback(&self) -> bool {
        match self {
            Self::Name(name) => name == "localhost",
            Self::Address(address) => address.to_canonical().is_loopback(),
        }
    }
}

fn is_port(text: &str) -> bool {
    text.len() <= 5 && text.bytes().all(|digit| digit.is_ascii_digit())
}

#[cfg(test)]
mod tests {
    use super::*;
    use axum::body::Body;
    use rstest::rstest;

    #[rstest]
    #[case::its_own("https://teatro.example", "teatro.example", true)]
    #[case::in_capitals("https://teatro.example", "Teatro.Example:443", true)]
    #[case::with_a_dot("https://teatro.example", "teatro.example.", true)]
    #[case::another_port("https://teatro.example", "teatro.example:8080", true)]
    #[case::beyond_ascii("https://caffè.example", "xn--caff-8oa.example", true)]
    #[case::another("https://teatro.example", "evil.example", false)]
    #[case::below_it("https://teatro.example", "evil.teatro.example", false)]
    #[case::it_begins_so("https://teatro.example", "teatro.example.evil.example", false)]
    #[case::empty("https://teatro.example", "", false)]
    #[case::no_port("https://teatro.example", "teatro.example:80a", false)]
    #[case::this_machine("https://teatro.example", "localhost:8080", true)]
    #[case::this_machine_v4("https://teatro.example", "127.0.0.1", true)]
    #[case::this_machine_v6("https://teatro.example", "[::1]:8080", true)]
    #[case::below_this_machine("https://teatro.example", "localhost.evil.example", false)]
    #[case::an_address("https://teatro.example", "192.168.1.5:8080", false)]
    #[case::a_telephone_tries_it("http://localhost:8080", "192.168.1.5:8080", true)]
    #[case::a_telephone_v6("http://localhost:8080", "[fe80::1]:8080", true)]
    #[case::a_name_tries_it("http://localhost:8080", "evil.example:8080", false)]
    #[case::half_an_address("http://localhost:8080", "[::1", false)]
    #[case::its_own_address("http://192.168.1.5:8080", "192.168.1.5:8080", true)]
    #[case::another_address("http://192.168.1.5:8080", "192.168.1.6:8080", false)]
    fn only_the_sites_own_names_are_accepted(
        #[case] base_url: &str,
        #[case] host: &str,
        #[case] is_meant: bool,
    ) {
        let hosts = Hosts::of(&BaseUrl::parse(base_url).unwrap());
        let request = Request::builder().header("host", host).body(Body::empty()).unwrap();
        assert_eq!(hosts.are_meant_by(&request), is_meant);
    }
}

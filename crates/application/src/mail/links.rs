use crate::programme::ImageHash;
use azionelab_domain::{Secret, Slug, Ticket};
use std::net::{IpAddr, Ipv6Addr};
use thiserror::Error;

#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
#[error("is not http:// or https:// with a host and nothing after it")]
pub struct BaseUrlError;

/// The public address of the site: scheme, host and optional port, without a slash at the end.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BaseUrl(String);

impl BaseUrl {
    /// Removes slashes at the end.
    pub fn parse(text: &str) -> Result<Self, BaseUrlError> {
        let text = text.trim().trim_end_matches('/');
        let host = text
            .strip_prefix("https://")
            .or_else(|| text.strip_prefix("http://"))
            .ok_or(BaseUrlError)?;
        let plain = !host.is_empty()
            && !host.contains(|c: char| {
                c.is_whitespace() || c.is_control() || matches!(c, '/' | '?' | '#' | '@' | '\\')
            });
        plain.then(|| Self(text.to_owned())).ok_or(BaseUrlError)
    }

    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Whether it uses TLS.
    pub fn is_secure(&self) -> bool {
        self.0.starts_with("https://")
    }

    /// Whether its host is `localhost` or a loopback address.
    pub fn is_loopback(&self) -> bool {
        let host = self.0.split_once("://").map_or("", |(_, host)| host);
        if let Some(rest) = host.strip_prefix('[') {
            let address = rest.split_once(']').and_then(|(v6, _)| v6.parse::<Ipv6Addr>().ok());
            return address.is_some_and(|address| address.is_loopback());
        }
        let name = host.rsplit_once(':').map_or(host, |(name, _)| name);
        name.eq_ignore_ascii_case("localhost")
            || name.parse::<IpAddr>().is_ok_and(|address| address.is_loopback())
    }
}

/// Creates the links in mails and QR codes. Secrets are in the fragment (after `#`), which browsers
/// do not send to servers.
#[derive(Debug, Clone)]
pub struct Links(BaseUrl);

impl Links {
    pub const fn new(base: BaseUrl) -> Self {
        Self(base)
    }

    /// The holder's page.
    pub fn reservation(&self, secret: &Secret) -> String {
        format!("{}/reservation#{}", self.0.as_str(), secret.reveal())
    }

    /// The page on which staff choose a password.
    pub fn staff(&self, secret: &Secret) -> String {
        format!("{}/staff-link#{}", self.0.as_str(), secret.reveal())
    }

    pub fn show(&self, slug: &Slug) -> String {
        format!("{}/shows/{slug}", self.0.as_str())
    }

    /// The page with all dates.
    pub fn calendar(&self) -> String {
        format!("{}/calendar", self.0.as_str())
    }

    /// A poster image as JPEG, which all mail programs show.
    pub fn poster(&self, image: ImageHash) -> String {
        format!("{}/api/v1/media/{image}.jpg", self.0.as_str())
    }

    /// The content of the QR code.
    pub fn ticket(&self, ticket: &Ticket) -> String {
        format!("{}/t#{}", self.0.as_str(), ticket.reveal())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_base_address_ends_with_its_host() {
        assert_eq!(
            BaseUrl::parse("http://localhost:8080/").unwrap().as_str(),
            "http://localhost:8080"
        );
        for bad in
            ["", "localhost", "ftp://a", "https://", "https://a/b", "https://a?b", "https://u@a"]
        {
            assert_eq!(BaseUrl::parse(bad), Err(BaseUrlError), "{bad}");
        }
    }

    #[test]
    fn loopback_addresses_are_recognised() {
        for (host, is_loopback) in [
            ("localhost", true),
            ("LOCALHOST:8080", true),
            ("127.0.0.1:8080", true),
            ("127.1.2.3", true),
            ("[::1]:8080", true),
            ("[::1]", true),
            ("teatro.example:8080", false),
            ("localhost.evil.example", false),
            ("192.168.1.5", false),
            ("0.0.0.0:8080", false),
            ("[2001:db8::1]:8080", false),
        ] {
            let url = BaseUrl::parse(&format!("http://{host}")).unwrap();
            assert_eq!(url.is_loopback(), is_loopback, "{host}");
        }
    }

    #[test]
    fn secrets_are_in_the_fragment() {
        let links = Links::new(BaseUrl::parse("https://teatro.example").unwrap());
        let secret = Secret::from_random([1; 32]);
        let link = links.reservation(&secret);
        assert_eq!(link, format!("https://teatro.example/reservation#{}", secret.reveal()));
        let link = links.staff(&secret);
        assert_eq!(link, format!("https://teatro.example/staff-link#{}", secret.reveal()));
        assert!(links.ticket(&secret.ticket()).starts_with("https://teatro.example/t#"));
    }
}

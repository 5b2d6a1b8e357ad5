use crate::http::{client, state::App};
use axum::extract::FromRequestParts;
use azionelab_application::accounts::SignedIn;
use azionelab_domain::Secret;
use http::{HeaderMap, header, request::Parts};
use jiff::fmt::rfc2822::DateTimePrinter;
use std::{convert::Infallible, sync::Arc};

/// How long a browser keeps the device's cookie, in seconds: 400 days, the longest that any does
/// (RFC 6265bis, section 5.6.2).
const DEVICE_KEPT: u32 = 400 * 24 * 60 * 60;

/// How the cookies of staff are named and protected.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum StaffCookies {
    /// Sent back over TLS only and to this very host (RFC 6265bis, section 4.1.3).
    Protected,
    /// For a site tried out over plain HTTP on this machine: Safari rejects `Secure` there.
    Plain,
}

impl StaffCookies {
    /// Plain only where neither the site nor the request leaves this machine.
    pub fn of(app: &App, headers: &HeaderMap) -> Self {
        let base_url = &app.settings.base_url;
        let is_plain = !base_url.is_secure() && base_url.is_loopback();
        if is_plain && client::means_this_machine(headers) { Self::Plain } else { Self::Protected }
    }

    const fn session_name(self) -> &'static str {
        match self {
            Self::Protected => "__Host-azionelab",
            Self::Plain => "azionelab",
        }
    }

    const fn device_name(self) -> &'static str {
        match self {
            Self::Protected => "__Host-azionelab-device",
            Self::Plain => "azionelab-device",
        }
    }

    const fn protection(self) -> &'static str {
        match self {
            Self::Protected => "Path=/; Secure; HttpOnly; SameSite=Lax",
            Self::Plain => "Path=/; HttpOnly; SameSite=Lax",
        }
    }

    /// The token in the session's cookie.
    pub fn session_token(self, headers: &HeaderMap) -> Option<Secret> {
        token_in(headers, self.session_name())
    }

    /// The token that a device is known by.
    pub fn device_token(self, headers: &HeaderMap) -> Option<Secret> {
        token_in(headers, self.device_name())
    }

    /// The cookie of a session.
    pub fn session(self, signed_in: &SignedIn) -> String {
        let (name, protection) = (self.session_name(), self.protection());
        let token = signed_in.token.reveal();
        // A time that HTTP can't write is one thousands of years away.
        let expires = DateTimePrinter::new()
            .timestamp_to_rfc9110_string(&signed_in.expires_at)
            .map(|at| format!("; Expires={at}"))
            .unwrap_or_default();
        format!("{name}={token}; {protection}{expires}")
    }

    /// The cookie that takes the session's away.
    pub fn cleared_session(self) -> String {
        format!("{}=; {}; Max-Age=0", self.session_name(), self.protection())
    }

    /// The cookie that a device is known by. It stays when a session ends.
    pub fn device(self, token: &Secret) -> String {
        let (name, protection) = (self.device_name(), self.protection());
        format!("{name}={}; {protection}; Max-Age={DEVICE_KEPT}", token.reveal())
    }
}

impl FromRequestParts<Arc<App>> for StaffCookies {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, app: &Arc<App>) -> Result<Self, Infallible> {
        Ok(Self::of(app, &parts.headers))
    }
}

/// The token in a cookie of this name.
fn token_in(headers: &HeaderMap, name: &str) -> Option<Secret> {
    headers
        .get_all(header::COOKIE)
        .iter()
        .filter_map(|value| value.to_str().ok())
        .flat_map(|value| value.split(';'))
        .filter_map(|cookie| cookie.trim().strip_prefix(name)?.strip_prefix('='))
        .find_map(|token| Secret::parse(token).ok())
}

#[cfg(test)]
mod tests {
    use super::*;
    use rstest::rstest;

    #[rstest]
    #[case(StaffCookies::Protected, "__Host-azionelab")]
    #[case(StaffCookies::Plain, "azionelab")]
    fn the_session_cookie_is_found_among_others(
        #[case] cookies: StaffCookies,
        #[case] name: &str,
        #[values("", "a=b", "{name}", "{name}=short", "x{name}={token}", "{name}-device={token}")]
        none: &str,
    ) {
        let token = Secret::from_random([1; 32]).reveal();
        let found = |text: &str| {
            let text = text.replace("{name}", name).replace("{token}", &token);
            let headers = HeaderMap::from_iter([(header::COOKIE, text.parse().unwrap())]);
            cookies.session_token(&headers).is_some()
        };
        assert!(found("a=b; {name}={token}; c=d"));
        assert!(!found(none));
    }

    #[test]
    fn a_cookie_that_any_page_of_the_domain_can_set_is_not_read_over_tls() {
        let token = Secret::from_random([1; 32]).reveal();
        let text = format!("azionelab={token}; azionelab-device={token}");
        let headers = HeaderMap::from_iter([(header::COOKIE, text.parse().unwrap())]);
        assert!(StaffCookies::Protected.session_token(&headers).is_none());
        assert!(StaffCookies::Protected.device_token(&headers).is_none());
        assert!(StaffCookies::Plain.device_token(&headers).is_some());
    }
}

use crate::http::{client, state::App};
use axum::extract::FromRequestParts;
use azionelab_application::accounts::SignedIn;
use azionelab_domain::Secret;
use http::{HeaderMap, header, request::Parts};
use jiff::fmt::rfc2822::DateTimePrinter;
use std::{convert::Infallible, sync::Arc};

/// In seconds: 400 days, the longest that browsers keep a cookie (RFC 6265bis, section 5.6.2).
const DEVICE_KEPT: u32 = 400 * 24 * 60 * 60;

/// The names and attributes of the cookies for staff.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum StaffCookies {
    /// Sent over TLS and to this host only (RFC 6265bis, section 4.1.3).
    Protected,
    /// For trying the site on this machine over plain HTTP, where Safari rejects `Secure`.
    Plain,
}

impl StaffCookies {
    /// Plain only if both the site and the request stay on this machine.
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

    pub fn session_token(self, headers: &HeaderMap) -> Option<Secret> {
        token_in(headers, self.session_name())
    }

    pub fn device_token(self, headers: &HeaderMap) -> Option<Secret> {
        token_in(headers, self.device_name())
    }

    pub fn session(self, signed_in: &SignedIn) -> String {
        let (name, protection) = (self.session_name(), self.protection());
        let token = signed_in.token.reveal();
        // A time that HTTP cannot express is thousands of years away.
        let expires = DateTimePrinter::new()
            .timestamp_to_rfc9110_string(&signed_in.expires_at)
            .map(|at| format!("; Expires={at}"))
            .unwrap_or_default();
        format!("{name}={token}; {protection}{expires}")
    }

    /// Returns the cookie that deletes the session cookie.
    pub fn cleared_session(self) -> String {
        format!("{}=; {}; Max-Age=0", self.session_name(), self.protection())
    }

    /// Returns the cookie that identifies the browser. It stays when a session ends.
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
    fn a_cookie_without_the_host_prefix_is_not_read_over_tls() {
        let token = Secret::from_random([1; 32]).reveal();
        let text = format!("azionelab={token}; azionelab-device={token}");
        let headers = HeaderMap::from_iter([(header::COOKIE, text.parse().unwrap())]);
        assert!(StaffCookies::Protected.session_token(&headers).is_none());
        assert!(StaffCookies::Protected.device_token(&headers).is_none());
        assert!(StaffCookies::Plain.device_token(&headers).is_some());
    }
}

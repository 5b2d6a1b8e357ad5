use std::sync::Arc;

use axum::extract::FromRequestParts;
use azionelab_application::{SignedIn, ports::StaffMember};
use azionelab_domain::Secret;
use http::{HeaderMap, header, request::Parts};
use jiff::fmt::rfc2822::DateTimePrinter;

use crate::{app::App, problem::ApiError};

/// With this prefix a browser takes the cookie over TLS (or on the same machine) only, and for
/// this very host (RFC 6265bis, section 4.1.3).
const COOKIE: &str = "__Host-azionelab";

/// Somebody who works here and is signed in.
pub(crate) struct Staff(pub StaffMember);

impl FromRequestParts<Arc<App>> for Staff {
    type Rejection = ApiError;

    async fn from_request_parts(parts: &mut Parts, app: &Arc<App>) -> Result<Self, ApiError> {
        let token = session_token(&parts.headers).ok_or(ApiError::NotSignedIn)?;
        let member = app.use_cases.who_is_signed_in.execute(&token).await?;
        let member = member.ok_or(ApiError::NotSignedIn)?;
        app.session_is_valid(&token);
        Ok(Self(member))
    }
}

/// The same, with what proves the session.
pub(crate) struct OwnSession {
    pub who: StaffMember,
    pub token: Secret,
}

impl FromRequestParts<Arc<App>> for OwnSession {
    type Rejection = ApiError;

    async fn from_request_parts(parts: &mut Parts, app: &Arc<App>) -> Result<Self, ApiError> {
        let Staff(who) = Staff::from_request_parts(parts, app).await?;
        let token = session_token(&parts.headers).ok_or(ApiError::NotSignedIn)?;
        Ok(Self { who, token })
    }
}

/// The token in the session's cookie.
pub(crate) fn session_token(headers: &HeaderMap) -> Option<Secret> {
    token_in(headers, COOKIE)
}

/// The token in a cookie of this name.
pub(super) fn token_in(headers: &HeaderMap, name: &str) -> Option<Secret> {
    headers
        .get_all(header::COOKIE)
        .iter()
        .filter_map(|value| value.to_str().ok())
        .flat_map(|value| value.split(';'))
        .filter_map(|cookie| cookie.trim().strip_prefix(name)?.strip_prefix('='))
        .find_map(|token| Secret::parse(token).ok())
}

/// The cookie of a session.
pub(crate) fn session_cookie(signed_in: &SignedIn) -> String {
    let token = signed_in.token.reveal();
    // A time that HTTP can't write is one thousands of years away.
    let expires = DateTimePrinter::new()
        .timestamp_to_rfc9110_string(&signed_in.expires_at)
        .map(|at| format!("; Expires={at}"))
        .unwrap_or_default();
    format!("{COOKIE}={token}; Path=/; Secure; HttpOnly; SameSite=Lax{expires}")
}

/// The cookie that takes the session's away.
pub(crate) fn cleared_cookie() -> String {
    format!("{COOKIE}=; Path=/; Secure; HttpOnly; SameSite=Lax; Max-Age=0")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_cookie_is_found_among_others() {
        let token = Secret::from_random([1; 32]).reveal();
        let headers =
            |cookies: &str| HeaderMap::from_iter([(header::COOKIE, cookies.parse().unwrap())]);
        assert!(session_token(&headers(&format!("a=b; {COOKIE}={token}; c=d"))).is_some());
        for none in ["", "a=b", COOKIE, "__Host-azionelab=short", "x__Host-azionelab=1"] {
            assert!(session_token(&headers(none)).is_none(), "{none}");
        }
    }
}

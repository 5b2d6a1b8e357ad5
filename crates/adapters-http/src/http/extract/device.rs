use super::StaffCookies;
use crate::http::state::App;
use axum::extract::FromRequestParts;
use azionelab_application::accounts::DeviceName;
use azionelab_domain::Secret;
use http::{HeaderMap, header, request::Parts};
use std::{convert::Infallible, sync::Arc};

/// Browsers by a mark in `User-Agent`. Most agents also contain marks from further down.
const BROWSERS: [(&str, &str); 12] = [
    ("Edg", "Edge"),
    ("OPR/", "Opera"),
    ("SamsungBrowser/", "Samsung Internet"),
    ("Vivaldi/", "Vivaldi"),
    ("Firefox/", "Firefox"),
    ("FxiOS/", "Firefox"),
    ("CriOS/", "Chrome"),
    ("HeadlessChrome/", "Chrome"),
    ("Chromium/", "Chromium"),
    ("Chrome/", "Chrome"),
    ("Safari/", "Safari"),
    ("curl/", "curl"),
];

/// Operating systems by a mark in `User-Agent`.
const SYSTEMS: [(&str, &str); 7] = [
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Android", "Android"),
    ("CrOS", "ChromeOS"),
    ("Windows", "Windows"),
    ("Macintosh", "macOS"),
    ("Linux", "Linux"),
];

/// The browser that signs in.
pub(crate) struct Device {
    /// A name by which its owner recognises it.
    pub name: DeviceName,
    /// The token from an earlier sign-in, if there was one.
    pub token: Option<Secret>,
}

impl FromRequestParts<Arc<App>> for Device {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, app: &Arc<App>) -> Result<Self, Infallible> {
        let headers = &parts.headers;
        let token = StaffCookies::of(app, headers).device_token(headers);
        Ok(Self { name: name(headers), token })
    }
}

/// Two words, the browser and the system, that need no translation.
fn name(headers: &HeaderMap) -> DeviceName {
    let agent = headers.get(header::USER_AGENT).and_then(|agent| agent.to_str().ok());
    let agent = agent.unwrap_or_default();
    let known = |table: &[(&str, &'static str)]| {
        table.iter().find(|(mark, _)| agent.contains(mark)).map(|(_, name)| *name)
    };
    let words: Vec<_> = [known(&BROWSERS), known(&SYSTEMS)].into_iter().flatten().collect();
    DeviceName::new(&words.join(" · "))
}

#[cfg(test)]
mod tests {
    use super::*;
    use rstest::rstest;

    #[rstest]
    #[case(
        "Mozilla/5.0 (Android 15; Mobile; rv:140.0) Gecko/140.0 Firefox/140.0",
        "Firefox · Android"
    )]
    #[case(
        "Mozilla/5.0 (Linux; Android 10; K) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Mobile Safari/537.36",
        "Chrome · Android"
    )]
    #[case(
        "Mozilla/5.0 (iPhone; CPU iPhone OS 18_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.5 Mobile/15E148 Safari/604.1",
        "Safari · iPhone"
    )]
    #[case(
        "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Safari/537.36 Edg/140.0.0.0",
        "Edge · Windows"
    )]
    #[case("curl/8.14.1", "curl")]
    #[case("<script>alert(1)</script>", "")]
    #[case("", "")]
    fn a_device_is_named_by_its_browser_and_system(#[case] agent: &str, #[case] expected: &str) {
        let headers = HeaderMap::from_iter([(header::USER_AGENT, agent.parse().unwrap())]);
        assert_eq!(name(&headers).as_str(), expected);
    }

    #[test]
    fn a_request_without_a_user_agent_has_no_device_name() {
        assert_eq!(name(&HeaderMap::new()), DeviceName::default());
    }
}

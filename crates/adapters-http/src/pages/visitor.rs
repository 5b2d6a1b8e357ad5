use super::answer;
use crate::http::{client, language, problem::ApiError, state::App};
use axum::{extract::FromRequestParts, response::Response};
use azionelab_domain::Locale;
use http::{HeaderMap, header, request::Parts, uri::PathAndQuery};
use std::sync::Arc;

/// The parts of a request that a page depends on.
pub(crate) struct Visitor {
    /// The requested address with its query; `/` if browsers might read it as another host.
    pub place: String,
    /// The address of the site.
    pub base: String,
    /// The language of the page.
    pub language: Locale,
    /// The language in the query, if any.
    pub requested: Option<Locale>,
    /// `dark` or `light`; `None` to follow the device.
    pub theme: Option<&'static str>,
    /// Whether the visitor may see the local mailbox.
    pub sees_mailbox: bool,
}

impl Visitor {
    /// The value of a parameter in the requested address.
    pub fn parameter(&self, name: &str) -> Option<&str> {
        let (_, query) = self.place.split_once('?')?;
        query.split('&').find_map(|pair| pair.strip_prefix(name)?.strip_prefix('='))
    }

    pub(crate) fn of(app: &App, parts: &Parts) -> Self {
        let requested = parts.uri.query().and_then(|query| {
            query.split('&').find_map(|pair| exactly(pair.strip_prefix("lang=")?))
        });
        let headers = &parts.headers;
        let language = requested
            .or_else(|| exactly(cookie(headers, "language")?))
            .unwrap_or_else(|| language::of_visitor(headers));
        let theme = cookie(headers, "theme");
        let place = parts.uri.path_and_query().map(PathAndQuery::as_str);
        let place = place.filter(|place| is_on_this_site(place)).unwrap_or("/").to_owned();
        Self {
            place,
            base: app.settings.base_url.as_str().to_owned(),
            language,
            requested,
            theme: theme.and_then(|theme| ["dark", "light"].into_iter().find(|of| *of == theme)),
            sees_mailbox: app.mailbox.is_some() && client::is_local(parts),
        }
    }
}

/// Whether browsers read it as a path on this host.
fn is_on_this_site(place: &str) -> bool {
    place.starts_with('/') && !place.starts_with("//") && !place.contains('\\')
}

fn exactly(tag: &str) -> Option<Locale> {
    Locale::ALL.into_iter().find(|locale| locale.tag() == tag)
}

fn cookie<'a>(headers: &'a HeaderMap, name: &str) -> Option<&'a str> {
    let values = headers.get_all(header::COOKIE).iter().filter_map(|value| value.to_str().ok());
    values
        .flat_map(|value| value.split(';'))
        .find_map(|cookie| cookie.trim().strip_prefix(name)?.strip_prefix('='))
}

/// A program that asks for a file about the site. It gets errors as problem documents.
pub(super) struct Reader {
    pub language: Locale,
}

impl FromRequestParts<Arc<App>> for Reader {
    type Rejection = ApiError;

    async fn from_request_parts(parts: &mut Parts, app: &Arc<App>) -> Result<Self, ApiError> {
        app.may_read(&parts.extensions, &parts.headers)?;
        Ok(Self { language: Visitor::of(app, parts).language })
    }
}

impl FromRequestParts<Arc<App>> for Visitor {
    /// A client over its limit gets the shell without data.
    type Rejection = Response;

    async fn from_request_parts(parts: &mut Parts, app: &Arc<App>) -> Result<Self, Response> {
        let visitor = Self::of(app, parts);
        match app.may_read(&parts.extensions, &parts.headers) {
            Ok(()) => Ok(visitor),
            Err(problem) => Err(answer::without_answers(app, &visitor, &problem)),
        }
    }
}

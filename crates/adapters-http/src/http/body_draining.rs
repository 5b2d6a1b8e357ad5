//! Reads the rest of large request bodies that a handler refused.

use super::{extract::drain, state::App};
use axum::{
    body::Body,
    extract::{Request, State},
    middleware::Next,
    response::Response,
};
use futures_util::stream;
use http::{HeaderMap, header};
use http_body_util::BodyExt as _;
use std::{
    mem,
    sync::{Arc, Mutex, PoisonError},
};

/// Reads the rest of a refused large body before answering. A client that is still sending, in most
/// cases a proxy, would otherwise find the connection closed and get no answer.
pub(crate) async fn drain_refused(
    State(app): State<Arc<App>>,
    request: Request,
    next: Next,
) -> Response {
    if !is_large(request.headers(), app.settings.max_body) {
        return next.run(request).await;
    }
    let (parts, body) = request.into_parts();
    let remaining = RemainingBody::default();
    let returned = ReturnedBody { body, remaining: remaining.clone() }.into_body();
    let response = next.run(Request::from_parts(parts, returned)).await;
    let rest = remaining.lock().unwrap_or_else(PoisonError::into_inner).take();
    if let Some(rest) = rest {
        drain(rest, app.settings.max_picture).await;
    }
    response
}

/// Whether the body is larger than the server drains by itself. A client that sent `Expect` waits
/// before it sends the body.
fn is_large(headers: &HeaderMap, most: usize) -> bool {
    let length = headers.get(header::CONTENT_LENGTH).and_then(|length| length.to_str().ok());
    length.and_then(|length| length.parse().ok()).is_some_and(|length: usize| length > most)
        && !headers.contains_key(header::EXPECT)
}

type RemainingBody = Arc<Mutex<Option<Body>>>;

/// Gives the body back when it is dropped.
struct ReturnedBody {
    body: Body,
    remaining: RemainingBody,
}

impl ReturnedBody {
    fn into_body(self) -> Body {
        Body::from_stream(stream::unfold(self, |mut returned| async move {
            let frame = returned.body.frame().await?;
            // A frame without data is a trailer.
            Some((frame.map(|frame| frame.into_data().unwrap_or_default()), returned))
        }))
    }
}

impl Drop for ReturnedBody {
    fn drop(&mut self) {
        let body = mem::take(&mut self.body);
        *self.remaining.lock().unwrap_or_else(PoisonError::into_inner) = Some(body);
    }
}

//! Large bodies that were refused without being read.

use super::{extract::let_pass, state::App};
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

/// Takes in what was left of a large body before its answer is given: a client that is still sending, a
/// proxy above all, would find the connection closed and hear no answer.
pub(crate) async fn take_in(State(app): State<Arc<App>>, request: Request, next: Next) -> Response {
    if !is_large(request.headers(), app.settings.max_body) {
        return next.run(request).await;
    }
    let (parts, body) = request.into_parts();
    let unread = Unread::default();
    let lent = Lent { body, unread: unread.clone() }.into_body();
    let response = next.run(Request::from_parts(parts, lent)).await;
    let rest = unread.lock().unwrap_or_else(PoisonError::into_inner).take();
    if let Some(rest) = rest {
        let_pass(rest, app.settings.max_picture).await;
    }
    response
}

/// Whether more is sent than a connection takes in by itself, by who did not ask first whether to.
fn is_large(headers: &HeaderMap, most: usize) -> bool {
    let length = headers.get(header::CONTENT_LENGTH).and_then(|length| length.to_str().ok());
    length.and_then(|length| length.parse().ok()).is_some_and(|length: usize| length > most)
        && !headers.contains_key(header::EXPECT)
}

type Unread = Arc<Mutex<Option<Body>>>;

/// A body that is given back when it is dropped.
struct Lent {
    body: Body,
    unread: Unread,
}

impl Lent {
    fn into_body(self) -> Body {
        Body::from_stream(stream::unfold(self, |mut lent| async move {
            let frame = lent.body.frame().await?;
            // What is no data is a trailer, and says nothing.
            Some((frame.map(|frame| frame.into_data().unwrap_or_default()), lent))
        }))
    }
}

impl Drop for Lent {
    fn drop(&mut self) {
        let body = mem::take(&mut self.body);
        *self.unread.lock().unwrap_or_else(PoisonError::into_inner) = Some(body);
    }
}

use axum::{
    Json,
    response::{IntoResponse, Response},
};
use azionelab_application::ports::{Version, Versioned};
use http::{HeaderValue, header};
use serde::Serialize;

/// An answer with its version as `ETag`, for things that can be edited.
pub(crate) struct Tagged<T> {
    body: T,
    version: Version,
}

impl<T> Tagged<T> {
    pub const fn new(body: T, version: Version) -> Self {
        Self { body, version }
    }
}

impl<T: From<Versioned<U>>, U> From<Versioned<U>> for Tagged<T> {
    fn from(versioned: Versioned<U>) -> Self {
        Self { version: versioned.version, body: versioned.into() }
    }
}

impl<T: Serialize> IntoResponse for Tagged<T> {
    fn into_response(self) -> Response {
        let tag = format!("\"v{}\"", self.version.0);
        // Digits between quotes are always a valid header value.
        let tag = HeaderValue::try_from(tag).unwrap_or(HeaderValue::from_static("\"v0\""));
        ([(header::ETAG, tag)], Json(self.body)).into_response()
    }
}

use axum::{
    Json,
    response::{IntoResponse, Response},
};
use http::header;
use serde::Serialize;

/// A public answer. Caches may store it and must revalidate it each time.
pub(crate) struct Public<T>(pub T);

impl<T: Serialize> IntoResponse for Public<T> {
    fn into_response(self) -> Response {
        ([(header::CACHE_CONTROL, "no-cache")], Json(self.0)).into_response()
    }
}

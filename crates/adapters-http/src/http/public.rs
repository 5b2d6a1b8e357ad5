use axum::{
    Json,
    response::{IntoResponse, Response},
};
use http::header;
use serde::Serialize;

/// What everybody may see. Caches may keep it, and have to ask each time whether it still holds.
pub(crate) struct Public<T>(pub T);

impl<T: Serialize> IntoResponse for Public<T> {
    fn into_response(self) -> Response {
        ([(header::CACHE_CONTROL, "no-cache")], Json(self.0)).into_response()
    }
}

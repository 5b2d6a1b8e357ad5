use std::sync::Arc;

use axum::extract::{FromRequest, Request};
use http::{HeaderMap, header};

use super::body::read;
use crate::{app::App, problem::ApiError};

/// The bytes of a picture. They have to say that they are one, to be few enough, and to come in
/// time; what they are is looked at later.
pub(crate) struct Picture(pub Vec<u8>);

impl FromRequest<Arc<App>> for Picture {
    type Rejection = ApiError;

    async fn from_request(request: Request, app: &Arc<App>) -> Result<Self, ApiError> {
        if !is_picture(request.headers()) {
            return Err(ApiError::UnsupportedImage);
        }
        let arriving = read(request.into_body(), app.settings.max_picture);
        let bytes = tokio::time::timeout(app.settings.request_timeout, arriving)
            .await
            .map_err(|_| ApiError::RequestTimeout)??;
        Ok(Self(bytes.into()))
    }
}

fn is_picture(headers: &HeaderMap) -> bool {
    headers.get(header::CONTENT_TYPE).and_then(|value| value.to_str().ok()).is_some_and(|kind| {
        ["image/png", "image/jpeg", "image/webp"]
            .iter()
            .any(|known| kind.trim().eq_ignore_ascii_case(known))
    })
}

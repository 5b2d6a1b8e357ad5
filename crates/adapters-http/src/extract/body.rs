use std::sync::Arc;

use axum::{
    body::Bytes,
    extract::{FromRequest, Request},
};
use http::{HeaderMap, StatusCode, header};
use serde::de::DeserializeOwned;
use serde_json::error::Category;

use crate::{
    app::App,
    problem::{ApiError, Fault},
};

/// A JSON object. It has to say that it is one, to be small enough, and to come in time.
pub(crate) struct Body<T>(pub T);

impl<T: DeserializeOwned> FromRequest<Arc<App>> for Body<T> {
    type Rejection = ApiError;

    async fn from_request(request: Request, app: &Arc<App>) -> Result<Self, ApiError> {
        if !is_json(request.headers()) {
            return Err(ApiError::UnsupportedMediaType);
        }
        let arriving = Bytes::from_request(request, app);
        let bytes = tokio::time::timeout(app.settings.request_timeout, arriving)
            .await
            .map_err(|_| ApiError::RequestTimeout)?
            .map_err(|rejection| match rejection.status() {
                StatusCode::PAYLOAD_TOO_LARGE => ApiError::TooLarge,
                _ => ApiError::MalformedRequest,
            })?;
        serde_json::from_slice(&bytes).map(Self).map_err(|error| match error.classify() {
            // JSON, and no object, or one with a field twice.
            Category::Data => ApiError::field("body", Fault::Invalid),
            Category::Syntax | Category::Eof | Category::Io => ApiError::MalformedRequest,
        })
    }
}

fn is_json(headers: &HeaderMap) -> bool {
    headers.get(header::CONTENT_TYPE).and_then(|value| value.to_str().ok()).is_some_and(|value| {
        let essence = value.split(';').next().unwrap_or_default().trim();
        essence.eq_ignore_ascii_case("application/json")
    })
}

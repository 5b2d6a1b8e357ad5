use crate::http::{
    edge::longest,
    problem::{ApiError, Fault},
    state::App,
};
use axum::{
    body::{Body as Arriving, Bytes},
    extract::{FromRequest, Request},
};
use http::{HeaderMap, header};
use http_body_util::BodyExt as _;
use serde::de::DeserializeOwned;
use serde_json::error::Category;
use std::{sync::Arc, time::Duration};

/// A JSON object with the right content type and size, received in time.
pub(crate) struct Body<T>(pub T);

impl<T: DeserializeOwned> FromRequest<Arc<App>> for Body<T> {
    type Rejection = ApiError;

    async fn from_request(request: Request, app: &Arc<App>) -> Result<Self, ApiError> {
        if !is_json(request.headers()) {
            return Err(ApiError::UnsupportedMediaType);
        }
        let longest = longest(app, &request);
        let arriving = read(request.into_body(), longest);
        let bytes = tokio::time::timeout(app.settings.request_timeout, arriving)
            .await
            .map_err(|_| ApiError::RequestTimeout)??;
        serde_json::from_slice(&bytes).map(Self).map_err(|error| match error.classify() {
            // Valid JSON, but not an object, or an object with a duplicate field.
            Category::Data => ApiError::field("body", Fault::Invalid),
            Category::Syntax | Category::Eof | Category::Io => ApiError::MalformedRequest,
        })
    }
}

/// How much of a too large body is read and dropped, in bytes or as a multiple of the maximum, and
/// for how long. A sender reads the answer only after it has sent the complete body.
const DRAIN_LIMIT: usize = 2 * 1024 * 1024;
const TIMES_TAKEN: usize = 8;
const DRAIN_TIMEOUT: Duration = Duration::from_secs(2);
/// For bodies whose maximum is above [`DRAIN_LIMIT`].
const LARGE_TAKEN_WITHIN: Duration = Duration::from_secs(10);

pub(crate) async fn read(mut body: Arriving, max: usize) -> Result<Bytes, ApiError> {
    let mut read = Vec::new();
    while let Some(frame) = body.frame().await {
        let frame = frame.map_err(|_| ApiError::MalformedRequest)?;
        // A frame without data is a trailer.
        let data = frame.into_data().unwrap_or_default();
        if read.len() + data.len() > max {
            drain(body, max).await;
            return Err(ApiError::TooLarge);
        }
        read.extend_from_slice(&data);
    }
    Ok(read.into())
}

/// Reads and drops the rest of a refused body whose maximum is `max` bytes, up to a limit.
pub(crate) async fn drain(mut body: Arriving, max: usize) {
    let (most, within) = if max > DRAIN_LIMIT {
        (max * TIMES_TAKEN, LARGE_TAKEN_WITHIN)
    } else {
        (DRAIN_LIMIT, DRAIN_TIMEOUT)
    };
    let passing = async {
        let mut passed = 0;
        while let Some(Ok(frame)) = body.frame().await {
            passed += frame.data_ref().map_or(0, Bytes::len);
            if passed > most {
                break;
            }
        }
    };
    // A slower sender finds the connection closed.
    let _ = tokio::time::timeout(within, passing).await;
}

fn is_json(headers: &HeaderMap) -> bool {
    headers.get(header::CONTENT_TYPE).and_then(|value| value.to_str().ok()).is_some_and(|value| {
        let essence = value.split(';').next().unwrap_or_default().trim();
        essence.eq_ignore_ascii_case("application/json")
    })
}

use super::body::{drain, read};
use crate::http::{problem::ApiError, state::App};
use axum::{
    body::Body as Arriving,
    extract::{FromRequest, Request},
};
use http::{HeaderMap, header};
use std::sync::Arc;
use tokio::time::timeout;

/// How many pictures may be in memory at a time.
pub(crate) const MAX_CONCURRENT_PICTURES: usize = 3;

/// In seconds, for requests that could not be served in time.
const TRY_AGAIN: u64 = 10;

/// The body of an upload that is not read yet. It is read only after the upload is authorized.
pub(crate) struct Picture {
    is_picture: bool,
    arriving: Arriving,
}

impl FromRequest<Arc<App>> for Picture {
    type Rejection = ApiError;

    async fn from_request(request: Request, _: &Arc<App>) -> Result<Self, ApiError> {
        Ok(Self { is_picture: is_picture(request.headers()), arriving: request.into_body() })
    }
}

impl Picture {
    /// Reads the body and calls `make` with it while the memory is reserved. It requires a
    /// picture's content type, the maximum size and the time limit. It does not look at the
    /// content.
    pub async fn take<T, F: Future<Output = Result<T, ApiError>>>(
        self,
        app: &App,
        make: impl FnOnce(Vec<u8>) -> F,
    ) -> Result<T, ApiError> {
        if !self.is_picture {
            self.drain(app).await;
            return Err(ApiError::UnsupportedImage);
        }
        let patience = app.settings.request_timeout;
        let Ok(in_hand) = timeout(patience, app.pictures.acquire()).await else {
            return Err(ApiError::RateLimited { retry_after: TRY_AGAIN });
        };
        let arriving = read(self.arriving, app.settings.max_picture);
        let bytes = timeout(patience, arriving).await.map_err(|_| ApiError::RequestTimeout)??;
        let outcome = make(bytes.into()).await;
        drop(in_hand);
        outcome
    }

    /// Reads and drops the body, so that the sender gets to read the error.
    pub async fn drain(self, app: &App) {
        drain(self.arriving, app.settings.max_picture).await;
    }
}

fn is_picture(headers: &HeaderMap) -> bool {
    headers.get(header::CONTENT_TYPE).and_then(|value| value.to_str().ok()).is_some_and(|kind| {
        ["image/png", "image/jpeg", "image/webp"]
            .iter()
            .any(|known| kind.trim().eq_ignore_ascii_case(known))
    })
}

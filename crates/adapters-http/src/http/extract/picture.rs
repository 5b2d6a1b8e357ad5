use super::body::{let_pass, read};
use crate::http::{problem::ApiError, state::App};
use axum::{
    body::Body as Arriving,
    extract::{FromRequest, Request},
};
use http::{HeaderMap, header};
use std::sync::Arc;
use tokio::time::timeout;

/// How many pictures may be in hand at a time: each takes as much memory as it is large.
pub(crate) const PICTURES_IN_HAND: usize = 3;

/// After how long somebody whose turn did not come may ask again, in seconds.
const TRY_AGAIN: u64 = 10;

/// A picture that nobody has looked at. It is taken only once it is known that it is wanted.
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
    /// Its bytes. They have to say that they are a picture, to be few enough, and to come in time;
    /// what they are is looked at later. `make` is done with them as long as there is memory for
    /// them.
    pub async fn take<T, F: Future<Output = Result<T, ApiError>>>(
        self,
        app: &App,
        make: impl FnOnce(Vec<u8>) -> F,
    ) -> Result<T, ApiError> {
        if !self.is_picture {
            self.let_pass(app).await;
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

    /// Lets it pass unseen, so that the sender reads why it is not wanted.
    pub async fn let_pass(self, app: &App) {
        let_pass(self.arriving, app.settings.max_picture).await;
    }
}

fn is_picture(headers: &HeaderMap) -> bool {
    headers.get(header::CONTENT_TYPE).and_then(|value| value.to_str().ok()).is_some_and(|kind| {
        ["image/png", "image/jpeg", "image/webp"]
            .iter()
            .any(|known| kind.trim().eq_ignore_ascii_case(known))
    })
}

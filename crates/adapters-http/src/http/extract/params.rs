use crate::http::{
    problem::{ApiError, Fault},
    state::App,
};
use axum::extract::{FromRequestParts, Query as AxumQuery};
use http::request::Parts;
use serde::de::DeserializeOwned;
use std::sync::Arc;

/// The query parameters, each at most once.
pub(crate) struct Params<T>(pub T);

impl<T: DeserializeOwned> FromRequestParts<Arc<App>> for Params<T> {
    type Rejection = ApiError;

    async fn from_request_parts(parts: &mut Parts, app: &Arc<App>) -> Result<Self, ApiError> {
        AxumQuery::from_request_parts(parts, app)
            .await
            .map(|AxumQuery(query)| Self(query))
            .map_err(|_| ApiError::field("query", Fault::Invalid))
    }
}

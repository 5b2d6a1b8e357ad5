use crate::http::{problem::ApiError, state::App};
use axum::extract::FromRequestParts;
use azionelab_application::ports::Version;
use http::{header, request::Parts};
use std::sync::Arc;
use utoipa::{
    IntoParams,
    openapi::{
        ObjectBuilder, Required, Type,
        path::{Parameter, ParameterBuilder, ParameterIn},
    },
};

/// The version that an edit is based on: the `ETag` of the thing that was read (RFC 9110, section
/// 13.1.1). A tag in any other form matches no version.
pub(crate) struct IfMatch(pub Version);

impl FromRequestParts<Arc<App>> for IfMatch {
    type Rejection = ApiError;

    async fn from_request_parts(parts: &mut Parts, _: &Arc<App>) -> Result<Self, ApiError> {
        let tag = parts.headers.get(header::IF_MATCH).ok_or(ApiError::IfMatchRequired)?;
        let version = tag.to_str().ok().and_then(|tag| version(tag.trim()));
        version.map(Self).ok_or(ApiError::EditedMeanwhile)
    }
}

/// Accepts only the exact text that we send.
fn version(tag: &str) -> Option<Version> {
    let number = tag.strip_prefix("\"v")?.strip_suffix('"')?.parse::<u64>().ok()?;
    (format!("\"v{number}\"") == tag).then_some(Version(number))
}

impl IntoParams for IfMatch {
    fn into_params(_: impl Fn() -> Option<ParameterIn>) -> Vec<Parameter> {
        let tag = ObjectBuilder::new()
            .schema_type(Type::String)
            .pattern(Some("^\"v(0|[1-9][0-9]{0,18})\"$"));
        vec![
            ParameterBuilder::new()
                .name("If-Match")
                .parameter_in(ParameterIn::Header)
                .required(Required::True)
                .description(Some("The `ETag` of what was read"))
                .schema(Some(tag))
                .build(),
        ]
    }
}

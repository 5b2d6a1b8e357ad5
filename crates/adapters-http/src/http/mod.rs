//! Shared parts of the endpoints.

pub(crate) mod body_draining;
pub(crate) mod cached_health;
pub(crate) mod client;
pub(crate) mod compression;
pub(crate) mod dates;
pub(crate) mod earlier_slugs;
pub(crate) mod edge;
pub(crate) mod encoding;
pub(crate) mod entity_tag;
pub(crate) mod extract;
pub(crate) mod health;
pub(crate) mod host;
pub(crate) mod labels;
pub(crate) mod language;
pub(crate) mod limits;
pub(crate) mod markdown;
pub(crate) mod metrics;
pub(crate) mod pagination;
pub(crate) mod problem;
pub(crate) mod public;
pub(crate) mod quality;
pub(crate) mod query;
pub(crate) mod settings;
pub(crate) mod state;
pub(crate) mod tagged;
pub(crate) mod time;
pub(crate) mod website;

use std::sync::Arc;

use utoipa_axum::{router::OpenApiRouter, routes};

use crate::http::state::App;

pub(crate) fn routes() -> OpenApiRouter<Arc<App>> {
    OpenApiRouter::new().routes(routes!(health::health)).routes(routes!(health::live))
}

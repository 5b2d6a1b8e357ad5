//! The HTTP interface: what `api.md` promises, over [axum].
//!
//! A handler extracts, calls one use case and maps the answer.

mod settings;

use std::sync::Arc;

use axum::Router;
use azionelab_application::{
    UseCases,
    ports::{Health, Mailbox},
};

pub use self::settings::{Allowance, HttpSettings, RateLimits};

/// The whole site, to be served with
/// `into_make_service_with_connect_info::<std::net::SocketAddr>()`. With a mailbox its messages
/// are shown to who sits at this very machine.
pub fn router(
    use_cases: Arc<UseCases>,
    health: Arc<dyn Health>,
    mailbox: Option<Arc<dyn Mailbox>>,
    settings: HttpSettings,
) -> Router {
    let _ = (use_cases, health, mailbox, settings);
    Router::new()
}

/// The description of the API (OpenAPI 3.1).
pub fn openapi() -> utoipa::openapi::OpenApi {
    utoipa::openapi::OpenApi::default()
}

//! The HTTP interface of `AzioneLab`, over [axum].
//!
//! Each feature has a folder, with one file per endpoint or small group of endpoints: the handler,
//! its request body and its answer. `problem.rs` maps the feature's errors to problem documents.
//! Shared code is in `http`, and the HTML pages are in `pages`.

mod accounts;
mod answer_cache;
mod audit;
mod booking;
mod box_office;
mod door;
mod http;
mod mail;
mod openapi;
mod pages;
mod privacy;
mod programme;
mod routes;
mod site;
pub mod texts;

use std::sync::Arc;

use axum::{Router, middleware};
use azionelab_application::{UseCases, mail::Mailbox, ports::Health, privacy::GuestData};
use tower::{ServiceBuilder, util::MapRequestLayer};
use tower_http::{catch_panic::CatchPanicLayer, csrf::CsrfLayer, timeout::TimeoutLayer};

pub use self::http::{
    metrics::describe as describe_metrics,
    settings::{Allowance, HttpSettings, RateLimits},
    website::{BuiltFrontend, File, Files, Website},
};
use self::{
    answer_cache::AnswerCache,
    http::{body_draining, compression, edge, query::QueryParameters, state::App},
};

/// Returns the whole site. Serve it with
/// `into_make_service_with_connect_info::<std::net::SocketAddr>()`. The messages in `mailbox` are
/// shown to this machine only, and only if the settings say so.
pub fn router(
    use_cases: Arc<UseCases>,
    health: Arc<dyn Health>,
    mailbox: Option<Arc<dyn Mailbox>>,
    website: Website,
    settings: HttpSettings,
) -> Router {
    let (api, mut description) = routes::api().split_for_parts();
    let query_parameters = QueryParameters::of(&mut description);
    let app = Arc::new(App::new(use_cases, health, mailbox, website, query_parameters, settings));
    let base_url = app.settings.base_url.as_str();
    // Behind a proxy, `Host` may differ from the host in the browser.
    let csrf = CsrfLayer::new().add_trusted_origin(base_url).unwrap_or_default();
    let layers = ServiceBuilder::new()
        .layer(MapRequestLayer::new(compression::limit_accepted_encodings))
        .layer(compression::layer())
        .layer(middleware::from_fn_with_state(app.clone(), edge::edge))
        .layer(middleware::from_fn_with_state(app.clone(), body_draining::drain_refused))
        .layer(CatchPanicLayer::custom(edge::panicked))
        .layer(csrf.with_rejection_response(edge::cross_site))
        // The first half is for the body, the second for the answer.
        .layer(TimeoutLayer::with_status_code(
            edge::TOOK_TOO_LONG,
            app.settings.request_timeout * 2,
        ))
        .layer(middleware::from_fn_with_state(
            AnswerCache::new(app.clone()),
            answer_cache::answer_from_memory,
        ));
    routes::all(api, &description, &app).layer(layers).with_state(app)
}

/// The answer of `POST /api/v1/admin/privacy/export`.
pub fn personal_data(data: GuestData) -> impl serde::Serialize {
    privacy::view::PersonalData::from(data)
}

/// The OpenAPI document (version 3.1).
pub fn openapi() -> utoipa::openapi::OpenApi {
    routes::api().into_openapi()
}

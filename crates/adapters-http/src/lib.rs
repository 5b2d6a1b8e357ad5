//! The HTTP interface of `AzioneLab`, over [axum].
//!
//! Each feature has a folder, with one file per endpoint or small group of endpoints: the handler,
//! the body that it takes and the view that it answers. `problem.rs` maps the feature's errors to
//! problem documents. What the endpoints share is in `http`; the server's HTML is in `pages`.

mod accounts;
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

use std::sync::Arc;

use axum::{Router, middleware};
use azionelab_application::{UseCases, mail::Mailbox, ports::Health, privacy::GuestData};
use tower::{ServiceBuilder, util::MapRequestLayer};
use tower_http::{catch_panic::CatchPanicLayer, csrf::CsrfLayer, timeout::TimeoutLayer};

use self::http::{body_draining, compression, edge, state::App};
pub use self::{
    http::{
        metrics::describe as describe_metrics,
        settings::{Allowance, HttpSettings, RateLimits},
    },
    pages::{BuiltFrontend, File, Files, Website},
};

/// The whole site, to be served with
/// `into_make_service_with_connect_info::<std::net::SocketAddr>()`. The messages of
/// a mailbox are shown to this machine only, and only if the settings say so.
pub fn router(
    use_cases: Arc<UseCases>,
    health: Arc<dyn Health>,
    mailbox: Option<Arc<dyn Mailbox>>,
    website: Website,
    settings: HttpSettings,
) -> Router {
    let app = Arc::new(App::new(use_cases, health, mailbox, website, settings));
    let base_url = app.settings.base_url.as_str();
    // Behind a proxy the host that we see need not be the one that the browser does.
    let csrf = CsrfLayer::new().add_trusted_origin(base_url).unwrap_or_default();
    let layers = ServiceBuilder::new()
        .layer(MapRequestLayer::new(compression::ask_for_ours))
        .layer(compression::layer())
        .layer(middleware::from_fn_with_state(app.clone(), edge::edge))
        .layer(middleware::from_fn_with_state(app.clone(), body_draining::take_in))
        .layer(CatchPanicLayer::custom(edge::panicked))
        .layer(csrf.with_rejection_response(edge::cross_site))
        // The body may take as long as the answer.
        .layer(TimeoutLayer::with_status_code(
            edge::TOOK_TOO_LONG,
            app.settings.request_timeout * 2,
        ));
    routes::all(&app).layer(layers).with_state(app)
}

/// What is stored about one address, as `POST /api/v1/admin/privacy/export` answers it.
pub fn personal_data(data: GuestData) -> impl serde::Serialize {
    privacy::view::PersonalData::from(data)
}

/// The description of the API (`OpenAPI` 3.1).
pub fn openapi() -> utoipa::openapi::OpenApi {
    routes::description()
}

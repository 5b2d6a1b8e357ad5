pub(crate) mod company;
pub(crate) mod edit_pages;
pub(crate) mod preview;
pub(crate) mod problem;
pub(crate) mod settings;
pub(crate) mod view;

use std::sync::Arc;

use utoipa_axum::{router::OpenApiRouter, routes};

use crate::http::state::App;

pub(crate) fn routes() -> OpenApiRouter<Arc<App>> {
    OpenApiRouter::new()
        .routes(routes!(company::site))
        .routes(routes!(company::page))
        .routes(routes!(edit_pages::all, edit_pages::add))
        .routes(routes!(edit_pages::one, edit_pages::save, edit_pages::delete))
        .routes(routes!(settings::see, settings::save))
        .routes(routes!(preview::preview))
}

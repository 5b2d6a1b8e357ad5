pub(crate) mod check_ins;
pub(crate) mod lists;
pub(crate) mod problem;
pub(crate) mod view;
pub(crate) mod walk_ins;

use std::sync::Arc;

use utoipa_axum::{router::OpenApiRouter, routes};

use crate::http::state::App;

pub(crate) fn routes() -> OpenApiRouter<Arc<App>> {
    OpenApiRouter::new()
        .routes(routes!(lists::today))
        .routes(routes!(lists::list))
        .routes(routes!(check_ins::check_in))
        .routes(routes!(check_ins::undo))
        .routes(routes!(walk_ins::seat_walk_in))
}

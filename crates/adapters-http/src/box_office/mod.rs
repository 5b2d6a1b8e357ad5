pub(crate) mod body;
pub(crate) mod change;
pub(crate) mod csv;
pub(crate) mod export;
pub(crate) mod list;
pub(crate) mod problem;
pub(crate) mod view;

use std::sync::Arc;

use utoipa_axum::{router::OpenApiRouter, routes};

use crate::http::state::App;

pub(crate) fn routes() -> OpenApiRouter<Arc<App>> {
    OpenApiRouter::new()
        .routes(routes!(list::reservations, change::create))
        .routes(routes!(list::detail, change::change_seats))
        .routes(routes!(change::correct))
        .routes(routes!(change::confirm))
        .routes(routes!(change::cancel))
        .routes(routes!(change::resend))
        .routes(routes!(change::replace_ticket))
        .routes(routes!(change::transfer))
        .routes(routes!(list::check_ins))
        .routes(routes!(list::check_in_staff))
        .routes(routes!(export::export))
        .routes(routes!(export::export_house))
        .routes(routes!(export::door_list))
}

pub(crate) mod book;
pub(crate) mod mail_link;
pub(crate) mod problem;
pub(crate) mod progress;
pub(crate) mod reservation;
pub(crate) mod ticket;
pub(crate) mod ticket_view;
pub(crate) mod view;
pub(crate) mod withdraw;

use std::sync::Arc;

use utoipa_axum::{router::OpenApiRouter, routes};

use crate::http::state::App;

pub(crate) fn routes() -> OpenApiRouter<Arc<App>> {
    OpenApiRouter::new()
        .routes(routes!(book::book))
        .routes(routes!(progress::progress, withdraw::withdraw))
        .routes(routes!(mail_link::mail_link))
        .routes(routes!(reservation::view, reservation::change_seats))
        .routes(routes!(reservation::confirm))
        .routes(routes!(reservation::cancel))
        .routes(routes!(reservation::qr_svg))
        .routes(routes!(reservation::qr_png))
        .routes(routes!(reservation::calendar))
        .routes(routes!(ticket::ticket))
}

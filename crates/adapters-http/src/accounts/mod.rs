pub(crate) mod account;
pub(crate) mod account_view;
pub(crate) mod problem;
pub(crate) mod second_factor;
pub(crate) mod session;
pub(crate) mod staff;
pub(crate) mod staff_link;
pub(crate) mod staff_view;

use std::sync::Arc;

use utoipa_axum::{router::OpenApiRouter, routes};

use crate::http::state::App;

pub(crate) fn routes() -> OpenApiRouter<Arc<App>> {
    OpenApiRouter::new()
        .routes(routes!(session::sign_in, session::who, session::sign_out))
        .routes(routes!(account::account))
        .routes(routes!(account::change_password))
        .routes(routes!(account::sessions, account::end_sessions))
        .routes(routes!(account::end_session))
        .routes(routes!(second_factor::prepare, second_factor::activate, second_factor::remove))
        .routes(routes!(second_factor::renew_codes))
        .routes(routes!(staff_link::ask_reset))
        .routes(routes!(staff_link::see, staff_link::redeem))
        .routes(routes!(staff::everybody, staff::invite))
        .routes(routes!(staff::one, staff::edit))
        .routes(routes!(staff::invite_again))
        .routes(routes!(staff::deactivate))
        .routes(routes!(staff::reactivate))
        .routes(routes!(staff::remove_totp))
}

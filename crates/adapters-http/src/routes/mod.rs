//! One route group a file.

mod account;
mod admin_audit;
mod admin_changes;
mod admin_pages;
mod admin_performances;
mod admin_posters;
mod admin_privacy;
mod admin_runs;
mod admin_shows;
mod admin_site;
mod admin_staff;
mod admin_venues;
mod booking;
mod check_ins;
mod contract;
mod docs;
mod door;
mod health;
mod lost_link;
mod mailbox;
mod media;
pub(crate) mod performances;
pub(crate) mod plain;
mod preview;
mod progress;
mod public;
mod reservation;
mod reservations;
mod second_factor;
mod session;
pub(crate) mod shows;
mod site;
mod staff_link;
mod ticket;
pub(crate) mod venues;
mod walk_ins;
mod withdrawal;

use std::sync::Arc;

pub(crate) use self::contract::check_query;
use axum::{
    Router,
    extract::{Request, State},
    response::{IntoResponse, Response},
};
use utoipa::OpenApi as _;
use utoipa_axum::{router::OpenApiRouter, routes};

use crate::{app::App, problem::ApiError, website};

/// The API with its description.
fn api() -> OpenApiRouter<Arc<App>> {
    let mut routes = described();
    contract::complete(routes.get_openapi_mut());
    routes
}

fn described() -> OpenApiRouter<Arc<App>> {
    OpenApiRouter::with_openapi(docs::Description::openapi())
        .routes(routes!(health::health))
        .routes(routes!(health::live))
        .routes(routes!(site::site))
        .routes(routes!(site::page))
        .routes(routes!(shows::shows))
        .routes(routes!(shows::show))
        .routes(routes!(venues::venues))
        .routes(routes!(venues::venue))
        .routes(routes!(performances::performances))
        .routes(routes!(performances::performance))
        .routes(routes!(booking::book))
        .routes(routes!(progress::progress, withdrawal::withdraw))
        .routes(routes!(lost_link::mail_link))
        .routes(routes!(media::image))
        .routes(routes!(reservation::view, reservation::change_seats))
        .routes(routes!(reservation::confirm))
        .routes(routes!(reservation::cancel))
        .routes(routes!(reservation::qr_svg))
        .routes(routes!(reservation::qr_png))
        .routes(routes!(reservation::calendar))
        .routes(routes!(ticket::ticket))
        .routes(routes!(session::sign_in, session::who, session::sign_out))
        .routes(routes!(account::account))
        .routes(routes!(account::change_password))
        .routes(routes!(account::sessions, account::end_sessions))
        .routes(routes!(account::end_session))
        .routes(routes!(second_factor::prepare, second_factor::activate, second_factor::remove))
        .routes(routes!(second_factor::renew_codes))
        .routes(routes!(staff_link::ask_reset))
        .routes(routes!(staff_link::see, staff_link::redeem))
        .routes(routes!(admin_audit::entries))
        .routes(routes!(admin_pages::all, admin_pages::add))
        .routes(routes!(admin_pages::one, admin_pages::save, admin_pages::delete))
        .routes(routes!(admin_privacy::export))
        .routes(routes!(admin_privacy::erase))
        .routes(routes!(admin_site::see, admin_site::save))
        .routes(routes!(admin_staff::everybody, admin_staff::invite))
        .routes(routes!(admin_staff::one, admin_staff::edit))
        .routes(routes!(admin_staff::invite_again))
        .routes(routes!(admin_staff::deactivate))
        .routes(routes!(admin_staff::reactivate))
        .routes(routes!(admin_staff::remove_totp))
        .routes(routes!(preview::preview))
        .routes(routes!(door::today))
        .routes(routes!(door::list))
        .routes(routes!(check_ins::check_in))
        .routes(routes!(check_ins::undo))
        .routes(routes!(walk_ins::seat_walk_in))
        .routes(routes!(reservations::list::reservations, reservations::edit::create))
        .routes(routes!(reservations::list::detail, reservations::edit::change_seats))
        .routes(routes!(reservations::edit::correct))
        .routes(routes!(reservations::edit::confirm))
        .routes(routes!(reservations::edit::cancel))
        .routes(routes!(reservations::edit::resend))
        .routes(routes!(reservations::edit::replace_ticket))
        .routes(routes!(reservations::edit::move_away))
        .routes(routes!(reservations::list::check_ins))
        .routes(routes!(reservations::list::who_has_let_in))
        .routes(routes!(reservations::export::export))
        .routes(routes!(reservations::export::export_house))
        .routes(routes!(reservations::export::door_list))
        .routes(routes!(admin_shows::table, admin_shows::add))
        .routes(routes!(admin_shows::one, admin_shows::save, admin_shows::delete))
        .routes(routes!(admin_shows::consequences))
        .routes(routes!(admin_posters::hang, admin_posters::describe, admin_posters::take_down))
        .routes(routes!(admin_venues::all, admin_venues::add))
        .routes(routes!(admin_venues::one, admin_venues::save, admin_venues::delete))
        .routes(routes!(admin_performances::table, admin_runs::put_on))
        .routes(routes!(
            admin_performances::one,
            admin_changes::rearrange,
            admin_performances::delete
        ))
        .routes(routes!(admin_changes::reschedule))
        .routes(routes!(admin_changes::cancel))
        .routes(routes!(admin_changes::consequences))
}

/// The description of the API (`OpenAPI` 3.1).
pub(crate) fn description() -> utoipa::openapi::OpenApi {
    api().into_openapi()
}

/// Every route.
pub(crate) fn all(app: &App) -> Router<Arc<App>> {
    let (api, description) = api().split_for_parts();
    let site =
        api.merge(docs::routes(&description)).merge(plain::routes()).merge(website::routes());
    match &app.mailbox {
        Some(_) => site.merge(mailbox::routes()),
        None => site,
    }
    .fallback(elsewhere)
}

/// What is below no route: a problem document for programs, whatever the site has for people.
async fn elsewhere(state: State<Arc<App>>, request: Request) -> Response {
    let below_api = request
        .uri()
        .path()
        .strip_prefix("/api")
        .is_some_and(|rest| rest.is_empty() || rest.starts_with('/'));
    if below_api {
        ApiError::NotFound.into_response()
    } else {
        website::elsewhere(state, request).await
    }
}

pub(crate) mod change_performance;
pub(crate) mod edit_performances;
pub(crate) mod edit_shows;
pub(crate) mod edit_venues;
pub(crate) mod home;
pub(crate) mod images;
pub(crate) mod performance_view;
pub(crate) mod performances;
pub(crate) mod posters;
pub(crate) mod problem;
pub(crate) mod schedule;
pub(crate) mod shows;
pub(crate) mod staff_view;
pub(crate) mod venues;
pub(crate) mod view;

use std::sync::Arc;

use utoipa_axum::{router::OpenApiRouter, routes};

use crate::http::state::App;

pub(crate) fn routes() -> OpenApiRouter<Arc<App>> {
    OpenApiRouter::new()
        .routes(routes!(home::home))
        .routes(routes!(shows::shows))
        .routes(routes!(shows::show))
        .routes(routes!(venues::venues))
        .routes(routes!(venues::venue))
        .routes(routes!(performances::performances))
        .routes(routes!(performances::performance))
        .routes(routes!(performances::other_dates))
        .routes(routes!(images::image))
        .routes(routes!(edit_shows::table, edit_shows::add))
        .routes(routes!(edit_shows::one, edit_shows::save, edit_shows::delete))
        .routes(routes!(edit_shows::consequences))
        .routes(routes!(posters::upload, posters::describe, posters::delete))
        .routes(routes!(edit_venues::all, edit_venues::add))
        .routes(routes!(edit_venues::one, edit_venues::save, edit_venues::delete))
        .routes(routes!(edit_performances::table, schedule::schedule))
        .routes(routes!(
            edit_performances::one,
            change_performance::rearrange,
            edit_performances::delete
        ))
        .routes(routes!(change_performance::reschedule))
        .routes(routes!(change_performance::cancel))
        .routes(routes!(change_performance::consequences))
}

//! All routes of the site.

use crate::{
    accounts, audit, booking, box_office, door,
    http::{self, problem::ApiError, state::App},
    mail, openapi, pages, privacy, programme, site,
};
use axum::{
    Router,
    extract::{Request, State},
    response::{IntoResponse, Response},
};
use std::sync::Arc;
use utoipa::OpenApi as _;
use utoipa_axum::router::OpenApiRouter;

/// The API with its OpenAPI document.
pub(crate) fn api() -> OpenApiRouter<Arc<App>> {
    let mut routes = described();
    openapi::contract::complete(routes.get_openapi_mut());
    routes
}

fn described() -> OpenApiRouter<Arc<App>> {
    OpenApiRouter::with_openapi(openapi::docs::Description::openapi())
        .merge(accounts::routes())
        .merge(audit::routes())
        .merge(booking::routes())
        .merge(box_office::routes())
        .merge(door::routes())
        .merge(http::routes())
        .merge(privacy::routes())
        .merge(programme::routes())
        .merge(site::routes())
}

/// The whole site: the API, its description, and the pages.
pub(crate) fn all(
    api: Router<Arc<App>>,
    description: &utoipa::openapi::OpenApi,
    app: &App,
) -> Router<Arc<App>> {
    let site = api
        .merge(openapi::docs::routes(description))
        .merge(pages::plain::routes())
        .merge(pages::routes());
    match &app.mailbox {
        Some(_) => site.merge(mail::mailbox::routes()),
        None => site,
    }
    .fallback(elsewhere)
}

/// Answers a path without a route: a problem document under `/api`, otherwise a page.
async fn elsewhere(state: State<Arc<App>>, request: Request) -> Response {
    let below_api = request
        .uri()
        .path()
        .strip_prefix("/api")
        .is_some_and(|rest| rest.is_empty() || rest.starts_with('/'));
    if below_api {
        ApiError::NotFound.into_response()
    } else {
        pages::elsewhere(state, request).await
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_counted_request_is_in_the_api() {
        let description = serde_json::to_value(api().into_openapi()).unwrap();
        for act in &http::metrics::ACTS {
            let method = act.method.to_lowercase();
            assert!(description["paths"][act.route][method].is_object(), "{}", act.route);
        }
    }
}

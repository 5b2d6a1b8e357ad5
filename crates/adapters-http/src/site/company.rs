use crate::{
    http::{
        extract::Segment,
        problem::{ApiError, NotFound, UsualProblems},
        public::Public,
        state::App,
    },
    programme::view::{Page, Site},
};
use axum::extract::State;
use azionelab_domain::Slug;
use std::sync::Arc;

/// Returns the public settings of the site.
#[utoipa::path(get, path = "/api/v1/site", tag = "programme", responses((status = 200, body = Site), UsualProblems))]
pub(crate) async fn site(State(app): State<Arc<App>>) -> Result<Public<Site>, ApiError> {
    Ok(Public(app.use_cases.programme.browse.site().await?.into()))
}

/// Returns a page of the company.
#[utoipa::path(
    get,
    path = "/api/v1/pages/{slug}",
    tag = "programme",
    params(("slug" = String, Path, description = "The `slug` from the site's list of pages")),
    responses(
        (status = 200, body = Page),
        (status = 308, description = "The page has another slug now", headers(("Location" = String, description = "The new address"))),
        NotFound,
        UsualProblems,
    )
)]
pub(crate) async fn page(
    State(app): State<Arc<App>>,
    Segment(slug): Segment<Slug>,
) -> Result<Public<Page>, ApiError> {
    Ok(Public(app.use_cases.programme.browse.page(&slug).await?.into()))
}

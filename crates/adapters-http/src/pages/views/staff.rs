use super::PageResult;
use crate::{
    http::state::App,
    pages::{
        answer::{Page, answer},
        first_answers::FirstAnswers,
        head::Head,
        preloads::Route,
        render, texts,
        visitor::Visitor,
    },
};
use axum::{extract::State, response::Response};
use std::sync::Arc;

/// The paths of the pages for staff, each with all paths below it.
pub(in crate::pages) const STAFF: [&str; 5] =
    ["/account", "/door", "/office", "/sign-in", "/staff-link"];

/// Whether the address, with its query, is a page for staff.
pub(in crate::pages) fn is_staffs(place: &str) -> bool {
    STAFF.iter().any(|page| {
        let rest = place.strip_prefix(page);
        rest.is_some_and(|rest| rest.is_empty() || rest.starts_with(['/', '?']))
    })
}

/// Any page for staff. The app loads its content once it knows who is signed in.
pub(in crate::pages) async fn staff(State(app): State<Arc<App>>, visitor: Visitor) -> Response {
    let page = gather(&app, &visitor).await;
    answer(&app, &visitor, page).await
}

async fn gather(app: &App, visitor: &Visitor) -> PageResult {
    let site = app.use_cases.programme.browse.site().await?;
    let texts = &texts::staff(visitor.language).sign_in;
    Ok(Page {
        route: Route::Staff,
        head: Head::new(&site, &texts.title, &texts.lead),
        answers: FirstAnswers::new(&site, visitor),
        html: render::staff(&site, visitor),
    })
}

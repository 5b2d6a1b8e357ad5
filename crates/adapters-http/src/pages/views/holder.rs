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

/// The holder's page. The secret is after the `#`, which no server sees.
pub(in crate::pages) async fn reservation(
    State(app): State<Arc<App>>,
    visitor: Visitor,
) -> Response {
    let page = gather(&app, &visitor, Route::Reservation).await;
    answer(&app, &visitor, page).await
}

/// The page behind a ticket's QR code. The ticket is also after the `#`.
pub(in crate::pages) async fn ticket(State(app): State<Arc<App>>, visitor: Visitor) -> Response {
    let page = gather(&app, &visitor, Route::Ticket).await;
    answer(&app, &visitor, page).await
}

async fn gather(app: &App, visitor: &Visitor, route: Route) -> PageResult {
    let site = app.use_cases.programme.browse.site().await?;
    let answers = FirstAnswers::new(&site, visitor);
    let (title, html) = if route == Route::Ticket {
        (&texts::ticket(visitor.language).title, render::ticket(&site, visitor))
    } else {
        (&texts::reservation(visitor.language).title, render::reservation(&site, visitor))
    };
    let head = Head::new(&site, title, &site.tagline);
    Ok(Page { route, head, answers, html })
}

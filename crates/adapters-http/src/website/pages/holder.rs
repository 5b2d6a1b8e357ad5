use std::sync::Arc;

use axum::{extract::State, response::Response};

use super::Gathered;
use crate::{
    app::App,
    website::{
        answer::{Page, answer},
        first_answers::FirstAnswers,
        head::Head,
        paint,
        preloads::Route,
        visitor::Visitor,
    },
};

/// The holder's page. What makes it theirs stands behind the `#`, which no server sees.
pub(in crate::website) async fn reservation(
    State(app): State<Arc<App>>,
    visitor: Visitor,
) -> Response {
    let page = gather(&app, &visitor, Route::Reservation, "/reservation").await;
    answer(&app, &visitor, page).await
}

/// Where a ticket's QR code leads. So does what it proves.
pub(in crate::website) async fn ticket(State(app): State<Arc<App>>, visitor: Visitor) -> Response {
    let page = gather(&app, &visitor, Route::Ticket, "/t").await;
    answer(&app, &visitor, page).await
}

async fn gather(app: &App, visitor: &Visitor, route: Route, path: &str) -> Gathered {
    let site = app.use_cases.browse.site().await?;
    let head = Head::new(&site, "", &site.tagline);
    let answers = FirstAnswers::new(&site, visitor);
    let paint = paint::waiting(&site, &site.name, path, visitor);
    Ok(Page { route, head, answers, paint })
}

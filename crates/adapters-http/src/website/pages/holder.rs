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
        texts,
        visitor::Visitor,
    },
};

/// The holder's page. What makes it theirs stands behind the `#`, which no server sees.
pub(in crate::website) async fn reservation(
    State(app): State<Arc<App>>,
    visitor: Visitor,
) -> Response {
    let page = gather(&app, &visitor, Route::Reservation).await;
    answer(&app, &visitor, page).await
}

/// Where a ticket's QR code leads. So does what it proves.
pub(in crate::website) async fn ticket(State(app): State<Arc<App>>, visitor: Visitor) -> Response {
    let page = gather(&app, &visitor, Route::Ticket).await;
    answer(&app, &visitor, page).await
}

async fn gather(app: &App, visitor: &Visitor, route: Route) -> Gathered {
    let site = app.use_cases.browse.site().await?;
    let answers = FirstAnswers::new(&site, visitor);
    let (title, paint) = if route == Route::Ticket {
        (&texts::ticket(visitor.language).title, paint::ticket(&site, visitor))
    } else {
        (&texts::reservation(visitor.language).title, paint::reservation(&site, visitor))
    };
    let head = Head::new(&site, title, &site.tagline);
    Ok(Page { route, head, answers, paint })
}

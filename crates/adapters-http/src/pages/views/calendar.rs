use super::{MAX_EVENTS, PageResult, coming};
use crate::{
    http::state::App,
    pages::{
        answer::{Page, answer},
        first_answers::FirstAnswers,
        head::Head,
        preloads::Route,
        render, structured, texts,
        visitor::Visitor,
    },
    programme::performances,
};
use axum::{extract::State, response::Response};
use std::sync::Arc;

pub(in crate::pages) async fn calendar(State(app): State<Arc<App>>, visitor: Visitor) -> Response {
    let page = gather(&app, &visitor).await;
    answer(&app, &visitor, page).await
}

async fn gather(app: &App, visitor: &Visitor) -> PageResult {
    let browse = &app.use_cases.programme.browse;
    let (site, next) = tokio::try_join!(browse.site(), browse.performances(coming(100)))?;
    let mut answers = FirstAnswers::new(&site, visitor);
    answers.put("/api/v1/performances?limit=100", &performances::part(&next));

    let (listings, _, now) = &next;
    let events = &listings[..listings.len().min(MAX_EVENTS)];
    let texts = texts::of(visitor.language);
    let base = app.settings.base_url.as_str();
    let head = Head::new(&site, &texts.calendar.title, &texts.home.free_seats)
        .at("/calendar")
        .about(vec![structured::events(events, &site, base, *now)]);
    let html = render::calendar(&site, listings, *now, visitor);
    Ok(Page { route: Route::Calendar, head, answers, html })
}

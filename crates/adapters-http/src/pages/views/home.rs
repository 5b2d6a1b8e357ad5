use super::{PageResult, coming};
use crate::{
    http::state::App,
    pages::{
        answer::{Page, answer},
        first_answers::FirstAnswers,
        head::Head,
        preloads::Route,
        render, structured,
        visitor::Visitor,
    },
    programme::{performances, shows},
};
use axum::{extract::State, response::Response};
use std::sync::Arc;

pub(in crate::pages) async fn home(State(app): State<Arc<App>>, visitor: Visitor) -> Response {
    let page = gather(&app, &visitor).await;
    answer(&app, &visitor, page).await
}

async fn gather(app: &App, visitor: &Visitor) -> PageResult {
    let browse = &app.use_cases.programme.browse;
    let (site, next, (seasons, _)) =
        tokio::try_join!(browse.site(), browse.performances(coming(12)), browse.shows())?;
    let mut answers = FirstAnswers::new(&site, visitor);
    answers.put("/api/v1/performances?limit=12", &performances::part(&next));
    answers.put("/api/v1/shows", &shows::list(&seasons));

    let base = app.settings.base_url.as_str();
    let head = Head::new(&site, "", &site.tagline).at("/").about(structured::company(&site, base));
    let (listings, _, now) = &next;
    let html = render::home(&site, listings, &seasons, *now, visitor);
    Ok(Page { route: Route::Home, head, answers, html })
}

use super::{MAX_EVENTS, Name, PageResult, slug};
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
    programme,
};
use axum::{extract::State, response::Response};
use std::sync::Arc;

pub(in crate::pages) async fn shows(State(app): State<Arc<App>>, visitor: Visitor) -> Response {
    let page = gather_all(&app, &visitor).await;
    answer(&app, &visitor, page).await
}

async fn gather_all(app: &App, visitor: &Visitor) -> PageResult {
    let browse = &app.use_cases.programme.browse;
    let (site, (seasons, now)) = tokio::try_join!(browse.site(), browse.shows())?;
    let mut answers = FirstAnswers::new(&site, visitor);
    answers.put("/api/v1/shows", &programme::shows::list(&seasons));

    let texts = texts::of(visitor.language);
    let head = Head::new(&site, &texts.shows.title, &texts.home.free_seats).at("/shows");
    let html = render::shows(&site, &seasons, now, visitor);
    Ok(Page { route: Route::Shows, head, answers, html })
}

pub(in crate::pages) async fn show(
    State(app): State<Arc<App>>,
    Name(name): Name,
    visitor: Visitor,
) -> Response {
    let page = gather(&app, &visitor, &name).await;
    answer(&app, &visitor, page).await
}

async fn gather(app: &App, visitor: &Visitor, name: &str) -> PageResult {
    let slug = slug(name)?;
    let browse = &app.use_cases.programme.browse;
    let (site, seen) = tokio::try_join!(browse.site(), browse.show(&slug))?;
    let mut answers = FirstAnswers::new(&site, visitor);
    answers.put(format!("/api/v1/shows/{slug}"), &programme::shows::whole(&seen));

    let (season, listings, now) = &seen;
    let show = &season.entry.show;
    let base = app.settings.base_url.as_str();
    let coming = listings.iter().filter(|listing| !listing.is_past(*now));
    let events =
        coming.take(MAX_EVENTS).map(|listing| structured::event(listing, &site, base, *now));
    let path = format!("/shows/{slug}");
    let mut head = Head::new(&site, &show.title, &show.summary)
        .with_poster(season.entry.poster.as_ref())
        .about(events.collect());
    head.feeds.push((show.title.clone(), format!("{path}/calendar.ics")));
    let html = render::show(&site, &seen, &path, visitor);
    Ok(Page { route: Route::Show, head: head.at(path), answers, html })
}

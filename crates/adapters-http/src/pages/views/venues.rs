use super::{Name, PageResult, coming, slug};
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
use azionelab_application::programme::PerformanceQuery;
use std::sync::Arc;

pub(in crate::pages) async fn venues(State(app): State<Arc<App>>, visitor: Visitor) -> Response {
    let page = gather_all(&app, &visitor).await;
    answer(&app, &visitor, page).await
}

async fn gather_all(app: &App, visitor: &Visitor) -> PageResult {
    let browse = &app.use_cases.programme.browse;
    let (site, venues) = tokio::try_join!(browse.site(), browse.venues())?;
    let mut answers = FirstAnswers::new(&site, visitor);
    let names = venues.iter().map(|venue| venue.name.as_str()).collect::<Vec<_>>().join(", ");
    answers.put("/api/v1/venues", &programme::venues::list(&venues));

    let texts = texts::of(visitor.language);
    let head = Head::new(&site, &texts.venues.title, &names).at("/venues");
    let html = render::venues(&site, &venues, visitor);
    Ok(Page { route: Route::Venues, head, answers, html })
}

pub(in crate::pages) async fn venue(
    State(app): State<Arc<App>>,
    Name(name): Name,
    visitor: Visitor,
) -> Response {
    let page = gather(&app, &visitor, &name).await;
    answer(&app, &visitor, page).await
}

async fn gather(app: &App, visitor: &Visitor, name: &str) -> PageResult {
    let slug = slug(name)?;
    let here = PerformanceQuery { venue: Some(slug.clone()), ..coming(50) };
    let browse = &app.use_cases.programme.browse;
    let (site, venue, next) =
        tokio::try_join!(browse.site(), browse.venue(&slug), browse.performances(here))?;
    let mut answers = FirstAnswers::new(&site, visitor);
    answers.put(format!("/api/v1/venues/{slug}"), &programme::view::Venue::from(venue.clone()));
    let url = format!("/api/v1/performances?venue={slug}&limit=50");
    answers.put(url, &programme::performances::part(&next));

    let base = app.settings.base_url.as_str();
    let description = [&venue.name, &venue.address, &venue.city, &venue.access_notes];
    let parts = description.into_iter().filter(|parts| !parts.is_empty());
    let description = parts.map(String::as_str).collect::<Vec<_>>().join(", ");
    let head =
        Head::new(&site, &venue.name, &description).about(vec![structured::venue(&venue, base)]);
    let path = format!("/venues/{slug}");
    let (listings, _, now) = &next;
    let html = render::venue(&site, &venue, listings, *now, &path, visitor);
    Ok(Page { route: Route::Venue, head: head.at(path), answers, html })
}

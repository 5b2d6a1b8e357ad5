use super::{Name, PageResult, coming};
use crate::{
    http::{problem::ApiError, state::App},
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
use axum::{
    extract::State,
    response::{IntoResponse as _, Redirect, Response},
};
use azionelab_application::programme::PerformanceQuery;
use azionelab_domain::{BookingState, PerformanceId};
use http::Uri;
use std::sync::Arc;

pub(in crate::pages) async fn booking(
    State(app): State<Arc<App>>,
    Name(name): Name,
    uri: Uri,
    visitor: Visitor,
) -> Response {
    if let Some(place) = as_we_spell_it(&name, uri.query()) {
        return Redirect::permanent(&place).into_response();
    }
    let page = gather(&app, &visitor, &name).await;
    answer(&app, &visitor, page).await
}

/// Returns the canonical address if the UUID is written in another form: each page has one address.
fn as_we_spell_it(name: &str, query: Option<&str>) -> Option<String> {
    let id = name.parse::<PerformanceId>().ok()?.to_string();
    let query = query.map(|query| format!("?{query}")).unwrap_or_default();
    (id != name).then(|| format!("/performances/{id}{query}"))
}

async fn gather(app: &App, visitor: &Visitor, name: &str) -> PageResult {
    let id = name.parse::<PerformanceId>().map_err(|_| ApiError::NotFound)?;
    let browse = &app.use_cases.programme.browse;
    let (site, (listing, now)) = tokio::try_join!(browse.site(), browse.performance(id))?;
    let show = &listing.entry.show;
    let others = PerformanceQuery { show: Some(show.slug.clone()), ..coming(20) };
    let others = browse.performances(others).await?;
    let mut answers = FirstAnswers::new(&site, visitor);
    answers.put(
        format!("/api/v1/performances/{id}"),
        &crate::programme::performance_view::Performance::new(&listing, now),
    );
    let asked = format!("/api/v1/performances?show={}&limit=20", show.slug);
    answers.put(asked, &performances::part(&others));

    let base = app.settings.base_url.as_str();
    let title = if listing.booking_state(now) == BookingState::Open {
        render::fill(&texts::booking(visitor.language).title, &[("show", &show.title)])
    } else {
        show.title.clone()
    };
    let path = format!("/performances/{id}");
    let html = render::booking(&site, &listing, now, &path, visitor);
    let head = Head::new(&site, &title, &show.summary)
        .at(path)
        .with_poster(listing.entry.poster.as_ref())
        .about(vec![structured::event(&listing, &site, base, now)]);
    Ok(Page { route: Route::Booking, head, answers, html })
}

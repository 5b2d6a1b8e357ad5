use super::{Name, PageResult};
use crate::{
    http::{problem::ApiError, state::App},
    pages::{
        answer::{Page, answer},
        first_answers::FirstAnswers,
        head::Head,
        preloads::Route,
        render, structured,
        visitor::Visitor,
    },
    programme::{performance_view, performances},
};
use axum::{
    extract::State,
    response::{IntoResponse as _, Redirect, Response},
};
use azionelab_domain::PerformanceId;
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
    let path = format!("/performances/{id}");
    let api_path = format!("/api/v1{path}");
    let mut answers = FirstAnswers::new(&site, visitor);
    answers.put(api_path.clone(), &performance_view::Performance::new(&listing, now));
    // Only a page without a form shows them.
    let mut other_dates = Vec::new();
    if !listing.is_bookable(now) {
        let others = browse.other_dates(&listing).await?;
        answers.put(format!("{api_path}/other-dates"), &performances::others(&others));
        other_dates = others.0;
    }

    let base = app.settings.base_url.as_str();
    let title = render::booking_title(&listing, now, visitor.language);
    let html = render::booking(&site, &listing, &other_dates, now, &path, visitor);
    let head = Head::new(&site, &title, &show.summary)
        .at(path)
        .with_poster(listing.entry.poster.as_ref())
        .about(vec![structured::event(&listing, &site, base, now)]);
    Ok(Page { route: Route::Booking, head, answers, html })
}

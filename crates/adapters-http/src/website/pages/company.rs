use std::sync::Arc;

use axum::{extract::State, response::Response};
use azionelab_application::BrowseError;

use super::{Gathered, Name, slug};
use crate::{
    app::App,
    dto,
    problem::ApiError,
    text,
    website::{
        answer::{Page, answer},
        first_answers::FirstAnswers,
        head::Head,
        preloads::Route,
        texts,
        visitor::Visitor,
    },
};

/// A page of the company's own.
pub(in crate::website) async fn company_page(
    State(app): State<Arc<App>>,
    Name(name): Name,
    visitor: Visitor,
) -> Response {
    let page = gather(&app, &visitor, &name, None).await;
    answer(&app, &visitor, page).await
}

/// What becomes of personal data, and what the company adds to it.
pub(in crate::website) async fn privacy(State(app): State<Arc<App>>, visitor: Visitor) -> Response {
    let title = &texts::of(visitor.language).pages.privacy;
    let page = gather(&app, &visitor, "privacy", Some(title)).await;
    answer(&app, &visitor, page).await
}

/// How the site and the house can be used by all, and what the company adds to it.
pub(in crate::website) async fn accessibility(
    State(app): State<Arc<App>>,
    visitor: Visitor,
) -> Response {
    let title = &texts::of(visitor.language).pages.accessibility;
    let page = gather(&app, &visitor, "accessibility", Some(title)).await;
    answer(&app, &visitor, page).await
}

/// With a title of ours the page is there even if the company has written none.
async fn gather(app: &App, visitor: &Visitor, name: &str, ours: Option<&str>) -> Gathered {
    let slug = slug(name)?;
    let browse = &app.use_cases.browse;
    let written = async {
        match browse.page(&slug).await {
            Err(BrowseError::NotFound) if ours.is_some() => Ok(None),
            page => page.map(Some),
        }
    };
    let (site, page) = tokio::try_join!(browse.site(), written).map_err(ApiError::from)?;
    let mut answers = FirstAnswers::new(&site, visitor);
    if let Some(page) = &page {
        answers.put(format!("/api/v1/pages/{slug}"), &dto::Page::from(page.clone()));
    }
    let title = ours.or_else(|| page.as_ref().map(|page| page.title.as_str())).unwrap_or_default();
    let description =
        page.as_ref().map_or_else(|| site.tagline.clone(), |page| text::plain(&page.body));
    let path = if ours.is_some() { format!("/{slug}") } else { format!("/pages/{slug}") };
    let head = Head::new(&site, title, &description).at(path);
    Ok(Page { route: Route::Page, head, answers, paint: String::new() })
}

use super::{Name, PageResult, slug};
use crate::{
    http::{markdown, problem::ApiError, state::App},
    pages::{
        answer::{Page, answer},
        first_answers::FirstAnswers,
        head::Head,
        preloads::Route,
        render,
        texts::{self, Statement},
        visitor::Visitor,
    },
};
use axum::{extract::State, response::Response};
use azionelab_application::programme::BrowseError;
use std::sync::Arc;

pub(in crate::pages) async fn company_page(
    State(app): State<Arc<App>>,
    Name(name): Name,
    visitor: Visitor,
) -> Response {
    let page = gather(&app, &visitor, &name, None).await;
    answer(&app, &visitor, page).await
}

/// The company's privacy page, or the built-in statement.
pub(in crate::pages) async fn privacy(State(app): State<Arc<App>>, visitor: Visitor) -> Response {
    let statement = &texts::statements(visitor.language).privacy;
    let page = gather(&app, &visitor, "privacy", Some(statement)).await;
    answer(&app, &visitor, page).await
}

/// The company's accessibility page, or the built-in statement.
pub(in crate::pages) async fn accessibility(
    State(app): State<Arc<App>>,
    visitor: Visitor,
) -> Response {
    let statement = &texts::statements(visitor.language).accessibility;
    let page = gather(&app, &visitor, "accessibility", Some(statement)).await;
    answer(&app, &visitor, page).await
}

/// With a built-in statement, the page exists even if the company has not written it.
async fn gather(
    app: &App,
    visitor: &Visitor,
    name: &str,
    ours: Option<&'static Statement>,
) -> PageResult {
    let slug = slug(name)?;
    let browse = &app.use_cases.programme.browse;
    let written = async {
        match browse.page(&slug).await {
            Err(BrowseError::NotFound) if ours.is_some() => Ok(None),
            page => page.map(Some),
        }
    };
    let (site, page) = tokio::try_join!(browse.site(), written)?;
    let mut answers = FirstAnswers::new(&site, visitor);
    let path = if ours.is_some() { format!("/{slug}") } else { format!("/pages/{slug}") };
    let (head, html) = match (page, ours) {
        (Some(page), _) => {
            let html = render::company_page(&site, &page, &path, visitor);
            let head = Head::new(&site, &page.title, &markdown::plain(&page.body));
            answers.put(format!("/api/v1/pages/{slug}"), &crate::programme::view::Page::from(page));
            (head, html)
        }
        (None, Some(statement)) => {
            let html = render::statement(&site, statement, &path, visitor);
            (Head::new(&site, &statement.title, &statement.lead), html)
        }
        (None, None) => return Err(ApiError::NotFound),
    };
    let route = if ours.is_some() { Route::Statement } else { Route::Page };
    Ok(Page { route, head: head.at(path), answers, html })
}

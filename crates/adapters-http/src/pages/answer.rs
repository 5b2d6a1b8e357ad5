use super::{
    first_answers::FirstAnswers,
    head::Head,
    json, mangled, plain, policy, prefetch,
    preloads::{self, Route},
    render,
    shell::{self, Filling},
    start, style, texts, views,
    visitor::Visitor,
};
use crate::http::{earlier_slugs, problem::ApiError, state::App};
use askama::Template;
use axum::response::{IntoResponse, Redirect, Response};
use http::{HeaderName, HeaderValue, StatusCode, header};

pub(super) struct Page {
    pub route: Route,
    pub head: Head,
    pub answers: FirstAnswers,
    /// The HTML that is shown until the app has started.
    pub html: String,
}

/// Answers with the page, or with a page about the problem.
pub(super) async fn answer(app: &App, visitor: &Visitor, page: Result<Page, ApiError>) -> Response {
    match page {
        Ok(page) => whole(app, visitor, StatusCode::OK, &page),
        Err(ApiError::NotFound) => not_found(app, visitor).await,
        Err(ApiError::Renamed(today)) => {
            // The old slug may be reused later, so browsers ask again.
            let headers = [(header::CACHE_CONTROL, "no-cache")];
            let place = earlier_slugs::place(&visitor.place, &today);
            (headers, Redirect::permanent(&place)).into_response()
        }
        Err(problem) => without_answers(app, visitor, &problem),
    }
}

/// Answers 404 with a page, or redirects to an address without trailing punctuation.
pub(crate) async fn not_found(app: &App, visitor: &Visitor) -> Response {
    let (path, query) = visitor.place.split_once('?').unwrap_or((&visitor.place, ""));
    if let Some(place) = mangled::without_trailing_punctuation(path) {
        let query = if query.is_empty() { String::new() } else { format!("?{query}") };
        return Redirect::permanent(&format!("{place}{query}")).into_response();
    }
    let site = match app.use_cases.programme.browse.site().await {
        Ok(site) => site,
        Err(error) => return without_answers(app, visitor, &error.into()),
    };
    let states = &texts::of(visitor.language).states;
    let page = Page {
        route: Route::NotFound,
        head: Head::new(&site, &states.not_found_title, &states.not_found),
        answers: FirstAnswers::new(&site, visitor),
        html: render::not_found(&site, visitor),
    };
    whole(app, visitor, StatusCode::NOT_FOUND, &page)
}

/// Answers with the shell, a short text and a link to retry. The app then asks for the data itself,
/// and explains the problem if that fails too.
pub(super) fn without_answers(app: &App, visitor: &Visitor, problem: &ApiError) -> Response {
    let filling = Parts {
        route: views::is_staffs(&visitor.place).then_some(Route::Staff),
        title: escaped(&texts::of(visitor.language).states.down_title),
        head: "<meta name=\"robots\" content=\"noindex\">".to_owned(),
        html: &render::down(visitor),
        after: String::new(),
        start: None,
    };
    let mut response = filled(app, visitor, problem.kind().0, &filling);
    problem.say_when_to_come_back(response.headers_mut());
    response
}

fn whole(app: &App, visitor: &Visitor, status: StatusCode, page: &Page) -> Response {
    let base = app.settings.base_url.as_str();
    let mut preloads = preloads::of(app.website.files.as_ref(), page.route, visitor.language);
    let start = match preloads.scripts.first().cloned() {
        None => None,
        Some(_) if page.route.is_rendered() => {
            Some(start::element(&std::mem::take(&mut preloads.scripts), true))
        }
        // The other scripts are fetched by the links in the head.
        Some(app) => Some(start::element(&[app], false)),
    };
    let prefetch_script =
        if page.route == Route::Reservation { prefetch::element() } else { String::new() };
    let title = escaped(&page.head.title);
    let things = page.head.things.iter().map(json::in_script).fold(String::new(), |all, thing| {
        all + "<script type=\"application/ld+json\">" + &thing + "</script>"
    });
    let answers = page.answers.in_script();
    let after = format!(
        "{things}<script type=\"application/json\" id=\"first-answers\">{answers}</script>\
         {prefetch_script}"
    );
    let head = page.head.written(base, visitor, &preloads);
    let parts = Parts { route: Some(page.route), title, head, html: &page.html, after, start };
    filled(app, visitor, status, &parts)
}

/// Escapes a text for HTML.
fn escaped(text: &str) -> String {
    let html = askama::filters::escape(text, askama::filters::Html);
    html.map(|html| html.to_string()).unwrap_or_default()
}

struct Parts<'a> {
    /// `None` if the page is unknown.
    route: Option<Route>,
    title: String,
    head: String,
    html: &'a str,
    after: String,
    start: Option<String>,
}

/// Fills the shell, with the placeholder for the nonce. Browsers may keep the answer for the back button, but revalidate it otherwise.
fn filled(app: &App, visitor: &Visitor, status: StatusCode, parts: &Parts) -> Response {
    let website = &app.website;
    let files = website.files.as_ref();
    let shell = match parts.route {
        Some(Route::Staff) => "staff/browser/index.html",
        _ => "browser/index.html",
    };
    let shell = files.read(shell).and_then(|file| {
        str::from_utf8(&file.content).ok().map(|shell| style::put_into(shell, files))
    });
    let filling = Filling {
        nonce: &website.placeholder,
        language: visitor.language,
        theme: visitor.theme,
        title: &parts.title,
        head: &parts.head,
        html: parts.html,
        after: &parts.after,
        start: parts.start.as_deref(),
    };
    let html = shell.and_then(|shell| shell::fill(&shell, &filling));
    let Some(html) = html else { return not_built(status) };
    let headers = [
        (header::CONTENT_TYPE, HeaderValue::from_static("text/html; charset=utf-8")),
        (header::CONTENT_LANGUAGE, HeaderValue::from_static(visitor.language.tag())),
        (header::CACHE_CONTROL, HeaderValue::from_static("no-cache")),
        (header::CONTENT_SECURITY_POLICY, policy::of(&website.placeholder, parts.route)),
        (header::VARY, HeaderValue::from_static(DEPENDS_ON)),
    ];
    let mut response = (status, headers, html).into_response();
    response.headers_mut().extend(remembered(app, visitor));
    response
}

/// Returns the cookie that keeps the language from the address for the following pages. The app
/// sets the same cookie when a visitor chooses a language.
fn remembered(app: &App, visitor: &Visitor) -> Option<(HeaderName, HeaderValue)> {
    let language = visitor.requested?.tag();
    let secure = if app.settings.base_url.is_secure() { "; Secure" } else { "" };
    let cookie = format!("language={language}; Path=/; Max-Age=31536000; SameSite=Lax{secure}");
    Some((header::SET_COOKIE, HeaderValue::try_from(cookie).ok()?))
}

/// The request headers that a page depends on.
pub(super) const DEPENDS_ON: &str = "Accept-Language, Cookie, Accept-Encoding";

#[derive(Template)]
#[template(path = "website/not_built.html")]
struct NotBuilt;

/// Answers 503 unless the page would be an error anyway.
fn not_built(status: StatusCode) -> Response {
    let is_there = status == StatusCode::OK;
    plain::page(if is_there { StatusCode::SERVICE_UNAVAILABLE } else { status }, &NotBuilt)
}

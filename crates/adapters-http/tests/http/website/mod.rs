mod answers;
mod crawlers;
mod elsewhere;
mod files;
mod head;
mod render;
mod shell;
mod staff;

use serde_json::Value;

use crate::support::{Ask, PERFORMANCE, Theatre};

pub(super) fn pages() -> Vec<String> {
    let performance = format!("/performances/{PERFORMANCE}");
    ["/", "/shows", "/shows/la-locandiera", "/calendar", "/venues", "/venues/teatro-piccolo"]
        .into_iter()
        .chain(["/pages/chi-siamo", "/privacy", "/accessibility", &performance])
        .chain(["/reservation", "/t"])
        .map(str::to_owned)
        .collect()
}

/// Returns the text between `start` and `end`.
#[track_caller]
pub(super) fn between<'a>(text: &'a str, start: &str, end: &str) -> &'a str {
    let (_, rest) = text.split_once(start).unwrap_or_else(|| panic!("no {start} in {text}"));
    rest.split_once(end).unwrap_or_else(|| panic!("no {end} in {rest}")).0
}

/// Returns the API answers in a page.
#[track_caller]
pub(super) fn first_answers(page: &str) -> Value {
    let start = "<script type=\"application/json\" id=\"first-answers\">";
    serde_json::from_str(between(page, start, "</script>")).unwrap()
}

#[tokio::test]
async fn every_page_is_served() {
    let router = Theatre::on_stage().router();
    for path in pages() {
        let page = Ask::get(&path).of(&router).await;
        assert_eq!(page.status, 200, "{path}");
        assert_eq!(page.header("content-type"), "text/html; charset=utf-8");
        assert_eq!(page.header("cache-control"), "no-cache");
        assert_eq!(page.header("vary"), "Accept-Language, Cookie, Accept-Encoding");
        for inline in ["<script>", " style=", " onclick="] {
            assert!(!page.text().contains(inline), "{path}: {inline}");
        }
    }
}

mod files;

use crate::support::{Ask, PERFORMANCE, Theatre};

/// Every page that can be asked for.
pub(super) fn pages() -> Vec<String> {
    let performance = format!("/performances/{PERFORMANCE}");
    ["/", "/shows", "/shows/la-locandiera", "/calendar", "/venues", "/venues/teatro-piccolo"]
        .into_iter()
        .chain(["/pages/chi-siamo", "/privacy", "/accessibility", &performance])
        .chain(["/reservation", "/t"])
        .map(str::to_owned)
        .collect()
}

#[tokio::test]
async fn every_page_is_there() {
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

use insta::{assert_json_snapshot, assert_snapshot};

use crate::support::{Ask, Theatre};

#[tokio::test]
async fn robots_txt_guides_crawlers() {
    let robots = Theatre::new().ask(Ask::get("/robots.txt")).await;
    assert_eq!(robots.header("content-type"), "text/plain; charset=utf-8");
    assert_snapshot!(robots.text());
}

#[tokio::test]
async fn the_sitemap_lists_all_public_pages() {
    let map = Theatre::on_stage().ask(Ask::get("/sitemap.xml")).await;
    assert_eq!(map.header("content-type"), "application/xml; charset=utf-8");
    assert_snapshot!(map.text());
}

#[tokio::test]
async fn the_site_has_a_manifest() {
    let manifest = Theatre::on_stage().ask(Ask::get("/manifest.webmanifest")).await;
    assert_eq!(manifest.header("content-type"), "application/manifest+json");
    assert_json_snapshot!(manifest.json());
}

#[tokio::test]
async fn calendars_can_be_subscribed_to() {
    let mut theatre = Theatre::on_stage();
    theatre.calendars.expect_feed().returning(|feed| feed.name.clone());
    let router = theatre.router();
    for (path, name) in [
        ("/calendar.ics", "AzioneLab"),
        ("/shows/la-locandiera/calendar.ics", "La locandiera · AzioneLab"),
    ] {
        let feed = Ask::get(path).of(&router).await;
        assert_eq!((feed.status.as_u16(), feed.text().as_str()), (200, name));
        assert_eq!(feed.header("content-type"), "text/calendar; charset=utf-8");
    }
    assert_eq!(Ask::get("/shows/nowhere/calendar.ics").of(&router).await.status, 404);
}

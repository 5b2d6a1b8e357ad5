use super::pages;
use crate::support::{Ask, Theatre};
use azionelab_adapters_http::{Allowance, RateLimits};
use azionelab_application::ports::StoreError;
use rstest::rstest;

#[rstest]
#[case("/nowhere")]
#[case("/shows/nowhere")]
#[case("/shows/Not%20a%20slug")]
#[case("/shows/%ff")]
#[case("/venues/nowhere")]
#[case("/pages/nowhere")]
#[case("/performances/nowhere")]
#[case("/performances/0191b7a0-0000-7000-8000-00000000abcd")]
#[case("/reservation/x")]
#[case("/apis")]
#[case("/mailbox")]
#[case("//evil.example/")]
#[tokio::test]
async fn unknown_pages_are_answered_with_a_404_page(#[case] path: &str) {
    let page = Theatre::on_stage().ask(Ask::get(path)).await;
    assert_eq!(page.status, 404);
    assert_eq!(page.header("content-type"), "text/html; charset=utf-8");
    assert!(page.text().contains("<title>Pagina non trovata"), "{}", page.text());
}

#[rstest]
#[case("/shows/", "/shows")]
#[case("/shows/la-locandiera/?lang=en", "/shows/la-locandiera?lang=en")]
#[case("/nowhere/", "/nowhere")]
#[tokio::test]
async fn a_trailing_slash_redirects(#[case] path: &str, #[case] place: &str) {
    let answer = Theatre::new().ask(Ask::get(path)).await;
    assert_eq!((answer.status.as_u16(), answer.header("location")), (308, place));
}

const SECRET: &str = "q8Zr3Jx_-0aBcDeFgHiJkLmNoPqRsTuVwXyZ0123456";

#[rstest]
#[case("/reservation%23", "", "/reservation")]
#[case("/t%23", ".", "/t")]
#[case("/staff-link%2523", "%3E", "/staff-link")]
#[tokio::test]
async fn an_encoded_hash_redirects_to_a_real_one(
    #[case] before: &str,
    #[case] after: &str,
    #[case] page: &str,
) {
    let answer = Theatre::new().ask(Ask::get(&format!("{before}{SECRET}{after}"))).await;
    let place = format!("{page}#{SECRET}");
    assert_eq!((answer.status.as_u16(), answer.header("location")), (303, place.as_str()));
    assert_eq!(answer.header("cache-control"), "no-store");
    assert_eq!(answer.header("referrer-policy"), "no-referrer");
    assert!(!answer.text().contains(SECRET));
}

#[rstest]
#[case("/reservation.", "/reservation")]
#[case("/calendar%29", "/calendar")]
#[case("/shows/la-locandiera%3E?lang=en", "/shows/la-locandiera?lang=en")]
#[tokio::test]
async fn trailing_punctuation_redirects(#[case] path: &str, #[case] place: &str) {
    let answer = Theatre::on_stage().ask(Ask::get(path)).await;
    assert_eq!((answer.status.as_u16(), answer.header("location")), (308, place));
}

#[rstest]
#[case("01910000000070008000000000000001")]
#[case("01910000-0000-7000-8000-00000000ABCD")]
#[case("urn:uuid:01910000-0000-7000-8000-000000000001")]
#[case("%7B01910000-0000-7000-8000-000000000001%7D")]
#[tokio::test]
async fn each_performance_has_one_address(#[case] id: &str) {
    let answer = Theatre::on_stage().ask(Ask::get(&format!("/performances/{id}?lang=en"))).await;
    let end = if id.ends_with("CD") { "abcd" } else { "0001" };
    let place = format!("/performances/01910000-0000-7000-8000-00000000{end}?lang=en");
    assert_eq!((answer.status.as_u16(), answer.header("location")), (308, place.as_str()));
}

#[rstest]
#[case("/chunk-AAAAAAAA.js")]
#[case("/apple-touch-icon.png")]
#[case("/wp-admin/setup.php")]
#[tokio::test]
async fn a_missing_file_is_answered_briefly(#[case] path: &str) {
    // Neither the database nor the rate limit is used.
    let mut theatre = Theatre::new();
    theatre.settings.rate_limit = Some(one_page());
    let router = theatre.router();
    for _ in 0..3 {
        let answer = Ask::get(path).of(&router).await;
        answer.problem(404, "not-found");
        assert_eq!(answer.header("cache-control"), "no-store");
    }
}

#[tokio::test]
async fn a_trailing_slash_under_the_api_is_not_found() {
    Theatre::new().ask(Ask::get("/api/v1/shows/")).await.problem(404, "not-found");
}

#[tokio::test]
async fn the_shell_is_served_while_the_database_is_unavailable() {
    fn away() -> StoreError {
        StoreError::Unavailable("the database is down".into())
    }
    let mut theatre = Theatre::new();
    let programme = &mut theatre.programme;
    programme.expect_site().returning(|| Err(away()));
    programme.expect_shows().returning(|_| Err(away()));
    programme.expect_show().returning(|_, _| Err(away()));
    programme.expect_venues().returning(|| Err(away()));
    programme.expect_venue().returning(|_| Err(away()));
    programme.expect_performances().returning(|_, _| Err(away()));
    programme.expect_performance().returning(|_, _| Err(away()));
    programme.expect_page().returning(|_| Err(away()));
    let router = theatre.router();
    for path in pages().iter().map(String::as_str).chain(["/nowhere"]) {
        let page = Ask::get(path).of(&router).await;
        assert_eq!(page.status, 503, "{path}");
        assert!(page.text().contains("<app-root") && !page.text().contains("first-answers"));
        assert!(page.text().contains("noindex") && !page.text().contains("the database is down"));
        assert!(page.text().contains("<title>Il sito non risponde</title>"), "{path}");
        assert!(page.text().contains(&format!("href=\"{path}\">Riprova</a>")), "{path}");
        assert_eq!(page.header("retry-after"), "2");
    }
    for path in ["/sitemap.xml", "/calendar.ics", "/manifest.webmanifest"] {
        Ask::get(path).of(&router).await.problem(503, "unavailable");
    }
}

/// One page an hour.
fn one_page() -> RateLimits {
    let reads_per_client = Allowance::new(1, std::time::Duration::from_hours(1));
    RateLimits { reads_per_client, ..RateLimits::default() }
}

#[tokio::test]
async fn a_client_over_its_limit_gets_the_shell() {
    let mut theatre = Theatre::on_stage();
    theatre.settings.rate_limit = Some(one_page());
    let router = theatre.router();
    assert_eq!(Ask::get("/").of(&router).await.status, 200);
    let page = Ask::get("/").of(&router).await;
    assert_eq!(page.status, 429);
    assert!(!page.header("retry-after").is_empty());
    assert!(!page.text().contains("first-answers"));
    assert!(page.text().contains("href=\"/\">Riprova</a>") && page.text().contains("<app-root"));
    assert_eq!(
        Ask::get("/main-5VZ3RWKO.js").of(&router).await.status,
        200,
        "files are not limited"
    );
}

#[rstest]
#[case("/shows?lang=en&a='", "/shows?lang=en&#38;a=&#39;")]
#[case("//evil.example/x?lang=en", "/")]
#[tokio::test]
async fn the_retry_link_stays_on_this_site(#[case] path: &str, #[case] place: &str) {
    let mut theatre = Theatre::on_stage();
    theatre.settings.rate_limit = Some(one_page());
    let router = theatre.router();
    Ask::get("/").of(&router).await;
    let page = Ask::get(path).of(&router).await;
    assert!(page.text().contains(&format!("href=\"{place}\">Try again</a>")), "{}", page.text());
}

#[rstest]
#[case("/calendar.ics")]
#[case("/shows/la-locandiera/calendar.ics")]
#[case("/sitemap.xml")]
#[case("/manifest.webmanifest")]
#[tokio::test]
async fn a_feed_reader_over_its_limit_gets_a_problem(#[case] path: &str) {
    let mut theatre = Theatre::on_stage();
    theatre.settings.rate_limit = Some(one_page());
    theatre.calendars.expect_feed().returning(|feed| feed.name.clone());
    let router = theatre.router();
    assert_eq!(Ask::get(path).of(&router).await.status, 200);
    Ask::get(path).of(&router).await.problem(429, "rate-limited");
    let robots = Ask::get("/robots.txt").of(&router).await;
    assert_eq!(robots.status, 200, "robots.txt is not limited");
}

#[tokio::test]
async fn pages_answer_head_requests() {
    let router = Theatre::on_stage().router();
    for path in pages().iter().map(String::as_str).chain(["/sitemap.xml", "/robots.txt"]) {
        let head = Ask::new("HEAD", path).of(&router).await;
        assert_eq!((head.status.as_u16(), head.body.len()), (200, 0), "{path}");
        assert_ne!(head.header("content-length"), "0", "{path}");
    }
}

use super::{between, first_answers};
use crate::support::{Ask, PERFORMANCE, Theatre, house, listing, season, site};
use azionelab_application::programme::Listing;
use azionelab_domain::{House, Performance, Policy};
use insta::assert_snapshot;
use rstest::rstest;
use serde_json::{Value, json};

/// The server's part of the head, and the structured data after the app.
async fn head_of(path: &str) -> String {
    let page = Theatre::on_stage().ask(Ask::get(path)).await.text();
    let title = between(&page, "<title>", "</title>");
    let head = between(&page, "</style>", "</head>");
    let things = between(&page, "</app-root>", "<script type=\"application/json\"");
    let things = things.replace("</script>", "</script>\n");
    format!("{title}\n{head}\n{things}")
}

#[tokio::test]
async fn the_home_page_describes_the_company() {
    assert_snapshot!(head_of("/").await);
}

#[tokio::test]
async fn the_list_of_shows_has_metadata() {
    assert_snapshot!(head_of("/shows").await);
}

#[tokio::test]
async fn a_show_has_its_performances_as_structured_data() {
    assert_snapshot!(head_of("/shows/la-locandiera").await);
}

#[tokio::test]
async fn the_calendar_has_structured_data() {
    assert_snapshot!(head_of("/calendar").await);
}

#[tokio::test]
async fn structured_data_is_limited_to_fifty_performances() {
    let mut theatre = Theatre::new();
    let programme = &mut theatre.programme;
    programme.expect_site().returning(|| Ok(site()));
    programme.expect_show().returning(|_, _| Ok(Some(season())));
    programme.expect_venues().returning(|| Ok(Vec::new()));
    programme.expect_performances().returning(|_, _| Ok(vec![listing(); 60]));
    let router = theatre.router();
    for path in ["/shows/la-locandiera", "/calendar"] {
        let page = Ask::get(path).of(&router).await.text();
        assert_eq!(page.matches("\"TheaterEvent\"").count(), 50, "{path}");
    }
}

#[tokio::test]
async fn the_list_of_venues_has_metadata() {
    assert_snapshot!(head_of("/venues").await);
}

#[tokio::test]
async fn a_venue_has_structured_data() {
    assert_snapshot!(head_of("/venues/teatro-piccolo").await);
}

#[tokio::test]
async fn a_page_of_the_company_is_described_by_its_text() {
    assert_snapshot!(head_of("/pages/chi-siamo").await);
}

#[tokio::test]
async fn the_privacy_page_has_metadata() {
    assert_snapshot!(head_of("/privacy").await);
}

#[tokio::test]
async fn a_booking_page_has_structured_data() {
    assert_snapshot!(head_of(&format!("/performances/{PERFORMANCE}")).await);
}

#[rstest]
#[case("", "", json!("Teatro Piccolo"))]
#[case("", "Torino", json!({"@type": "PostalAddress", "addressLocality": "Torino"}))]
#[case("Via Roma 1", "", json!({"@type": "PostalAddress", "streetAddress": "Via Roma 1"}))]
#[tokio::test]
async fn structured_addresses_contain_only_known_parts(
    #[case] street: &'static str,
    #[case] city: &'static str,
    #[case] expected_address: Value,
) {
    let mut theatre = Theatre::new();
    let listing = || {
        let mut listing = listing();
        (listing.venue.address, listing.venue.city) = (street.into(), city.into());
        listing
    };
    theatre.programme.expect_site().returning(|| Ok(site()));
    theatre.programme.expect_performances().returning(|_, _| Ok(Vec::new()));
    theatre.programme.expect_performance().returning(move |_, _| Ok(Some(listing())));
    let event = event(theatre).await;
    assert_eq!(event["location"]["address"], expected_address);
    assert_eq!(event["performer"]["name"], "AzioneLab");
}

#[tokio::test]
async fn an_end_beyond_the_calendar_is_left_out() {
    let mut theatre = Theatre::new();
    let listing = || {
        let house = house();
        let starts_at = jiff::Timestamp::MAX;
        let performance = Performance { starts_at, ..*house.performance() };
        Listing { house: House::new(performance, Policy::default()), ..listing() }
    };
    theatre.programme.expect_site().returning(|| Ok(site()));
    theatre.programme.expect_performances().returning(|_, _| Ok(Vec::new()));
    theatre.programme.expect_performance().returning(move |_, _| Ok(Some(listing())));
    let event = event(theatre).await;
    assert!(event["startDate"].is_string() && event["endDate"].is_null(), "{event}");
}

/// The structured data of the performance.
async fn event(theatre: Theatre) -> Value {
    let page = theatre.ask(Ask::get(&format!("/performances/{PERFORMANCE}"))).await.text();
    let event = between(&page, "<script type=\"application/ld+json\">", "</script>");
    serde_json::from_str(event).unwrap()
}

#[tokio::test]
async fn personal_and_missing_pages_are_not_indexed() {
    assert_snapshot!(head_of("/reservation").await);
    for path in ["/reservation", "/t", "/nowhere", "/shows/nowhere"] {
        let head = head_of(path).await;
        assert!(head.contains("<meta name=\"robots\" content=\"noindex\">"), "{path}");
        assert!(!head.contains("canonical") && !head.contains("hreflang"), "{path}");
    }
}

#[tokio::test]
async fn an_empty_tagline_is_not_described() {
    let mut theatre = Theatre::new();
    theatre.programme.expect_site().returning(|| {
        let tagline = String::new();
        Ok(azionelab_application::programme::Site { tagline, ..site() })
    });
    theatre.programme.expect_shows().returning(|_| Ok(Vec::new()));
    theatre.programme.expect_performances().returning(|_, _| Ok(Vec::new()));
    let page = theatre.ask(Ask::get("/")).await.text();
    assert!(page.contains("<title>AzioneLab</title>") && !page.contains("description\" content"));
}

#[tokio::test]
async fn another_language_has_its_own_address() {
    let head = head_of("/shows?lang=en").await;
    assert!(head.starts_with("Shows · AzioneLab"), "{head}");
    assert!(head.contains("rel=\"canonical\" href=\"https://teatro.example/shows?lang=en\""));
    assert!(head.contains("<meta property=\"og:locale\" content=\"en_GB\">"));
}

#[tokio::test]
async fn files_of_the_page_are_preloaded() {
    let router = Theatre::on_stage().router();
    let home = Ask::get("/?lang=en").of(&router).await.text();
    assert!(home.contains("as=\"font\" type=\"font/woff2\" href=\"/media/bodoni-ABCDEFGH.woff2\""));
    let scripts = between(&home, "<script data-scripts=\"", "\"");
    let expected = "/main-5VZ3RWKO.js /chunk-HOMEHOME.js /chunk-ENENENEN.js /chunk-ENHOMEEN.js";
    assert_eq!(scripts, expected);
    assert!(!home.contains("<link rel=\"modulepreload\"") && !home.contains("type=\"module\""));
    let shows = Ask::get("/shows").of(&router).await.text();
    assert_eq!(between(&shows, "<script data-scripts=\"", "\""), "/main-5VZ3RWKO.js");
}

#[tokio::test]
async fn a_page_without_content_starts_the_app_at_once() {
    let page = Theatre::on_stage().ask(Ask::get("/t")).await.text();
    assert!(page.contains("<link rel=\"modulepreload\" href=\"/main-5VZ3RWKO.js\""));
    assert!(page.contains("<script data-scripts=\"/main-5VZ3RWKO.js\" data-now>"));
}

#[tokio::test]
async fn too_wide_posters_are_not_used_in_previews() {
    let mut theatre = Theatre::new();
    let season = || {
        let mut season = season();
        let images = &mut season.entry.poster.as_mut().unwrap().images;
        let narrow = images[0];
        images.push(azionelab_application::programme::PosterImage { width: 1600, ..narrow });
        season
    };
    theatre.programme.expect_show().returning(move |_, _| Ok(Some(season())));
    theatre.programme.expect_performances().returning(|_, _| Ok(Vec::new()));
    theatre.programme.expect_site().returning(|| Ok(site()));
    theatre.programme.expect_venues().returning(|| Ok(Vec::new()));
    let page = theatre.ask(Ask::get("/shows/la-locandiera")).await.text();
    assert!(page.contains("<meta property=\"og:image:width\" content=\"400\">"));
    assert!(first_answers(&page)["/api/v1/shows/la-locandiera"].is_object());
}

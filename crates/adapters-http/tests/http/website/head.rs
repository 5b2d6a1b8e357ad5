use super::{between, first_answers};
use crate::support::{Ask, PERFORMANCE, Theatre, house, listing, season, site};
use azionelab_application::programme::Listing;
use azionelab_domain::{House, Performance, Policy};
use insta::assert_snapshot;
use rstest::rstest;
use serde_json::{Value, json};

/// What the server puts into the head, and what it says to machines behind the app.
async fn said(path: &str) -> String {
    let page = Theatre::on_stage().ask(Ask::get(path)).await.text();
    let title = between(&page, "<title>", "</title>");
    let head = between(&page, "</style>", "</head>");
    let things = between(&page, "</app-root>", "<script type=\"application/json\"");
    let things = things.replace("</script>", "</script>\n");
    format!("{title}\n{head}\n{things}")
}

#[tokio::test]
async fn the_first_page_tells_who_we_are() {
    assert_snapshot!(said("/").await);
}

#[tokio::test]
async fn the_list_of_shows_says_what_it_is() {
    assert_snapshot!(said("/shows").await);
}

#[tokio::test]
async fn a_show_tells_machines_its_dates() {
    assert_snapshot!(said("/shows/la-locandiera").await);
}

#[tokio::test]
async fn the_calendar_tells_machines_every_date() {
    assert_snapshot!(said("/calendar").await);
}

#[tokio::test]
async fn machines_are_told_of_fifty_dates_and_no_more() {
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
async fn the_list_of_venues_says_what_it_is() {
    assert_snapshot!(said("/venues").await);
}

#[tokio::test]
async fn a_venue_tells_machines_where_it_is() {
    assert_snapshot!(said("/venues/teatro-piccolo").await);
}

#[tokio::test]
async fn a_page_of_the_company_is_described_by_its_own_words() {
    assert_snapshot!(said("/pages/chi-siamo").await);
}

#[tokio::test]
async fn privacy_is_there_whatever_the_company_has_written() {
    assert_snapshot!(said("/privacy").await);
}

#[tokio::test]
async fn a_performance_can_be_booked_from_elsewhere() {
    assert_snapshot!(said(&format!("/performances/{PERFORMANCE}")).await);
}

#[rstest]
#[case("", "", json!("Teatro Piccolo"))]
#[case("", "Torino", json!({"@type": "PostalAddress", "addressLocality": "Torino"}))]
#[case("Via Roma 1", "", json!({"@type": "PostalAddress", "streetAddress": "Via Roma 1"}))]
#[tokio::test]
async fn machines_are_told_as_much_of_an_address_as_is_known(
    #[case] street: &'static str,
    #[case] city: &'static str,
    #[case] told: Value,
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
    assert_eq!(event["location"]["address"], told);
    assert_eq!(event["performer"]["name"], "AzioneLab");
}

#[tokio::test]
async fn what_would_never_end_has_no_end() {
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

/// What machines are told of the performance.
async fn event(theatre: Theatre) -> Value {
    let page = theatre.ask(Ask::get(&format!("/performances/{PERFORMANCE}"))).await.text();
    let event = between(&page, "<script type=\"application/ld+json\">", "</script>");
    serde_json::from_str(event).unwrap()
}

#[tokio::test]
async fn what_is_somebodys_own_is_found_by_nobody_else() {
    assert_snapshot!(said("/reservation").await);
    for path in ["/reservation", "/t", "/nowhere", "/shows/nowhere"] {
        let head = said(path).await;
        assert!(head.contains("<meta name=\"robots\" content=\"noindex\">"), "{path}");
        assert!(!head.contains("canonical") && !head.contains("hreflang"), "{path}");
    }
}

#[tokio::test]
async fn who_says_nothing_of_themselves_is_not_described() {
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
async fn another_language_has_an_address_of_its_own() {
    let head = said("/shows?lang=en").await;
    assert!(head.starts_with("Shows · AzioneLab"), "{head}");
    assert!(head.contains("rel=\"canonical\" href=\"https://teatro.example/shows?lang=en\""));
    assert!(head.contains("<meta property=\"og:locale\" content=\"en_GB\">"));
}

#[tokio::test]
async fn what_will_be_asked_for_is_announced() {
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
async fn a_page_that_only_the_app_can_show_waits_for_nothing_else() {
    let page = Theatre::on_stage().ask(Ask::get("/t")).await.text();
    assert!(page.contains("<link rel=\"modulepreload\" href=\"/main-5VZ3RWKO.js\""));
    assert!(page.contains("<script data-scripts=\"/main-5VZ3RWKO.js\" data-now>"));
}

#[tokio::test]
async fn a_poster_that_is_too_wide_for_a_preview_is_left_to_the_page() {
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

use std::collections::BTreeSet;

use rstest::rstest;
use serde_json::Value;

use super::{first_answers, pages};
use crate::support::{Ask, PERFORMANCE, Theatre};

#[tokio::test]
async fn the_answers_in_a_page_equal_those_of_the_api() {
    let router = Theatre::on_stage().router();
    for path in pages() {
        let page = Ask::get(&path).of(&router).await.text();
        let Value::Object(answers) = first_answers(&page) else { panic!("{path}: {page}") };
        for (asked, inside) in answers {
            let answer = Ask::get(&asked).of(&router).await;
            assert_eq!((answer.status.as_u16(), answer.json()), (200, inside), "{path}: {asked}");
        }
    }
}

#[rstest]
#[case("/", &["/api/v1/performances?limit=12", "/api/v1/shows"])]
#[case("/shows", &["/api/v1/shows"])]
#[case("/shows/la-locandiera", &["/api/v1/shows/la-locandiera", "/api/v1/venues"])]
#[case("/calendar", &["/api/v1/performances?limit=100"])]
#[case("/venues", &["/api/v1/venues"])]
#[case(
    "/venues/teatro-piccolo",
    &["/api/v1/performances?venue=teatro-piccolo&limit=50", "/api/v1/venues/teatro-piccolo"]
)]
#[case("/pages/chi-siamo", &["/api/v1/pages/chi-siamo"])]
#[case("/privacy", &[])]
#[case("/accessibility", &[])]
#[case("/reservation", &[])]
#[case("/t", &[])]
#[case("/nowhere", &[])]
#[tokio::test]
async fn a_page_contains_the_apps_first_answers(#[case] path: &str, #[case] asked: &[&str]) {
    let page = Theatre::on_stage().ask(Ask::get(path)).await.text();
    let Value::Object(answers) = first_answers(&page) else { panic!("{page}") };
    let inside = answers.keys().map(String::as_str).collect::<BTreeSet<_>>();
    assert_eq!(inside, asked.iter().copied().chain(["/api/v1/site"]).collect());
}

#[tokio::test]
async fn a_booking_page_contains_the_shows_other_performances() {
    let path = format!("/performances/{PERFORMANCE}");
    let page = Theatre::on_stage().ask(Ask::get(&path)).await.text();
    let answers = first_answers(&page);
    assert_eq!(answers[format!("/api/v1{path}")]["id"], PERFORMANCE.to_string());
    let others = &answers["/api/v1/performances?show=la-locandiera&limit=20"];
    assert_eq!(others["items"][0]["id"], PERFORMANCE.to_string());
}

#[tokio::test]
async fn the_companys_privacy_page_replaces_the_statement() {
    let mut theatre = Theatre::new();
    theatre.programme.expect_site().returning(|| Ok(crate::support::site()));
    theatre.programme.expect_page().returning(|slug| {
        assert_eq!(slug.as_str(), "privacy");
        Ok(Some(crate::support::page()))
    });
    let page = theatre.ask(Ask::get("/privacy")).await.text();
    assert_eq!(first_answers(&page)["/api/v1/pages/privacy"]["title"], "Chi siamo");
}

use std::collections::BTreeSet;

use rstest::rstest;
use serde_json::Value;

use super::{first_answers, pages};
use crate::support::{Ask, PERFORMANCE, Theatre, house, listing, site};
use azionelab_application::programme::Listing;
use azionelab_domain::{House, Performance, PerformanceId, Policy};
use uuid::Uuid;

#[tokio::test]
async fn the_answers_in_a_page_equal_those_of_the_api() {
    let router = Theatre::on_stage().router();
    for path in pages() {
        let page = Ask::get(&path).of(&router).await.text();
        let Value::Object(answers) = first_answers(&page) else { panic!("{path}: {page}") };
        for (address, inside) in answers {
            let answer = Ask::get(&address).of(&router).await;
            assert_eq!((answer.status.as_u16(), answer.json()), (200, inside), "{path}: {address}");
        }
    }
}

#[rstest]
#[case("/", &["/api/v1/home", "/api/v1/shows"])]
#[case("/shows", &["/api/v1/shows"])]
#[case("/shows/la-locandiera", &["/api/v1/shows/la-locandiera"])]
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
async fn a_page_contains_the_apps_first_answers(#[case] path: &str, #[case] addresses: &[&str]) {
    let page = Theatre::on_stage().ask(Ask::get(path)).await.text();
    let Value::Object(answers) = first_answers(&page) else { panic!("{page}") };
    let inside = answers.keys().map(String::as_str).collect::<BTreeSet<_>>();
    assert_eq!(inside, addresses.iter().copied().chain(["/api/v1/site"]).collect());
}

/// What lies inside the page on which a performance is booked.
async fn booking_answers(theatre: Theatre) -> Value {
    let page = theatre.ask(Ask::get(&format!("/performances/{PERFORMANCE}"))).await.text();
    first_answers(&page)
}

#[tokio::test]
async fn a_performance_that_cannot_be_booked_comes_with_the_other_dates_of_its_show() {
    let mut theatre = Theatre::new();
    let sold_out = || {
        let mut one = listing();
        one.house = one.house.with_seats_held_elsewhere(50);
        one
    };
    let other = || {
        let performance =
            Performance { id: PerformanceId::new(Uuid::from_u128(9)), ..*house().performance() };
        Listing { house: House::new(performance, Policy::default()), ..listing() }
    };
    theatre.programme.expect_site().returning(|| Ok(site()));
    theatre.programme.expect_performance().returning(move |_, _| Ok(Some(sold_out())));
    theatre.programme.expect_performances().returning(move |_, _| Ok(vec![sold_out(), other()]));
    let answers = booking_answers(theatre).await;
    let path = format!("/api/v1/performances/{PERFORMANCE}");
    assert_eq!(answers[&path]["booking"]["label"], "sold_out");
    let others = answers[format!("{path}/other-dates")]["items"].as_array().unwrap();
    let ids = others.iter().map(|one| one["id"].clone()).collect::<Vec<_>>();
    assert_eq!(ids, [Uuid::from_u128(9).to_string()]);
}

#[tokio::test]
async fn a_performance_that_can_be_booked_comes_without_other_dates() {
    let answers = booking_answers(Theatre::on_stage()).await;
    let path = format!("/api/v1/performances/{PERFORMANCE}");
    assert_eq!(answers[&path]["booking"]["default_seats"], 2);
    assert_eq!(answers[format!("{path}/other-dates")], Value::Null);
}

#[tokio::test]
async fn the_companys_privacy_page_replaces_the_statement() {
    let mut theatre = Theatre::new();
    theatre.programme.expect_site().returning(|| Ok(site()));
    theatre.programme.expect_page().returning(|slug| {
        assert_eq!(slug.as_str(), "privacy");
        Ok(Some(crate::support::page()))
    });
    let page = theatre.ask(Ask::get("/privacy")).await.text();
    assert_eq!(first_answers(&page)["/api/v1/pages/privacy"]["title"], "Chi siamo");
}

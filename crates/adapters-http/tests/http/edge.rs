use crate::support::{Ask, Theatre, booking, house, site};
use async_trait::async_trait;
use azionelab_application::{
    houses::{HouseError, Houses, Rule, TransferRule},
    mail::BaseUrl,
    ports::{Health, StoreError},
};
use azionelab_domain::{Change, PerformanceId, Status, Transfer, TransferRefusal};
use rstest::rstest;
use std::{sync::Arc, time::Duration};
use tokio::sync::Notify;

#[tokio::test]
async fn every_answer_has_security_headers() {
    let mut theatre = Theatre::with_house(house()).held(Status::Confirmed);
    theatre.programme.expect_site().returning(|| Ok(site()));
    let router = theatre.router();
    for ask in [
        Ask::get("/"),
        Ask::get("/reservation"),
        Ask::get("/t"),
        Ask::get("/assets/plain.css"),
        Ask::get("/nowhere"),
        Ask::get("/api"),
        Ask::get("/api/v1/site"),
        Ask::get("/api/docs/"),
        Ask::get("/api/openapi.json"),
        Ask::get("/api/v1/reservation").holder(),
        Ask::get("/api/v1/session"),
        Ask::book(booking().to_string()),
        Ask::book("{"),
        Ask::new("PUT", "/api/v1/site"),
    ] {
        let answer = ask.of(&router).await;
        for (name, value) in [
            ("x-content-type-options", "nosniff"),
            ("referrer-policy", "no-referrer"),
            ("x-frame-options", "DENY"),
            ("cross-origin-opener-policy", "same-origin"),
            ("cross-origin-resource-policy", "same-origin"),
            ("strict-transport-security", "max-age=31536000"),
        ] {
            assert_eq!(answer.header(name), value);
        }
        let policy = answer.header("content-security-policy");
        assert!(policy.starts_with("default-src 'none'") && !policy.contains("script-src 'unsafe"));
        assert!(!answer.header("permissions-policy").is_empty());
        assert!(!answer.header("cache-control").is_empty());
        assert!(answer.header("access-control-allow-origin").is_empty());
        assert_eq!(answer.header("x-request-id").len(), 16);
    }
}

#[tokio::test]
async fn strict_transport_security_is_only_sent_with_tls() {
    let mut theatre = Theatre::on_stage();
    theatre.settings.base_url = BaseUrl::parse("http://localhost:8080").unwrap();
    let answer = theatre.ask(Ask::get("/").header("host", "localhost:8080")).await;
    assert_eq!((answer.status.as_u16(), answer.header("strict-transport-security")), (200, ""));
}

#[tokio::test]
async fn only_a_trusted_proxy_may_set_the_request_id() {
    let mut theatre = Theatre::new();
    theatre.settings.trusted_proxies = vec!["10.0.0.0/8".parse().unwrap()];
    let router = theatre.router();
    let ask = || Ask::get("/api/health/live").header("x-request-id", "probe-1");
    assert_eq!(ask().from("10.0.0.1:4711").of(&router).await.header("x-request-id"), "probe-1");
    let strangers = ask().from("203.0.113.9:4711").of(&router).await;
    assert_eq!(strangers.header("x-request-id").len(), 16);
}

#[tokio::test]
async fn head_requests_are_answered() {
    let router = Theatre::on_stage().router();
    for (path, status) in [("/api/v1/site", 200), ("/", 200), ("/api/v1/reservation", 401)] {
        let answer = Ask::new("HEAD", path).of(&router).await;
        assert_eq!((answer.status.as_u16(), answer.body.len()), (status, 0), "{path}");
        assert_ne!(answer.header("content-length"), "0", "{path}");
    }
}

#[rstest]
#[case::another_site(&[("sec-fetch-site", "cross-site")], true)]
#[case::a_neighbour(&[("sec-fetch-site", "same-site")], true)]
#[case::our_page(&[("sec-fetch-site", "same-origin")], false)]
#[case::no_browser(&[], false)]
#[case::an_old_browser_elsewhere(&[("origin", "https://evil.example")], true)]
#[case::an_old_browser_here(&[("origin", "https://teatro.example")], false)]
#[case::behind_a_proxy(&[("origin", "https://teatro.example"), ("host", "app:8080")], false)]
#[case::a_sandbox(&[("origin", "null")], true)]
#[tokio::test]
async fn requests_from_other_sites_are_refused(
    #[case] headers: &[(&'static str, &str)],
    #[case] refused: bool,
) {
    let mut theatre = Theatre::with_house(house());
    theatre.settings.trusted_proxies = vec!["10.0.0.0/8".parse().unwrap()];
    let router = theatre.router();
    for (ask, done) in
        [(Ask::book(booking().to_string()), 201), (Ask::new("DELETE", "/api/v1/session"), 204)]
    {
        let ask = headers
            .iter()
            .fold(ask.from("10.0.0.1:4711"), |ask, (name, value)| ask.header(name, value));
        let answer = ask.of(&router).await;
        if refused {
            answer.problem(403, "cross-site");
        } else {
            assert_eq!(answer.status, done);
        }
    }
}

#[tokio::test]
async fn another_site_may_link_to_us() {
    let ask = Ask::get("/reservation").header("sec-fetch-site", "cross-site");
    assert_eq!(Theatre::on_stage().ask(ask).await.status, 200);
}

#[tokio::test(start_paused = true)]
async fn an_answer_that_takes_too_long_times_out() {
    let mut theatre = Theatre::new();
    theatre.settings.request_timeout = Duration::from_secs(1);
    theatre.health = Arc::new(Slow);
    theatre.ask(Ask::get("/api/health")).await.problem(504, "timeout");
}

#[tokio::test]
async fn a_booking_completes_even_if_the_visitor_disconnects() {
    let houses = Arc::new(Patient::default());
    let router = Theatre { slow_houses: Some(houses.clone()), ..Theatre::new() }.router();
    let mut asking = Box::pin(Ask::book(booking().to_string()).of(&router));
    tokio::select! {
        _ = &mut asking => panic!("the request was answered too early"),
        () = houses.called.notified() => {}
    }
    // The visitor has disconnected.
    drop(asking);
    houses.goes_on.notify_one();
    let made = tokio::time::timeout(Duration::from_secs(5), houses.done.notified()).await;
    assert!(made.is_ok(), "the booking was abandoned with the connection");
}

/// A port whose change completes only when the test says so.
#[derive(Default)]
struct Patient {
    called: Notify,
    goes_on: Notify,
    done: Notify,
}

#[async_trait]
impl Houses for Patient {
    async fn change(&self, _: PerformanceId, _: Rule) -> Result<Change, HouseError> {
        self.called.notify_one();
        self.goes_on.notified().await;
        self.done.notify_one();
        Err(HouseError::NoSuchHouse)
    }

    async fn transfer(
        &self,
        _: PerformanceId,
        _: PerformanceId,
        _: TransferRule,
    ) -> Result<Transfer, HouseError<TransferRefusal>> {
        Err(HouseError::NoSuchHouse)
    }

    async fn lapse(&self, _: PerformanceId) -> Result<(), HouseError> {
        Ok(())
    }
}

/// A database that never answers.
struct Slow;

#[async_trait]
impl Health for Slow {
    async fn check(&self) -> Result<(), StoreError> {
        std::future::pending().await
    }

    fn clock_is_steady(&self) -> bool {
        true
    }
}

use crate::support::{Ask, Theatre};
use azionelab_application::ports::MockHealth;
use http::Version;
use rstest::rstest;
use std::sync::Arc;

#[rstest]
#[case::two_hosts(Ask::get("/").and_header("host", "evil.example"))]
#[case::the_same_twice(Ask::get("/").and_header("host", "teatro.example"))]
#[case::an_address_of_another(Ask::get("http://evil.example/"))]
#[case::none(Ask::get("/").without("host"))]
#[tokio::test]
async fn a_request_without_exactly_one_host_is_refused(#[case] ask: Ask) {
    Theatre::new().ask(ask).await.problem(400, "malformed-request");
}

#[rstest]
#[case::a_whole_address(Ask::get("http://teatro.example/"))]
#[case::in_capitals(Ask::get("http://TEATRO.example/"))]
#[case::an_old_probe(Ask::get("/").without("host").version(Version::HTTP_10))]
#[tokio::test]
async fn a_request_for_the_sites_host_is_accepted(#[case] ask: Ask) {
    assert_eq!(Theatre::on_stage().ask(ask).await.status, 200);
}

#[rstest]
#[case::a_page("/")]
#[case::a_file("/assets/plain.css")]
#[case::the_api("/api/v1/site")]
#[case::the_description("/api/openapi.json")]
#[case::nothing("/nowhere")]
#[tokio::test]
async fn a_request_for_another_host_is_refused(#[case] path: &str) {
    let router = Theatre::on_stage().router();
    for host in ["evil.example", "192.168.1.5:8080", "teatro.example.evil.example", ""] {
        let ask = Ask::get(path).header("host", host).from("127.0.0.1:4711");
        ask.of(&router).await.problem(421, "foreign-host");
    }
}

#[tokio::test]
async fn a_probe_may_use_any_host() {
    let mut health = MockHealth::new();
    health.expect_check().returning(|| Ok(()));
    health.expect_clock_is_steady().returning(|| true);
    let router = Theatre { health: Arc::new(health), ..Theatre::new() }.router();
    for path in ["/api/health", "/api/health/live"] {
        let ask = Ask::get(path).header("host", "10.0.0.7:8080");
        assert_eq!(ask.of(&router).await.status, 200);
    }
}

#[tokio::test]
async fn a_trusted_proxy_may_use_any_host() {
    let mut theatre = Theatre::on_stage();
    theatre.settings.trusted_proxies = vec!["10.0.0.0/8".parse().unwrap()];
    let router = theatre.router();
    let ask = || Ask::get("/").header("host", "www.teatro.example");
    assert_eq!(ask().from("10.0.0.1:4711").of(&router).await.status, 200);
    ask().from("203.0.113.9:4711").of(&router).await.problem(421, "foreign-host");
}

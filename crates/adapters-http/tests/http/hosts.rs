use http::Version;
use rstest::rstest;

use crate::support::{Ask, Theatre};

#[rstest]
#[case::two_hosts(Ask::get("/").and_header("host", "evil.example"))]
#[case::the_same_twice(Ask::get("/").and_header("host", "teatro.example"))]
#[case::an_address_of_another(Ask::get("http://evil.example/"))]
#[case::none(Ask::get("/").without("host"))]
#[tokio::test]
async fn a_request_for_who_knows_whom_is_refused(#[case] ask: Ask) {
    Theatre::new().ask(ask).await.problem(400, "malformed-request");
}

#[rstest]
#[case::a_whole_address(Ask::get("http://teatro.example/"))]
#[case::in_capitals(Ask::get("http://TEATRO.example/"))]
#[case::an_old_probe(Ask::get("/").without("host").version(Version::HTTP_10))]
#[tokio::test]
async fn a_request_for_one_host_is_taken(#[case] ask: Ask) {
    assert_eq!(Theatre::on_stage().ask(ask).await.status, 200);
}

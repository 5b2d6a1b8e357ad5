//! Tests JSON logs and request ids, which connect the logs.

use azionelab_adapters_postgres::testing::TestDatabase;
use serde_json::Value;

use crate::program::{Answer, Place, Program, agent, eventually};

fn ask(program: &Program, name: &str) -> Answer {
    let ask = agent().get(program.url("/api/health/live")).header("X-Request-Id", name);
    Answer::from(ask.call())
}

/// Returns the log line of a request. All lines before it must be JSON.
fn line_about(program: &Program, name: &str) -> Value {
    eventually("the request is logged", || {
        let log = program.log();
        let whole = log.lines().take(log.matches('\n').count());
        let mut lines = whole.map(|line| serde_json::from_str::<Value>(line).unwrap());
        lines.find(|line| line["message"] == "answered" && line["span"]["id"] == name)
    })
}

#[tokio::test]
async fn the_request_id_of_a_proxy_is_in_the_answer_and_in_the_log() {
    let database = TestDatabase::create().await;
    let place = Place::on(&database)
        .set("AZIONELAB__HTTP__TRUSTED_PROXIES", "127.0.0.1")
        .set("AZIONELAB__LOG__FORMAT", "json");
    let program = place.serve();
    assert_eq!(ask(&program, "from-nginx-1").header("x-request-id"), "from-nginx-1");
    let line = line_about(&program, "from-nginx-1");
    assert_eq!(line["status"], 200);
    assert_eq!(line["span"]["route"], "/api/health/live");
}

#[tokio::test]
async fn a_visitor_cannot_choose_the_request_id() {
    let database = TestDatabase::create().await;
    let place = Place::on(&database).set("AZIONELAB__LOG__FORMAT", "json");
    let program = place.serve();
    let answer = ask(&program, "of-my-own");
    let name = answer.header("x-request-id");
    assert_eq!(line_about(&program, name)["status"], 200);
    assert!(!program.log().contains("of-my-own"));
}

use crate::support::{Ask, Theatre};
use azionelab_application::ports::{MockHealth, StoreError};
use futures_util::future::join_all;
use std::sync::Arc;

#[tokio::test]
async fn a_flood_of_probes_asks_the_database_once() {
    let mut health = MockHealth::new();
    health.expect_check().times(1).returning(|| Ok(()));
    health.expect_clock_is_steady().returning(|| true);
    let router = Theatre { health: Arc::new(health), ..Theatre::new() }.router();
    let probes = (0..100).map(|_| Ask::get("/api/health").of(&router));
    for answer in join_all(probes).await {
        assert_eq!(answer.status, 200);
    }
}

#[tokio::test]
async fn a_database_that_does_not_answer_is_told_to_all_who_ask() {
    let mut health = MockHealth::new();
    health.expect_check().times(1).returning(|| Err(StoreError::Unavailable("it is down".into())));
    let router = Theatre { health: Arc::new(health), ..Theatre::new() }.router();
    for _ in 0..3 {
        let answer = Ask::get("/api/health").of(&router).await;
        answer.problem(503, "unavailable");
        assert!(!answer.header("retry-after").is_empty());
    }
}

#[tokio::test]
async fn a_clock_in_doubt_is_told_and_takes_nobody_off_the_network() {
    let mut health = MockHealth::new();
    health.expect_check().returning(|| Ok(()));
    health.expect_clock_is_steady().returning(|| false);
    let answer =
        Theatre { health: Arc::new(health), ..Theatre::new() }.ask(Ask::get("/api/health"));
    let answer = answer.await;
    assert_eq!((answer.status.as_u16(), answer.json()["clock"].as_str()), (200, Some("in_doubt")));
}

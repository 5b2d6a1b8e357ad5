use crate::support::{Ask, Theatre};
use azionelab_application::ports::{MockHealth, StoreError};
use futures_util::future::join_all;
use std::sync::Arc;

#[tokio::test]
async fn many_probes_share_one_database_query() {
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
async fn health_is_unavailable_while_the_database_is() {
    let mut health = MockHealth::new();
    health
        .expect_check()
        .times(1)
        .returning(|| Err(StoreError::Unavailable("the database is down".into())));
    let router = Theatre { health: Arc::new(health), ..Theatre::new() }.router();
    for _ in 0..3 {
        let answer = Ask::get("/api/health").of(&router).await;
        answer.problem(503, "unavailable");
        assert!(!answer.header("retry-after").is_empty());
    }
}

#[tokio::test]
async fn an_unreliable_clock_is_reported_with_status_200() {
    let mut health = MockHealth::new();
    health.expect_check().returning(|| Ok(()));
    health.expect_clock_is_steady().returning(|| false);
    let answer =
        Theatre { health: Arc::new(health), ..Theatre::new() }.ask(Ask::get("/api/health"));
    let answer = answer.await;
    assert_eq!((answer.status.as_u16(), answer.json()["clock"].as_str()), (200, Some("in_doubt")));
}

use crate::world::{World, minutes, now, staff};
use azionelab_application::{accounts::MockSessions, privacy::MockRetention};
use azionelab_domain::{Role, Secret};
use jiff::SignedDuration;
use std::sync::Arc;

fn token() -> Secret {
    Secret::from_random([3; 32])
}

fn world(sessions: MockSessions) -> World {
    let mut world = World::new();
    world.ports.sessions = Arc::new(sessions);
    world.preferences.sessions.idle = minutes(20);
    world
}

#[tokio::test]
async fn a_session_is_found_by_its_hash_if_it_was_used_recently() {
    let mut sessions = MockSessions::new();
    sessions
        .expect_find()
        .withf(|hash, at, idle_since| {
            *hash == token().hash() && *at == now() && *idle_since == now() - minutes(20)
        })
        .returning(|_, _, _| Ok(Some(staff(Role::Door))));

    let who =
        world(sessions).use_cases().accounts.who_is_signed_in.execute(&token()).await.unwrap();

    assert_eq!(who, Some(staff(Role::Door)));
}

#[tokio::test]
async fn signing_out_ends_the_session_and_is_recorded() {
    let mut sessions = MockSessions::new();
    sessions.expect_find().returning(|_, _, _| Ok(Some(staff(Role::Door))));
    sessions
        .expect_close()
        .withf(|hash, entry| {
            *hash == token().hash()
                && entry.action.as_str() == "session.close"
                && entry.by == Some(staff(Role::Door))
        })
        .once()
        .returning(|_, _| Ok(()));

    world(sessions).use_cases().accounts.sign_out.execute(&token()).await.unwrap();
}

#[tokio::test]
async fn signing_out_of_an_ended_session_changes_nothing() {
    let mut sessions = MockSessions::new();
    sessions.expect_find().returning(|_, _, _| Ok(None));

    world(sessions).use_cases().accounts.sign_out.execute(&token()).await.unwrap();
}

#[tokio::test]
async fn expired_data_is_deleted() {
    let mut retention = MockRetention::new();
    retention
        .expect_forget()
        .withf(|at, idle_since, attempts_since| {
            *at == now()
                && *idle_since == now() - minutes(20)
                && *attempts_since == now() - SignedDuration::from_hours(24)
        })
        .once()
        .returning(|_, _, _| Ok(()));
    let mut world = world(MockSessions::new());
    world.ports.retention = Arc::new(retention);

    world.use_cases().privacy.delete_expired.execute().await.unwrap();
}

#[test]
fn a_session_lasts_longer_than_an_evening_without_a_request() {
    let lifetimes = World::new().preferences.sessions;
    assert!(lifetimes.idle >= SignedDuration::from_hours(8));
    assert!(lifetimes.absolute > lifetimes.idle);
}

//! Who is signed in.

use azionelab_application::ports::{Sessions, StoreError};
use azionelab_domain::{SecretHash, StaffId};
use jiff::{SignedDuration, Timestamp};

use crate::world::{World, id, minutes, now, secret};

/// How long a session may lie idle.
const IDLE: SignedDuration = SignedDuration::from_mins(30);
const MOMENT: SignedDuration = SignedDuration::from_micros(1);

impl World {
    /// A session that begins now and ends in two hours.
    async fn session(&self) -> (SecretHash, StaffId) {
        let (token, who) = (secret().hash(), self.staff().await);
        self.store.open(token, who, now(), now() + minutes(120)).await.unwrap();
        (token, who)
    }

    async fn signed_in(&self, token: SecretHash, at: Timestamp) -> Option<StaffId> {
        self.store.find(token, at, at - IDLE).await.unwrap().map(|member| member.id)
    }

    /// How many minutes after it began the only session was last used, as it is noted.
    async fn noted(&self) -> String {
        self.value("SELECT extract(epoch FROM last_used_at - created_at)::float / 60 FROM sessions")
            .await
    }
}

#[tokio::test]
async fn a_session_tells_who_is_signed_in() {
    let world = World::with_seats(10).await;
    let sessions = [world.session().await, world.session().await];
    for (token, who) in sessions {
        assert_eq!(world.signed_in(token, now()).await, Some(who));
    }
    assert_eq!(world.signed_in(secret().hash(), now()).await, None);
}

#[tokio::test]
async fn a_session_ends_when_it_was_not_used_for_a_while() {
    let world = World::with_seats(10).await;
    let (token, who) = world.session().await;
    assert_eq!(world.signed_in(token, now() + IDLE).await, None);
    assert_eq!(world.noted().await, "0", "looking at one that has ended does not use it");
    assert_eq!(world.signed_in(token, now() + IDLE - MOMENT).await, Some(who));
    assert_eq!(world.signed_in(token, now() + IDLE + minutes(29)).await, Some(who));
}

#[tokio::test]
async fn a_session_ends_at_its_end_however_much_it_is_used() {
    let world = World::with_seats(10).await;
    let (token, who) = world.session().await;
    for minute in 1..120 {
        assert_eq!(world.signed_in(token, now() + minutes(minute)).await, Some(who), "{minute}");
    }
    assert_eq!(world.signed_in(token, now() + minutes(120) - MOMENT).await, Some(who));
    assert_eq!(world.signed_in(token, now() + minutes(120)).await, None);
}

#[tokio::test]
async fn the_use_of_a_session_is_noted_once_a_minute_at_most() {
    let world = World::with_seats(10).await;
    let (token, _) = world.session().await;
    for (at, noted) in [
        (minutes(1), "0"),
        (minutes(1) + MOMENT * 60_000_000, "2"),
        (minutes(2) + minutes(1), "2"),
        (minutes(4), "4"),
    ] {
        world.signed_in(token, now() + at).await.unwrap();
        assert_eq!(world.noted().await, noted);
    }
    // A process whose clock is behind does not turn it back.
    world.signed_in(token, now()).await.unwrap();
    assert_eq!(world.noted().await, "4");
}

#[tokio::test]
async fn a_session_that_is_closed_is_over_and_may_be_closed_again() {
    let world = World::with_seats(10).await;
    let (token, _) = world.session().await;
    let (other, who) = world.session().await;
    for _ in 0..2 {
        world.store.close(token).await.unwrap();
        assert_eq!(world.signed_in(token, now()).await, None);
    }
    assert_eq!(world.signed_in(other, now()).await, Some(who));
}

#[tokio::test]
async fn nobody_is_signed_in_who_does_not_work_here() {
    let world = World::with_seats(10).await;
    let (token, nobody) = (secret().hash(), StaffId::new(id()));
    let refused = world.store.open(token, nobody, now(), now() + minutes(1)).await;
    assert!(matches!(refused, Err(StoreError::Unexpected(_))), "{refused:?}");
}

#[tokio::test(flavor = "multi_thread")]
async fn many_requests_of_one_session_at_once_all_find_it() {
    let world = World::with_seats(10).await;
    let (token, who) = world.session().await;
    let at = now() + minutes(5);
    let requests: Vec<_> = (0..20)
        .map(|_| {
            let store = world.store.clone();
            tokio::spawn(async move { store.find(token, at, at - IDLE).await.unwrap() })
        })
        .collect();
    for request in requests {
        assert_eq!(request.await.unwrap().unwrap().id, who);
    }
}

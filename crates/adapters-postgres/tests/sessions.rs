//! Sessions of staff.

use crate::world::{World, account, id, minutes, noted, now, secret, session};
use azionelab_application::{
    accounts::{Account, NewSession, Sessions, StaffAccounts},
    ports::StoreError,
};
use azionelab_domain::{EmailAddress, SecretHash, SessionId, StaffId};
use jiff::{SignedDuration, Timestamp};

/// The idle time after which a session ends.
const IDLE: SignedDuration = SignedDuration::from_mins(30);
const MOMENT: SignedDuration = SignedDuration::from_micros(1);

impl World {
    /// A session that begins now and ends in two hours.
    async fn session(&self) -> (SecretHash, StaffId) {
        let (token, who) = (secret().hash(), self.staff().await);
        self.open(token, who, now() + minutes(120)).await;
        (token, who)
    }

    pub(crate) async fn signed_in(&self, token: SecretHash, at: Timestamp) -> Option<StaffId> {
        self.store.find(token, at, at - IDLE).await.unwrap().map(|member| member.id)
    }

    /// The stored last use of the only session, in minutes after its start.
    async fn last_use(&self) -> String {
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
async fn an_idle_session_ends() {
    let world = World::with_seats(10).await;
    let (token, who) = world.session().await;
    assert_eq!(world.signed_in(token, now() + IDLE).await, None);
    assert_eq!(world.last_use().await, "0", "looking at one that has ended does not use it");
    assert_eq!(world.signed_in(token, now() + IDLE - MOMENT).await, Some(who));
    assert_eq!(world.signed_in(token, now() + IDLE + minutes(29)).await, Some(who));
}

#[tokio::test]
async fn a_session_ends_at_its_expiry_even_if_it_is_used() {
    let world = World::with_seats(10).await;
    let (token, who) = world.session().await;
    for minute in 1..120 {
        assert_eq!(world.signed_in(token, now() + minutes(minute)).await, Some(who), "{minute}");
    }
    assert_eq!(world.signed_in(token, now() + minutes(120) - MOMENT).await, Some(who));
    assert_eq!(world.signed_in(token, now() + minutes(120)).await, None);
}

#[tokio::test]
async fn the_use_of_a_session_is_stored_at_most_once_a_minute() {
    let world = World::with_seats(10).await;
    let (token, _) = world.session().await;
    for (at, noted) in [
        (minutes(1), "0"),
        (minutes(1) + MOMENT * 60_000_000, "2"),
        (minutes(2) + minutes(1), "2"),
        (minutes(4), "4"),
    ] {
        world.signed_in(token, now() + at).await.unwrap();
        assert_eq!(world.last_use().await, noted);
    }
    // A process with a slow clock does not set it back.
    world.signed_in(token, now()).await.unwrap();
    assert_eq!(world.last_use().await, "4");
}

#[tokio::test]
async fn a_closed_session_has_ended_and_can_be_closed_again() {
    let world = World::with_seats(10).await;
    let (token, _) = world.session().await;
    let (other, who) = world.session().await;
    for _ in 0..2 {
        world.store.close(token, &noted(who)).await.unwrap();
        assert_eq!(world.signed_in(token, now()).await, None);
    }
    assert_eq!(world.entries().await, "3", "closing what is closed is not written down");
    assert_eq!(world.signed_in(other, now()).await, Some(who));
}

#[tokio::test]
async fn unknown_is_signed_in_who_does_not_work_here() {
    let world = World::with_seats(10).await;
    let (token, unknown) = (secret().hash(), StaffId::new(id()));
    let session = session(token, unknown, now() + minutes(1));
    let refused = world.store.open(&session, &noted(unknown)).await;
    assert_eq!(world.entries().await, "0");
    assert!(matches!(refused, Err(StoreError::Unexpected(_))), "{refused:?}");
}

#[tokio::test(flavor = "multi_thread")]
async fn many_requests_at_once_find_their_session() {
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

#[tokio::test]
async fn the_sessions_of_a_staff_member_are_listed_with_their_devices() {
    let world = World::with_seats(10).await;
    let (token, who) = world.session().await;
    let later = secret().hash();
    world.open(later, who, now() + minutes(60)).await;
    world.session().await;
    world.signed_in(later, now() + minutes(2)).await.unwrap();

    let at = now() + minutes(3);
    let listed = world.store.open_of(who, at, at - IDLE).await.unwrap();
    assert_eq!(listed.iter().map(|one| one.token).collect::<Vec<_>>(), [later, token]);
    let first = &listed[0];
    assert_eq!(first.device.as_str(), "Firefox · Android");
    assert_eq!((first.created_at, first.last_used_at), (now(), now() + minutes(2)));
    assert_eq!(first.expires_at, now() + minutes(60));
    let idle = now() + minutes(31);
    assert_eq!(world.store.open_of(who, idle, idle - IDLE).await.unwrap().len(), 1);
    let over = now() + minutes(60);
    assert_eq!(world.store.open_of(who, over, over - IDLE * 3).await.unwrap().len(), 1);
}

#[tokio::test]
async fn a_session_is_ended_by_its_owner_and_by_unknown_else() {
    let world = World::with_seats(10).await;
    let (token, who) = world.session().await;
    let (_, other) = world.session().await;
    let own = world.store.open_of(who, now(), now() - IDLE).await.unwrap()[0].id;
    let unknown = SessionId::new(id());
    for (who, session, ended) in [(other, own, false), (who, unknown, false), (who, own, true)] {
        assert_eq!(world.store.end(who, session, &noted(who)).await.unwrap(), ended);
    }
    assert_eq!(world.signed_in(token, now()).await, None);
    assert_eq!(world.entries().await, "3");
}

#[tokio::test]
async fn signing_out_everywhere_ends_only_the_own_sessions() {
    let world = World::with_seats(10).await;
    let (first, who) = world.session().await;
    let second = secret().hash();
    world.open(second, who, now() + minutes(60)).await;
    let (others, other) = world.session().await;
    world.store.end_all(who, &noted(who)).await.unwrap();
    for token in [first, second] {
        assert_eq!(world.signed_in(token, now()).await, None);
    }
    assert_eq!(world.signed_in(others, now()).await, Some(other));
}

#[tokio::test]
async fn a_device_is_known_for_the_staff_member_who_signed_in_on_it() {
    let world = World::with_seats(10).await;
    let (one, two) = (account(), account());
    for account in [&one, &two] {
        world.store.add(account, now()).await.unwrap();
    }
    let Account { member, .. } = one;
    let begun = session(secret().hash(), member.id, now() + minutes(1));
    world.store.open(&begun, &noted(member.id)).await.unwrap();
    let again = session(secret().hash(), member.id, now() + minutes(1));
    let again = NewSession { device_token: begun.device_token, ..again };
    world.store.open(&again, &noted(member.id)).await.unwrap();

    let shouted = EmailAddress::parse(&member.email.as_str().to_uppercase()).unwrap();
    for (email, device, known) in [
        (&shouted, begun.device_token, true),
        (&two.member.email, begun.device_token, false),
        (&shouted, secret().hash(), false),
    ] {
        assert_eq!(world.store.knows_device(email, device).await.unwrap(), known);
    }
    assert!(world.store.issued_device(begun.device_token).await.unwrap());
    assert!(!world.store.issued_device(secret().hash()).await.unwrap());
}

#[tokio::test]
async fn each_use_of_a_session_updates_last_seen() {
    let world = World::with_seats(10).await;
    let (token, _) = world.session().await;
    let seen =
        "SELECT extract(epoch FROM last_seen_at - '2026-11-20T18:00:00Z')::float / 60 FROM staff";
    assert_eq!(world.value(seen).await, "0");
    world.signed_in(token, now() + minutes(5)).await.unwrap();
    assert_eq!(world.value(seen).await, "5");
}

#[tokio::test]
async fn a_deactivated_account_gets_no_session() {
    let world = World::with_seats(10).await;
    let (token, _) = world.session().await;
    world.execute("UPDATE staff SET deactivated_at = now()").await;
    assert_eq!(world.signed_in(token, now()).await, None);
}

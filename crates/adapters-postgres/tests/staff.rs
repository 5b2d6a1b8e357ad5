//! The accounts of the staff.

use crate::world::{World, account, chain, id, now};
use azionelab_application::accounts::{Account, AddAccountError, StaffAccounts, StaffMember};
use azionelab_domain::{EmailAddress, Role, StaffId};
use secrecy::ExposeSecret;

#[tokio::test]
async fn an_account_is_read_as_it_was_added() {
    let world = World::with_seats(10).await;
    for role in Role::ALL {
        let account = account();
        let member = StaffMember { role, ..account.member };
        let account = Account { member: member.clone(), ..account };
        world.store.add(&account, now()).await.unwrap();

        let found = world.store.by_email(&member.email).await.unwrap().unwrap();
        assert_eq!(found.member, member);
        assert_eq!(found.password.0.expose_secret(), account.password.0.expose_secret());
        let totp = |account: Account| account.totp.unwrap().0.expose_secret().to_owned();
        assert_eq!(totp(found), totp(account));
        assert_eq!(world.store.member(member.id).await.unwrap(), Some(member));
    }
}

#[tokio::test]
async fn an_account_can_have_no_second_factor() {
    let world = World::with_seats(10).await;
    let account = Account { totp: None, ..account() };
    world.store.add(&account, now()).await.unwrap();
    let found = world.store.by_email(&account.member.email).await.unwrap().unwrap();
    assert!(found.totp.is_none());
}

#[tokio::test]
async fn an_account_is_found_regardless_of_the_case_of_its_address() {
    let world = World::with_seats(10).await;
    let account = account();
    world.store.add(&account, now()).await.unwrap();
    let written = account.member.email.as_str();
    for spelling in [written.to_uppercase(), written.to_lowercase()] {
        let spelling = EmailAddress::parse(&spelling).unwrap();
        let found = world.store.by_email(&spelling).await.unwrap().unwrap();
        assert_eq!(found.member.email.as_str(), written);
    }
}

#[tokio::test]
async fn the_address_of_an_account_is_taken_regardless_of_case() {
    let world = World::with_seats(10).await;
    let first = account();
    world.store.add(&first, now()).await.unwrap();
    let mut second = account();
    for spelling in [first.member.email.as_str(), &first.member.email.as_str().to_uppercase()] {
        second.member.email = EmailAddress::parse(spelling).unwrap();
        let refused = world.store.add(&second, now()).await;
        assert!(matches!(refused, Err(AddAccountError::AddressTaken)), "{refused:?}");
    }
    assert_eq!(world.store.member(second.member.id).await.unwrap(), None);
}

#[tokio::test]
async fn a_taken_id_is_not_reported_as_a_taken_address() {
    let world = World::with_seats(10).await;
    let first = account();
    world.store.add(&first, now()).await.unwrap();
    let mut second = account();
    second.member.id = first.member.id;
    let refused = world.store.add(&second, now()).await.unwrap_err();
    assert!(matches!(refused, AddAccountError::Store(_)), "{refused:?}");
    let message = chain(&refused);
    assert!(
        !message.contains("Key (") && !message.contains(&first.member.id.to_string()),
        "{message}"
    );
}

#[tokio::test]
async fn an_unknown_account_is_not_found() {
    let world = World::with_seats(10).await;
    assert!(world.store.by_email(&account().member.email).await.unwrap().is_none());
    assert_eq!(world.store.member(StaffId::new(id())).await.unwrap(), None);
}

#[tokio::test]
async fn an_account_that_cannot_sign_in_is_not_found_by_its_address() {
    for change in ["password_hash = NULL", "deactivated_at = now()"] {
        let world = World::with_seats(10).await;
        let account = account();
        world.store.add(&account, now()).await.unwrap();
        world.execute(&format!("UPDATE staff SET {change}")).await;
        assert!(world.store.by_email(&account.member.email).await.unwrap().is_none(), "{change}");
        assert!(world.store.member(account.member.id).await.unwrap().is_some(), "{change}");
    }
}

#[tokio::test]
async fn a_one_time_code_works_once() {
    let world = World::with_seats(10).await;
    let (one, two) = (world.staff().await, world.staff().await);
    for (who, step, counts) in [
        (one, 100, true),
        (one, 100, false),
        (one, 99, false),
        (two, 99, true),
        (one, 101, true),
        (StaffId::new(id()), 102, false),
        (one, u64::MAX, true),
        (one, u64::MAX, false),
    ] {
        assert_eq!(world.store.use_totp_step(who, step).await.unwrap(), counts, "{step}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_one_time_code_sent_many_times_at_once_works_once() {
    let world = World::with_seats(10).await;
    let who = world.staff().await;
    let attempts: Vec<_> = (0..20)
        .map(|_| {
            let store = world.store.clone();
            tokio::spawn(async move { store.use_totp_step(who, 7).await.unwrap() })
        })
        .collect();
    let mut counted = 0;
    for attempt in attempts {
        counted += usize::from(attempt.await.unwrap());
    }
    assert_eq!(counted, 1);
}

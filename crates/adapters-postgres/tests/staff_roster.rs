//! The roster of the staff.

use crate::world::{World, account, id, minutes, noted, now, number, secret};
use azionelab_application::{
    accounts::{
        AccountStatus, AddAccountError, Credentials, EditAccountError, Invitation,
        InvitationMessage, RosterChange, RosterEntry, Sessions, StaffMember, StaffRoster,
    },
    mail::{Claim, Delivery, Outbox, Outgoing, Settlement},
    ports::{Version, Versioned},
};
use azionelab_domain::{EmailAddress, Locale, MessageId, PersonName, Role, StaffId};

fn invitation() -> Invitation {
    Invitation {
        member: StaffMember { role: Role::BoxOffice, ..account().member },
        locale: Locale::En,
        message: MessageId::new(id()),
        next_attempt_at: now() + minutes(1),
    }
}

fn edit(role: Role) -> RosterChange {
    at(&format!("nina-{}@example.org", number()), role, None)
}

/// Changes the name to Nina and the address to this one.
fn at(address: &str, role: Role, invitation: Option<InvitationMessage>) -> RosterChange {
    let email = EmailAddress::parse(address).unwrap();
    RosterChange::Edit { name: PersonName::parse("Nina").unwrap(), email, role, invitation }
}

impl World {
    async fn seen(&self, who: StaffId) -> Versioned<RosterEntry> {
        self.store.one(who).await.unwrap().unwrap()
    }

    async fn change_account(
        &self,
        who: StaffId,
        of: Version,
        change: &RosterChange,
    ) -> Result<(), EditAccountError> {
        self.store.change_account(who, of, change, &noted(who)).await
    }
}

#[tokio::test]
async fn an_invitation_creates_an_account_without_a_password_and_a_message() {
    let world = World::with_seats(10).await;
    let invitation = invitation();
    let member = &invitation.member;
    world.store.invite(&invitation, &noted(member.id)).await.unwrap();

    let seen = world.seen(member.id).await;
    let expected = RosterEntry {
        member: member.clone(),
        status: AccountStatus::Invited,
        has_totp: false,
        created_at: now(),
        last_seen_at: None,
        invitation: Some(Delivery::Queued),
    };
    assert_eq!(seen, Versioned { value: expected, version: Version(1) });
    let Some(Outgoing::ToStaff(notice)) = world.store.entry(invitation.message).await.unwrap()
    else {
        panic!("there is no message to staff")
    };
    assert_eq!((notice.member, notice.locale), (member.clone(), Locale::En));
    assert!(!notice.has_password);
    for (settlement, shown) in [
        (Settlement::Refused { problem: "550".into() }, Delivery::Failed),
        (Settlement::Sent, Delivery::Sent),
    ] {
        let message = MessageId::new(id());
        let entry = noted(member.id);
        assert!(world.store.invite_again(member.id, message, now(), &entry).await.unwrap());
        world.execute("UPDATE outbox SET created_at = created_at - interval '1 minute'").await;
        world
            .execute(&format!(
                "UPDATE outbox SET created_at = '2026-11-20T18:00:00Z' WHERE id = '{message}'"
            ))
            .await;
        world.store.settle(Claim::of_writer(message), settlement, now()).await.unwrap();
        assert_eq!(world.seen(member.id).await.value.invitation, Some(shown));
    }
    assert_eq!(world.entries().await, "3");
}

#[tokio::test]
async fn a_taken_address_is_not_invited_and_nothing_is_stored() {
    let world = World::with_seats(10).await;
    let first = world.member(Role::Door).await;
    let mut second = invitation();
    second.member.email = EmailAddress::parse(&first.email.as_str().to_uppercase()).unwrap();
    let refused = world.store.invite(&second, &noted(first.id)).await;
    assert!(matches!(refused, Err(AddAccountError::AddressTaken)), "{refused:?}");
    assert_eq!(world.store.everybody().await.unwrap().len(), 1);
    assert_eq!(world.value("SELECT count(*) FROM outbox").await, "0");
    assert_eq!(world.entries().await, "0");
}

#[tokio::test]
async fn an_account_with_a_password_or_deactivated_is_not_invited_again() {
    let world = World::with_seats(10).await;
    let member = world.member(Role::Door).await;
    for change in ["name = name", "password_hash = NULL, deactivated_at = now()"] {
        world.execute(&format!("UPDATE staff SET {change}")).await;
        let (message, entry) = (MessageId::new(id()), noted(member.id));
        assert!(!world.store.invite_again(member.id, message, now(), &entry).await.unwrap());
    }
    assert_eq!(world.value("SELECT count(*) FROM outbox").await, "0");
}

#[tokio::test]
async fn correcting_an_address_ends_the_links_mailed_to_the_old_one() {
    let world = World::with_seats(10).await;
    world.member(Role::Admin).await;
    let invitation = invitation();
    let who = invitation.member.id;
    world.store.invite(&invitation, &noted(who)).await.unwrap();
    let link = "INSERT INTO staff_links SELECT sha256('x'), id, 'invitation', now() FROM staff \
         WHERE password_hash IS NULL";
    world.execute(link).await;
    let message = InvitationMessage { id: MessageId::new(id()), next_attempt_at: now() };

    let same = at(invitation.member.email.as_str(), Role::Door, None);
    world.change_account(who, Version(1), &same).await.unwrap();
    assert_eq!(world.value("SELECT count(*) FROM staff_links").await, "1");

    let right = at("Right@example.org", Role::Door, Some(message));
    world.change_account(who, Version(2), &right).await.unwrap();
    assert_eq!(world.seen(who).await.value.member.email.as_str(), "Right@example.org");
    assert_eq!(world.value("SELECT count(*) FROM staff_links").await, "0");
    let invitations = "SELECT count(*) FROM outbox WHERE kind = 'invitation'";
    assert_eq!(world.value(invitations).await, "2");

    let other = world.member(Role::Door).await;
    let taken = at("right@EXAMPLE.org", Role::Door, None);
    let refused = world.change_account(other.id, Version(1), &taken).await;
    assert!(matches!(refused, Err(EditAccountError::AddressTaken)), "{refused:?}");
    assert_eq!(world.seen(other.id).await.value.member.email, other.email);
}

#[tokio::test]
async fn an_account_that_got_a_password_meanwhile_is_not_invited_again() {
    let world = World::with_seats(10).await;
    world.member(Role::Admin).await;
    let dora = world.member(Role::Door).await;
    let message = InvitationMessage { id: MessageId::new(id()), next_attempt_at: now() };
    let right = at("right@example.org", Role::Door, Some(message));
    world.change_account(dora.id, Version(1), &right).await.unwrap();
    assert_eq!(world.value("SELECT count(*) FROM outbox").await, "0");
}

#[tokio::test]
async fn an_edit_of_an_old_version_is_refused() {
    let world = World::with_seats(10).await;
    world.member(Role::Admin).await;
    let dora = world.member(Role::Door).await;
    world.change_account(dora.id, Version(1), &edit(Role::BoxOffice)).await.unwrap();
    let late = world.change_account(dora.id, Version(1), &edit(Role::Admin)).await;
    assert!(matches!(late, Err(EditAccountError::EditedMeanwhile)), "{late:?}");
    let seen = world.seen(dora.id).await;
    assert_eq!(
        (seen.value.member.name.as_str(), seen.value.member.role),
        ("Nina", Role::BoxOffice)
    );
    assert_eq!(seen.version, Version(2));
    assert_eq!(world.entries().await, "1");
    let unknown = world.change_account(StaffId::new(id()), Version(1), &edit(Role::Door)).await;
    assert!(matches!(unknown, Err(EditAccountError::EditedMeanwhile)), "{unknown:?}");
}

#[tokio::test]
async fn a_deactivated_account_is_signed_out_and_can_be_reactivated() {
    let world = World::with_seats(10).await;
    world.member(Role::Admin).await;
    let dora = world.member(Role::Door).await;
    let session = secret().hash();
    world.open(session, dora.id, now() + minutes(60)).await;
    world.change_account(dora.id, Version(1), &RosterChange::Deactivate).await.unwrap();
    assert_eq!(world.seen(dora.id).await.value.status, AccountStatus::Deactivated);
    world.change_account(dora.id, Version(2), &RosterChange::Reactivate).await.unwrap();
    assert_eq!(world.seen(dora.id).await.value.status, AccountStatus::Active);
    let found = world.store.find(session, now(), now() - minutes(1)).await.unwrap();
    assert_eq!(found, None, "the session is over");
}

#[tokio::test]
async fn the_last_administrator_who_can_sign_in_stays_administrator() {
    let world = World::with_seats(10).await;
    let ada = world.member(Role::Admin).await;
    world.member(Role::BoxOffice).await;
    let invited = Invitation {
        member: StaffMember { role: Role::Admin, ..account().member },
        ..invitation()
    };
    world.store.invite(&invited, &noted(ada.id)).await.unwrap();
    let gone = world.member(Role::Admin).await;
    world.change_account(gone.id, Version(1), &RosterChange::Deactivate).await.unwrap();
    for change in [RosterChange::Deactivate, edit(Role::BoxOffice)] {
        let refused = world.change_account(ada.id, Version(1), &change).await;
        assert!(matches!(refused, Err(EditAccountError::LastAdministrator)), "{refused:?}");
    }
    world.change_account(ada.id, Version(1), &edit(Role::Admin)).await.unwrap();
    world.change_account(gone.id, Version(2), &RosterChange::Reactivate).await.unwrap();
    world.change_account(ada.id, Version(2), &RosterChange::Deactivate).await.unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn one_of_two_administrators_who_demote_each_other_stays_administrator() {
    let world = World::with_seats(10).await;
    for round in 0..10 {
        let both = [world.member(Role::Admin).await, world.member(Role::Admin).await];
        let attempts: Vec<_> = both
            .iter()
            .map(|who| {
                let (store, id) = (world.store.clone(), who.id);
                let change = [RosterChange::Deactivate, edit(Role::Door)][round % 2].clone();
                tokio::spawn(async move {
                    store.change_account(id, Version(1), &change, &noted(id)).await
                })
            })
            .collect();
        let mut done = 0;
        for attempt in attempts {
            match attempt.await.unwrap() {
                Ok(()) => done += 1,
                Err(EditAccountError::LastAdministrator) => {}
                Err(error) => panic!("{error:?}"),
            }
        }
        assert_eq!(done, 1, "round {round}");
        world.execute("UPDATE staff SET role = 'door'").await;
    }
}

#[tokio::test]
async fn administrators_who_change_each_other_do_not_deadlock() {
    let world = World::with_seats(10).await;
    for round in 0..10 {
        let mut circle = Vec::new();
        for _ in 0..4 {
            circle.push(world.member(Role::Admin).await.id);
        }
        let attempts: Vec<_> = (0..circle.len())
            .map(|at| {
                let (by, id) = (circle[at], circle[(at + 1) % circle.len()]);
                let store = world.store.clone();
                let change = [RosterChange::Deactivate, edit(Role::Door)][round % 2].clone();
                tokio::spawn(async move {
                    store.change_account(id, Version(1), &change, &noted(by)).await
                })
            })
            .collect();
        for attempt in attempts {
            match attempt.await.unwrap() {
                Ok(()) | Err(EditAccountError::LastAdministrator) => {}
                Err(error) => panic!("{error:?}"),
            }
        }
        world.execute("UPDATE staff SET role = 'door'").await;
    }
}

#[tokio::test]
async fn a_change_that_waited_for_the_lock_sees_the_changes_before_it() {
    let world = World::with_seats(10).await;
    let (ada, gino) = (world.member(Role::Admin).await, world.member(Role::Admin).await);
    // Another transaction holds the one row, so every change has to wait.
    let held = world
        .database
        .hold(&format!(
            "BEGIN; UPDATE staff SET role = 'door', version = 2 WHERE id = '{}'",
            gino.id
        ))
        .await;
    let waiting = {
        let (store, id) = (world.store.clone(), ada.id);
        tokio::spawn(async move {
            store.change_account(id, Version(1), &edit(Role::Door), &noted(id)).await
        })
    };
    world.waits_for_a_lock().await;
    let mut held = held;
    diesel_async::SimpleAsyncConnection::batch_execute(&mut held, "COMMIT").await.unwrap();
    let refused = waiting.await.unwrap();
    assert!(matches!(refused, Err(EditAccountError::LastAdministrator)), "{refused:?}");
}

#[tokio::test]
async fn resetting_the_second_factor_ends_the_sessions_of_the_lost_phone() {
    let world = World::with_seats(10).await;
    let dora = world.member(Role::Door).await;
    let session = secret().hash();
    world.open(session, dora.id, now() + minutes(60)).await;
    assert!(world.seen(dora.id).await.value.has_totp);
    world.store.remove_second_factor(dora.id, &noted(dora.id)).await.unwrap();
    let seen = world.seen(dora.id).await;
    assert!(!seen.value.has_totp);
    assert_eq!(seen.version, Version(2));
    let proof = world.store.proof(dora.id).await.unwrap().unwrap();
    assert_eq!((proof.has_totp, proof.recovery_codes_left), (false, 0));
    assert_eq!(world.store.find(session, now(), now() - minutes(1)).await.unwrap(), None);
    assert_eq!(world.value("SELECT count(*) FROM known_devices").await, "0");
}

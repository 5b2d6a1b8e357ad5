//! Administrators manage the accounts of staff.

use crate::world::{World, now, person, staff};
use azionelab_application::{
    accounts::{
        AccountEdit, AccountStatus, AddAccountError, Denied, EditAccountError, MockStaffRoster,
        NewInvitation, RosterChange, RosterEntry, RosterError,
    },
    audit::{AuditEntry, MockAuditLog, Outcome},
    mail::MockOutbox,
    ports::{Version, Versioned},
};
use azionelab_domain::{EmailAddress, Locale, PersonName, Role};
use std::sync::{Arc, Mutex};

const SEVENTH: Version = Version(7);

fn dora() -> Versioned<RosterEntry> {
    let entry = RosterEntry {
        member: staff(Role::Door),
        status: AccountStatus::Active,
        has_totp: true,
        created_at: now(),
        last_seen_at: None,
        invitation: None,
    };
    Versioned { value: entry, version: SEVENTH }
}

/// An edit that keeps the address.
fn edit(name: PersonName, role: Role) -> AccountEdit {
    AccountEdit { name, email: None, role }
}

/// A roster that contains Dora.
fn roster() -> MockStaffRoster {
    let mut roster = MockStaffRoster::new();
    roster.expect_one().returning(|id| Ok((id == staff(Role::Door).id).then(dora)));
    roster
}

/// The world, and the recorded refusals.
fn world(roster: MockStaffRoster) -> (World, Arc<Mutex<Vec<AuditEntry>>>) {
    let refused = Arc::new(Mutex::new(Vec::new()));
    let list = refused.clone();
    let mut audit = MockAuditLog::new();
    audit.expect_note().returning(move |entry| {
        list.lock().unwrap().push(entry.clone());
        Ok(())
    });
    let mut outbox = MockOutbox::new();
    outbox.expect_entry().returning(|_| Ok(None));
    let mut world = World::new();
    world.ports.audit = Arc::new(audit);
    world.ports.outbox = Arc::new(outbox);
    world.ports.staff_roster = Arc::new(roster);
    (world, refused)
}

#[tokio::test]
async fn only_an_administrator_can_manage_staff_and_attempts_are_recorded() {
    for role in [Role::Door, Role::BoxOffice] {
        let (world, refused) = world(MockStaffRoster::new());
        let roster = world.use_cases().accounts.staff;
        let (who, id) = (staff(role), staff(Role::Door).id);
        let invitation = NewInvitation {
            name: person("Nina"),
            email: staff(Role::Door).email,
            role: Role::Admin,
            locale: Locale::It,
        };
        for outcome in [
            roster.everybody(&who).await.map(|_| ()),
            roster.one(&who, id).await.map(|_| ()),
            roster.invite(&who, invitation).await.map(|_| ()),
            roster.invite_again(&who, id).await,
            roster.edit(&who, id, SEVENTH, edit(person("Nina"), Role::Admin)).await.map(|_| ()),
            roster.deactivate(&who, id, SEVENTH).await.map(|_| ()),
            roster.reactivate(&who, id, SEVENTH).await.map(|_| ()),
            roster.remove_totp(&who, id).await.map(|_| ()),
        ] {
            assert!(
                matches!(outcome, Err(RosterError::Denied(Denied::Forbidden))),
                "{role}: {outcome:?}"
            );
        }
        let refused = refused.lock().unwrap();
        assert_eq!(refused.len(), 8);
        assert!(refused.iter().all(|entry| entry.outcome == Outcome::Refused("forbidden")));
    }
}

#[tokio::test]
async fn an_edit_is_recorded_with_its_differences() {
    let mut roster = roster();
    roster
        .expect_change_account()
        .withf(|_, of, _, entry| {
            *of == SEVENTH
                && entry.action.as_str() == "staff.edit"
                && entry.before == [("role", "door".into())].into()
                && entry.after == [("role", "box_office".into())].into()
        })
        .once()
        .returning(|_, _, _, _| Ok(()));
    let (world, _) = world(roster);

    let roster = world.use_cases().accounts.staff;
    let dora = staff(Role::Door);
    roster
        .edit(&staff(Role::Admin), dora.id, SEVENTH, edit(dora.name, Role::BoxOffice))
        .await
        .unwrap();
}

#[tokio::test]
async fn saving_the_same_data_is_not_an_edit() {
    // No change is expected.
    let (world, refused) = world(roster());
    let roster = world.use_cases().accounts.staff;
    let (ada, dora) = (staff(Role::Admin), staff(Role::Door));

    roster.edit(&ada, dora.id, SEVENTH, edit(dora.name, Role::Door)).await.unwrap();
    roster.reactivate(&ada, dora.id, SEVENTH).await.unwrap();

    assert!(refused.lock().unwrap().is_empty());
}

#[tokio::test]
async fn a_changed_address_gets_an_invitation_only_if_one_is_open() {
    for (status, is_invited) in [
        (AccountStatus::Invited, true),
        (AccountStatus::Active, false),
        (AccountStatus::Deactivated, false),
    ] {
        let mut roster = MockStaffRoster::new();
        roster
            .expect_one()
            .returning(move |_| Ok(Some(dora().map(|entry| RosterEntry { status, ..entry }))));
        roster
            .expect_change_account()
            .withf(move |_, _, change, entry| {
                let RosterChange::Edit { email, invitation, .. } = change else { return false };
                email.as_str() == "right@example.org"
                    && invitation.is_some() == is_invited
                    && entry.after["email"] == "right@example.org".into()
            })
            .once()
            .returning(|_, _, _, _| Ok(()));
        let (mut world, _) = world(roster);
        let mut outbox = MockOutbox::new();
        outbox.expect_entry().times(usize::from(is_invited)).returning(|_| Ok(None));
        world.ports.outbox = Arc::new(outbox);
        let edit = AccountEdit {
            email: Some(EmailAddress::parse("right@example.org").unwrap()),
            ..edit(person("Dora"), Role::Door)
        };
        let id = staff(Role::Door).id;
        world
            .use_cases()
            .accounts
            .staff
            .edit(&staff(Role::Admin), id, SEVENTH, edit)
            .await
            .unwrap();
    }
}

#[tokio::test]
async fn an_edit_of_another_version_changes_nothing() {
    let (world, refused) = world(roster());
    let roster = world.use_cases().accounts.staff;

    let error =
        roster.deactivate(&staff(Role::Admin), staff(Role::Door).id, Version(6)).await.unwrap_err();

    assert!(matches!(error, RosterError::EditedMeanwhile), "{error:?}");
    assert_eq!(refused.lock().unwrap()[0].outcome, Outcome::Refused("edited-meanwhile"));
}

#[tokio::test]
async fn a_refusal_of_the_store_is_recorded_by_its_name() {
    for (refusal, why) in [
        (EditAccountError::LastAdministrator, "last-administrator"),
        (EditAccountError::AddressTaken, "address-taken"),
        (EditAccountError::EditedMeanwhile, "edited-meanwhile"),
    ] {
        let mut roster = roster();
        let refusal = Mutex::new(Some(refusal));
        roster
            .expect_change_account()
            .returning(move |_, _, _, _| Err(refusal.lock().unwrap().take().unwrap()));
        let (world, refused) = world(roster);

        let roster = world.use_cases().accounts.staff;
        let outcome = roster.deactivate(&staff(Role::Admin), staff(Role::Door).id, SEVENTH).await;

        outcome.unwrap_err();
        assert_eq!(refused.lock().unwrap()[0].outcome, Outcome::Refused(why));
    }
}

#[tokio::test]
async fn an_address_that_is_taken_cannot_be_invited() {
    let mut roster = roster();
    roster.expect_invite().returning(|_, _| Err(AddAccountError::AddressTaken));
    let (world, refused) = world(roster);
    let invitation = NewInvitation {
        name: person("Nina"),
        email: staff(Role::Door).email,
        role: Role::Door,
        locale: Locale::En,
    };

    let roster = world.use_cases().accounts.staff;
    let error = roster.invite(&staff(Role::Admin), invitation).await.unwrap_err();

    assert!(matches!(error, RosterError::AddressTaken), "{error:?}");
    assert_eq!(refused.lock().unwrap()[0].outcome, Outcome::Refused("address-taken"));
}

#[tokio::test]
async fn a_person_with_a_password_is_not_invited_again() {
    let mut roster = roster();
    roster.expect_invite_again().returning(|_, _, _, _| Ok(false));
    let (world, refused) = world(roster);

    let roster = world.use_cases().accounts.staff;
    let error = roster.invite_again(&staff(Role::Admin), staff(Role::Door).id).await.unwrap_err();

    assert!(matches!(error, RosterError::NotInvited), "{error:?}");
    assert_eq!(refused.lock().unwrap()[0].outcome, Outcome::Refused("not-invited"));
}

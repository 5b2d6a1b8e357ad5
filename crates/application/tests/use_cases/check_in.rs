use crate::world::{
    Call, World, first_party, listing, minutes, now, party, party_id, performance, performance_id,
    person, seats, staff, start, uuid,
};
use azionelab_application::{
    accounts::{Denied, MockStaffAccounts},
    audit::{MockAuditLog, Outcome, Subject},
    door::{AdmissionProof, CheckInError, CheckInPartyRequest, DoorHouse, MockDoorLists},
    programme::Attendance,
};
use azionelab_domain::{
    AdmittedParty, CheckInId, CheckInRefusal, ClientRef, House, MultilineText, Policy, Role,
    Secret, Status,
};
use std::sync::Arc;

/// A scan of the ticket of a secret, at the door of performance 1.
fn scan(secret: &Secret) -> CheckInPartyRequest {
    CheckInPartyRequest {
        proof: AdmissionProof::Ticket(secret.ticket()),
        performance: performance_id(1),
        seats: None,
        client_ref: None,
        override_reason: None,
        confirms: false,
    }
}

fn with_override(secret: &Secret) -> CheckInPartyRequest {
    let reason = MultilineText::parse("The coach broke down").unwrap();
    CheckInPartyRequest { override_reason: Some(reason), ..scan(secret) }
}

/// Lists that contain performance 1, whether its show is published or not.
fn lists_with_performance_1() -> MockDoorLists {
    let mut lists = MockDoorLists::new();
    lists.expect_house().withf(|id, _| *id == performance_id(1)).returning(|_, _| {
        let listing = listing(House::new(performance(), Policy::default()));
        Ok(Some(DoorHouse { listing, attendance: Attendance { confirmed: 2, admitted: 0 } }))
    });
    lists
}

fn lists_without_performances() -> MockDoorLists {
    let mut lists = MockDoorLists::new();
    lists.expect_house().returning(|_, _| Ok(None));
    lists
}

#[tokio::test]
async fn every_role_can_admit_a_party() {
    for role in Role::ALL {
        let (world, secret) = World::with(party(1).confirmed());

        let admission =
            world.use_cases().door.check_in.execute(&staff(role), scan(&secret)).await.unwrap();

        assert_eq!(admission.check_in.seats, seats(2), "{role}");
        assert_eq!(admission.check_in.by, staff(role).id, "{role}");
        assert_eq!(admission.check_in.at, now(), "{role}");
        assert_eq!(admission.reservation, world.theatre.reservation(first_party()), "{role}");
        assert_eq!(admission.reservation.admitted(), 2, "{role}");
    }
}

#[tokio::test]
async fn a_party_found_by_name_can_be_admitted_without_its_ticket() {
    let (world, secret) = World::with(party(1).confirmed());
    let by_name = CheckInPartyRequest {
        proof: AdmissionProof::Reservation(first_party()),
        seats: Some(seats(1)),
        ..scan(&secret)
    };

    let admission =
        world.use_cases().door.check_in.execute(&staff(Role::Door), by_name).await.unwrap();

    assert_eq!(admission.reservation.remaining(), 1);
}

#[tokio::test]
async fn only_the_box_office_and_administrators_can_override_the_door_window() {
    for (role, may) in [(Role::Door, false), (Role::BoxOffice, true), (Role::Admin, true)] {
        let (world, secret) = World::with(party(1).confirmed());
        world.clock.set(start() - minutes(6 * 60));

        let answer =
            world.use_cases().door.check_in.execute(&staff(role), with_override(&secret)).await;

        if may {
            let check_in = answer.unwrap().check_in;
            assert_eq!(check_in.override_reason, with_override(&secret).override_reason);
        } else {
            assert!(matches!(answer, Err(CheckInError::Denied(Denied::Forbidden))), "{answer:?}");
            assert!(world.theatre.decisions().is_empty());
        }
    }
}

#[tokio::test]
async fn nobody_is_admitted_outside_the_door_window_without_a_reason() {
    let (world, secret) = World::with(party(1).confirmed());
    world.clock.set(start() - minutes(6 * 60));

    let error = world
        .use_cases()
        .door
        .check_in
        .execute(&staff(Role::Admin), scan(&secret))
        .await
        .unwrap_err();

    let CheckInError::Refused(CheckInRefusal::OutsideDoorWindow {
        opens_at,
        closes_at,
        can_override,
    }) = error
    else {
        panic!("{error:?}")
    };
    assert_eq!((opens_at, closes_at), (start() - minutes(3 * 60), start() + minutes(6 * 60)));
    assert!(can_override);
}

#[tokio::test]
async fn a_ticket_for_another_performance_is_refused_with_its_performance() {
    let (mut world, secret) = World::with(party(1).confirmed());
    world.ports.door_lists = Arc::new(lists_with_performance_1());
    let elsewhere = CheckInPartyRequest { performance: performance_id(2), ..scan(&secret) };

    let error =
        world.use_cases().door.check_in.execute(&staff(Role::Door), elsewhere).await.unwrap_err();

    let CheckInError::WrongPerformance { of: Some(of), name } = error else { panic!("{error:?}") };
    assert_eq!(of.performance().id, performance_id(1));
    assert_eq!(name, Some(person("Anna Bianchi")));
    assert!(world.theatre.decisions().is_empty());
}

#[tokio::test]
async fn a_ticket_for_a_deleted_performance_is_refused_without_one() {
    let (mut world, secret) = World::with(party(1).confirmed());
    world.ports.door_lists = Arc::new(lists_without_performances());
    let elsewhere = CheckInPartyRequest { performance: performance_id(2), ..scan(&secret) };

    let error =
        world.use_cases().door.check_in.execute(&staff(Role::Door), elsewhere).await.unwrap_err();

    assert!(matches!(error, CheckInError::WrongPerformance { of: None, .. }), "{error:?}");
}

#[tokio::test]
async fn a_second_check_in_is_refused_with_time_venue_and_staff_member_of_the_first() {
    let (mut world, secret) = World::with(party(1).confirmed().admitted(2));
    world.clock.advance(minutes(10));
    world.ports.door_lists = Arc::new(lists_with_performance_1());
    let mut accounts = MockStaffAccounts::new();
    accounts
        .expect_member()
        .withf(|id| *id == staff(Role::Door).id)
        .returning(|_| Ok(Some(staff(Role::Door))));
    world.ports.staff_accounts = Arc::new(accounts);

    let error = world
        .use_cases()
        .door
        .check_in
        .execute(&staff(Role::BoxOffice), scan(&secret))
        .await
        .unwrap_err();

    let CheckInError::AlreadyAdmitted { party, venue, by } = error else { panic!("{error:?}") };
    let AdmittedParty { name, reservation, admitted, at, check_in, .. } = party;
    assert_eq!((reservation, check_in), (first_party(), CheckInId::new(uuid(1))));
    assert_eq!(name, person("Anna Bianchi"));
    assert_eq!(admitted, 2);
    assert_eq!(at, now());
    assert_eq!(venue.as_deref(), Some("Teatro Comunale"));
    assert_eq!(by, Some(person("Dora")));
}

#[tokio::test]
async fn a_second_check_in_is_refused_when_venue_and_staff_member_are_unknown() {
    let (mut world, secret) = World::with(party(1).confirmed().admitted(2));
    world.ports.door_lists = Arc::new(lists_without_performances());
    let mut accounts = MockStaffAccounts::new();
    accounts.expect_member().returning(|_| Ok(None));
    world.ports.staff_accounts = Arc::new(accounts);

    let error = world
        .use_cases()
        .door
        .check_in
        .execute(&staff(Role::Door), scan(&secret))
        .await
        .unwrap_err();

    assert!(
        matches!(error, CheckInError::AlreadyAdmitted { venue: None, by: None, .. }),
        "{error:?}"
    );
}

#[tokio::test]
async fn an_unknown_or_expired_ticket_is_refused() {
    let (world, secret) = World::with(party(1).confirmed());
    let door = staff(Role::Door);
    let forged = scan(&Secret::from_random([0; 32]));
    let forged = world.use_cases().door.check_in.execute(&door, forged).await.unwrap_err();

    world.clock.set(start() + minutes(30 * 24 * 60));
    let expired = world.use_cases().door.check_in.execute(&door, scan(&secret)).await.unwrap_err();

    for error in [forged, expired] {
        assert!(matches!(error, CheckInError::Refused(CheckInRefusal::Unknown)), "{error:?}");
    }
}

#[tokio::test]
async fn an_unknown_reservation_is_refused() {
    let (world, secret) = World::with(party(1).confirmed());
    let by_name =
        CheckInPartyRequest { proof: AdmissionProof::Reservation(party_id(404)), ..scan(&secret) };

    let error =
        world.use_cases().door.check_in.execute(&staff(Role::Door), by_name).await.unwrap_err();

    assert!(matches!(error, CheckInError::Refused(CheckInRefusal::Unknown)), "{error:?}");
}

#[tokio::test]
async fn an_unconfirmed_party_is_refused_with_the_data_for_its_confirmation() {
    let (world, secret) = World::with(party(1));

    let error = world
        .use_cases()
        .door
        .check_in
        .execute(&staff(Role::Door), scan(&secret))
        .await
        .unwrap_err();

    let CheckInError::Refused(CheckInRefusal::NotConfirmed {
        name,
        reservation,
        seats: requested,
        available,
        can_confirm,
    }) = error
    else {
        panic!("{error:?}")
    };
    assert_eq!((name, reservation), (person("Anna Bianchi"), first_party()));
    assert_eq!((requested, available, can_confirm), (seats(2), 8, true));
}

#[tokio::test]
async fn every_role_can_confirm_and_admit_an_unconfirmed_party() {
    for role in Role::ALL {
        let (world, secret) = World::with(party(1));
        let confirming = CheckInPartyRequest { confirms: true, ..scan(&secret) };

        world.use_cases().door.check_in.execute(&staff(role), confirming).await.unwrap();

        let reservation = world.theatre.reservation(first_party());
        assert_eq!((reservation.status, reservation.admitted()), (Status::Confirmed, 2), "{role}");
    }
}

#[tokio::test]
async fn a_cancelled_party_is_refused_with_its_name() {
    let (world, secret) = World::with(party(1).cancelled());

    let error = world
        .use_cases()
        .door
        .check_in
        .execute(&staff(Role::Door), scan(&secret))
        .await
        .unwrap_err();

    let CheckInError::Refused(CheckInRefusal::Cancelled { name }) = error else {
        panic!("{error:?}")
    };
    assert_eq!(name, person("Anna Bianchi"));
}

#[tokio::test]
async fn too_many_people_are_refused_with_the_name_of_the_party() {
    let (world, secret) = World::with(party(1).confirmed());
    let three = CheckInPartyRequest { seats: Some(seats(3)), ..scan(&secret) };

    let error =
        world.use_cases().door.check_in.execute(&staff(Role::Door), three).await.unwrap_err();

    let CheckInError::Refused(CheckInRefusal::TooMany { name, remaining }) = error else {
        panic!("{error:?}")
    };
    assert_eq!((name, remaining), (person("Anna Bianchi"), 2));
}

#[tokio::test]
async fn a_check_in_is_recorded_with_the_staff_member() {
    let (world, secret) = World::with(party(1));
    world.clock.set(start() - minutes(6 * 60));
    let request = CheckInPartyRequest { confirms: true, ..with_override(&secret) };

    let admission =
        world.use_cases().door.check_in.execute(&staff(Role::Admin), request).await.unwrap();

    let [entry] = &world.theatre.audit_entries()[..] else { panic!("not exactly one audit entry") };
    assert_eq!((entry.action.as_str(), &entry.by), ("check_in.make", &Some(staff(Role::Admin))));
    assert_eq!(entry.subject, Subject::Reservation(first_party()));
    assert_eq!((entry.at, entry.performance), (admission.check_in.at, Some(performance_id(1))));
    assert_eq!(
        (&entry.before["admitted"], &entry.after["admitted"]),
        (&0_u32.into(), &2_u32.into())
    );
    assert_eq!(entry.after["confirmed"], true.into());
    assert_eq!(entry.reason, None, "it may name the guest and is erased with their data");
}

#[tokio::test]
async fn refused_check_ins_are_recorded() {
    for (who, problem) in [
        (party(1), "not-confirmed"),
        (party(1).cancelled(), "cancelled"),
        (party(1).confirmed().admitted(2), "already-admitted"),
    ] {
        let (mut world, secret) = World::with(who);
        world.ports.door_lists = Arc::new(lists_without_performances());
        let mut accounts = MockStaffAccounts::new();
        accounts.expect_member().returning(|_| Ok(None));
        world.ports.staff_accounts = Arc::new(accounts);
        let mut audit = MockAuditLog::new();
        audit
            .expect_note()
            .withf(move |entry| entry.outcome == Outcome::Refused(problem))
            .once()
            .returning(|_| Ok(()));
        world.ports.audit = Arc::new(audit);

        world
            .use_cases()
            .door
            .check_in
            .execute(&staff(Role::Door), scan(&secret))
            .await
            .unwrap_err();
    }
}

#[tokio::test]
async fn a_repeated_client_reference_returns_the_same_and_admits_nobody() {
    let (world, secret) = World::with(party(1).confirmed());
    let client_ref = Some(ClientRef::parse("scan-1").unwrap());
    let request = CheckInPartyRequest { client_ref, ..scan(&secret) };
    let door = staff(Role::Door);
    let first = world.use_cases().door.check_in.execute(&door, request.clone()).await.unwrap();

    world.clock.advance(minutes(1));
    let again = world.use_cases().door.check_in.execute(&door, request).await.unwrap();

    assert_eq!(again, first);
    assert_eq!(world.theatre.reservation(first_party()).admitted(), 2);
}

#[tokio::test]
async fn nobody_is_admitted_when_the_database_fails() {
    for call in [Call::Find, Call::Change] {
        let (world, secret) = World::with(party(1).confirmed());
        world.theatre.fail_next(call);

        let error = world
            .use_cases()
            .door
            .check_in
            .execute(&staff(Role::Door), scan(&secret))
            .await
            .unwrap_err();

        assert!(matches!(error, CheckInError::Store(_)), "{error:?}");
    }
}

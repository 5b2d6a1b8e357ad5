use std::sync::Arc;

use azionelab_application::{
    AdmissionProof, CheckInError, CheckInPartyRequest,
    ports::{MockProgramme, MockStaffAccounts},
};
use azionelab_domain::{CheckInRefusal, ClientRef, House, Note, Policy, Role, Secret, Status};

use crate::world::{
    Call, World, first_party, listing, minutes, now, party, party_id, performance, performance_id,
    person, seats, staff, start,
};

/// The ticket of a secret at the door of performance 1.
fn scan(secret: &Secret) -> CheckInPartyRequest {
    CheckInPartyRequest {
        proof: AdmissionProof::Ticket(secret.ticket()),
        performance: performance_id(1),
        seats: None,
        client_ref: None,
        override_reason: None,
    }
}

fn against_the_clock(secret: &Secret) -> CheckInPartyRequest {
    let reason = Note::parse("The coach broke down").unwrap();
    CheckInPartyRequest { override_reason: Some(reason), ..scan(secret) }
}

fn programme_with_performance_1() -> MockProgramme {
    let mut programme = MockProgramme::new();
    programme
        .expect_performance()
        .withf(|id, _| *id == performance_id(1))
        .returning(|_, _| Ok(Some(listing(House::new(performance(), Policy::default())))));
    programme
}

#[tokio::test]
async fn every_role_lets_a_whole_party_in() {
    for role in Role::ALL {
        let (world, secret) = World::with(party(1).confirmed());

        let admission =
            world.use_cases().check_in.execute(&staff(role), scan(&secret)).await.unwrap();

        assert_eq!(admission.check_in.seats, seats(2), "{role}");
        assert_eq!(admission.check_in.by, staff(role).id, "{role}");
        assert_eq!(admission.check_in.at, now(), "{role}");
        assert_eq!(admission.reservation, world.theatre.reservation(first_party()), "{role}");
        assert_eq!(admission.reservation.admitted(), 2, "{role}");
    }
}

#[tokio::test]
async fn a_party_found_by_name_is_let_in_without_its_ticket() {
    let (world, secret) = World::with(party(1).confirmed());
    let by_name = CheckInPartyRequest {
        proof: AdmissionProof::Reservation(first_party()),
        seats: Some(seats(1)),
        ..scan(&secret)
    };

    let admission = world.use_cases().check_in.execute(&staff(Role::Door), by_name).await.unwrap();

    assert_eq!(admission.reservation.remaining(), 1);
}

#[tokio::test]
async fn only_the_box_office_and_administrators_let_in_outside_the_door_window() {
    for (role, may) in [(Role::Door, false), (Role::BoxOffice, true), (Role::Admin, true)] {
        let (world, secret) = World::with(party(1).confirmed());
        world.clock.set(start() - minutes(6 * 60));

        let answer =
            world.use_cases().check_in.execute(&staff(role), against_the_clock(&secret)).await;

        if may {
            let check_in = answer.unwrap().check_in;
            assert_eq!(check_in.override_reason, against_the_clock(&secret).override_reason);
        } else {
            assert!(matches!(answer, Err(CheckInError::Forbidden)), "{answer:?}");
            assert!(world.theatre.decisions().is_empty());
        }
    }
}

#[tokio::test]
async fn outside_the_door_window_nobody_is_let_in_without_a_reason() {
    let (world, secret) = World::with(party(1).confirmed());
    world.clock.set(start() - minutes(6 * 60));

    let error =
        world.use_cases().check_in.execute(&staff(Role::Admin), scan(&secret)).await.unwrap_err();

    let window = CheckInRefusal::OutsideDoorWindow {
        opens_at: start() - minutes(3 * 60),
        closes_at: start() + minutes(6 * 60),
    };
    assert!(matches!(error, CheckInError::Refused(refusal) if refusal == window), "{error:?}");
}

#[tokio::test]
async fn a_ticket_for_another_performance_is_refused_and_which_one_is_said() {
    let (mut world, secret) = World::with(party(1).confirmed());
    world.ports.programme = Arc::new(programme_with_performance_1());
    let elsewhere = CheckInPartyRequest { performance: performance_id(2), ..scan(&secret) };

    let error =
        world.use_cases().check_in.execute(&staff(Role::Door), elsewhere).await.unwrap_err();

    let CheckInError::WrongPerformance { of: Some(of) } = error else { panic!("{error:?}") };
    assert_eq!(of.performance().id, performance_id(1));
    assert!(world.theatre.decisions().is_empty());
}

#[tokio::test]
async fn a_ticket_for_a_performance_that_is_off_the_site_is_refused_without_saying_which() {
    let (mut world, secret) = World::with(party(1).confirmed());
    let mut programme = MockProgramme::new();
    programme.expect_performance().returning(|_, _| Ok(None));
    world.ports.programme = Arc::new(programme);
    let elsewhere = CheckInPartyRequest { performance: performance_id(2), ..scan(&secret) };

    let error =
        world.use_cases().check_in.execute(&staff(Role::Door), elsewhere).await.unwrap_err();

    assert!(matches!(error, CheckInError::WrongPerformance { of: None }), "{error:?}");
}

#[tokio::test]
async fn a_party_that_is_inside_is_refused_with_when_where_and_by_whom_it_was_let_in() {
    let (mut world, secret) = World::with(party(1).confirmed().admitted(2));
    world.clock.advance(minutes(10));
    world.ports.programme = Arc::new(programme_with_performance_1());
    let mut accounts = MockStaffAccounts::new();
    accounts
        .expect_member()
        .withf(|id| *id == staff(Role::Door).id)
        .returning(|_| Ok(Some(staff(Role::Door))));
    world.ports.staff_accounts = Arc::new(accounts);

    let error = world
        .use_cases()
        .check_in
        .execute(&staff(Role::BoxOffice), scan(&secret))
        .await
        .unwrap_err();

    let CheckInError::AlreadyAdmitted { name, admitted, at, venue, by } = error else {
        panic!("{error:?}")
    };
    assert_eq!(name, person("Anna Bianchi"));
    assert_eq!(admitted, 2);
    assert_eq!(at, now());
    assert_eq!(venue.as_deref(), Some("Teatro Comunale"));
    assert_eq!(by, Some(person("Dora")));
}

#[tokio::test]
async fn a_party_that_is_inside_is_refused_though_nobody_knows_any_more_where_and_by_whom() {
    let (mut world, secret) = World::with(party(1).confirmed().admitted(2));
    let mut programme = MockProgramme::new();
    programme.expect_performance().returning(|_, _| Ok(None));
    world.ports.programme = Arc::new(programme);
    let mut accounts = MockStaffAccounts::new();
    accounts.expect_member().returning(|_| Ok(None));
    world.ports.staff_accounts = Arc::new(accounts);

    let error =
        world.use_cases().check_in.execute(&staff(Role::Door), scan(&secret)).await.unwrap_err();

    assert!(
        matches!(error, CheckInError::AlreadyAdmitted { venue: None, by: None, .. }),
        "{error:?}"
    );
}

#[tokio::test]
async fn a_ticket_that_was_never_handed_out_or_has_expired_lets_nobody_in() {
    let (world, secret) = World::with(party(1).confirmed());
    let door = staff(Role::Door);
    let forged = scan(&Secret::from_random([0; 32]));
    let forged = world.use_cases().check_in.execute(&door, forged).await.unwrap_err();

    world.clock.set(start() + minutes(30 * 24 * 60));
    let expired = world.use_cases().check_in.execute(&door, scan(&secret)).await.unwrap_err();

    for error in [forged, expired] {
        assert!(matches!(error, CheckInError::UnknownTicket), "{error:?}");
    }
}

#[tokio::test]
async fn a_party_that_is_not_on_the_list_is_unknown() {
    let (world, secret) = World::with(party(1).confirmed());
    let by_name =
        CheckInPartyRequest { proof: AdmissionProof::Reservation(party_id(404)), ..scan(&secret) };

    let error = world.use_cases().check_in.execute(&staff(Role::Door), by_name).await.unwrap_err();

    assert!(matches!(error, CheckInError::UnknownTicket), "{error:?}");
}

#[tokio::test]
async fn other_refusals_of_the_house_are_passed_on() {
    let pending = party(1).0.status;
    for (status, refusal) in
        [(pending, CheckInRefusal::NotConfirmed), (Status::Cancelled, CheckInRefusal::Cancelled)]
    {
        let (world, secret) = World::with(party(1).status(status));

        let error = world
            .use_cases()
            .check_in
            .execute(&staff(Role::Door), scan(&secret))
            .await
            .unwrap_err();

        assert!(matches!(error, CheckInError::Refused(said) if said == refusal), "{error:?}");
    }
}

#[tokio::test]
async fn the_same_client_reference_again_is_answered_alike_and_lets_nobody_in() {
    let (world, secret) = World::with(party(1).confirmed());
    let client_ref = Some(ClientRef::parse("scan-1").unwrap());
    let request = CheckInPartyRequest { client_ref, ..scan(&secret) };
    let door = staff(Role::Door);
    let first = world.use_cases().check_in.execute(&door, request.clone()).await.unwrap();

    world.clock.advance(minutes(1));
    let again = world.use_cases().check_in.execute(&door, request).await.unwrap();

    assert_eq!(again, first);
    assert_eq!(world.theatre.reservation(first_party()).admitted(), 2);
}

#[tokio::test]
async fn a_failure_of_the_database_lets_nobody_in() {
    for call in [Call::Find, Call::Change] {
        let (world, secret) = World::with(party(1).confirmed());
        world.theatre.fail_next(call);

        let error = world
            .use_cases()
            .check_in
            .execute(&staff(Role::Door), scan(&secret))
            .await
            .unwrap_err();

        assert!(matches!(error, CheckInError::Store(_)), "{error:?}");
    }
}

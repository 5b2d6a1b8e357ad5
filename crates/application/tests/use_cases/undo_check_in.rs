use crate::world::{World, first_party, minutes, now, party, staff, uuid};
use azionelab_application::{
    audit::{MockAuditLog, Outcome},
    door::UndoCheckInError,
};
use azionelab_domain::{CheckInId, Role, UndoRefusal, Undone};
use std::sync::Arc;

fn check_in(number: u32) -> CheckInId {
    CheckInId::new(uuid(number))
}

#[tokio::test]
async fn every_role_can_undo_a_check_in_and_its_author_is_stored() {
    for role in Role::ALL {
        let (world, _) = World::with(party(1).confirmed().admitted(2));

        world.use_cases().door.undo_check_in.execute(&staff(role), check_in(1)).await.unwrap();

        let reservation = world.theatre.reservation(first_party());
        assert_eq!(reservation.admitted(), 0, "{role}");
        let undone = Undone { at: now(), by: staff(role).id };
        assert_eq!(reservation.check_ins[0].undone, Some(undone), "{role}");
    }
}

#[tokio::test]
async fn undoing_a_check_in_again_changes_nothing() {
    let (world, _) = World::with(party(1).confirmed().admitted(2));
    let undo = world.use_cases().door.undo_check_in;
    undo.execute(&staff(Role::Door), check_in(1)).await.unwrap();
    let once = world.theatre.reservation(first_party());

    world.clock.advance(minutes(1));
    undo.execute(&staff(Role::Admin), check_in(1)).await.unwrap();

    assert_eq!(world.theatre.reservation(first_party()), once);
}

#[tokio::test]
async fn an_unknown_check_in_cannot_be_undone() {
    let (world, _) = World::with(party(1).confirmed().admitted(2));

    let error = world
        .use_cases()
        .door
        .undo_check_in
        .execute(&staff(Role::Door), check_in(404))
        .await
        .unwrap_err();

    assert!(matches!(error, UndoCheckInError::Refused(UndoRefusal::Unknown)), "{error:?}");
}

#[tokio::test]
async fn the_door_cannot_undo_outside_the_door_window_and_the_attempt_is_recorded() {
    let (mut world, _) = World::with(party(1).confirmed().admitted(2));
    world.clock.advance(minutes(48 * 60));
    let mut audit = MockAuditLog::new();
    audit
        .expect_note()
        .withf(|entry| entry.outcome == Outcome::Refused("outside-door-window"))
        .once()
        .returning(|_| Ok(()));
    world.ports.audit = Arc::new(audit);
    let undo = world.use_cases().door.undo_check_in;

    let error = undo.execute(&staff(Role::Door), check_in(1)).await.unwrap_err();

    let UndoCheckInError::Refused(UndoRefusal::OutsideDoorWindow { .. }) = error else {
        panic!("{error:?}")
    };
    undo.execute(&staff(Role::BoxOffice), check_in(1)).await.unwrap();
    assert_eq!(world.theatre.reservation(first_party()).admitted(), 0);
}

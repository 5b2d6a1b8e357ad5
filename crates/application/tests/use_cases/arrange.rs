//! Rearranging, rescheduling, cancelling and deleting performances.

use crate::world::{World, minutes, now, party, performance, performance_id, staff, start};
use azionelab_application::{
    accounts::Denied,
    audit::{AuditEntry, Fact, Outcome},
    houses::Announcement,
    mail::MessageKind,
    ports::Version,
    programme::{Consequences, PerformanceError, Proposal},
};
use azionelab_domain::{Arrangement, LocalTime, LocalTimeRefusal, MultilineText, Role, WrongTimes};

const FIRST: Version = Version(1);

fn local(text: &str) -> LocalTime {
    LocalTime::parse(text).unwrap()
}

fn message() -> MultilineText {
    MultilineText::parse("Ci dispiace: vi aspettiamo a novembre.").unwrap()
}

fn reason() -> MultilineText {
    MultilineText::parse("influenza in compagnia").unwrap()
}

fn arrangement(capacity: u32) -> Arrangement {
    let mut arrangement = performance().arrangement();
    arrangement.seating.capacity = capacity;
    arrangement
}

/// The audit entry of the only decision.
fn only_audit_entry(world: &World) -> AuditEntry {
    let decisions = world.theatre.decisions();
    let [decision] = &decisions[..] else { panic!("{} decisions", decisions.len()) };
    let entry = decision.audit.clone().expect("the decision has an audit entry");
    assert_eq!(entry.outcome, Outcome::Done);
    entry
}

#[tokio::test]
async fn a_rearrangement_is_recorded_with_the_values_before_and_after() {
    let (world, _) = World::with(party(1).seats(9).confirmed());

    let (row, _) = world
        .use_cases()
        .programme
        .rearrange
        .execute(&staff(Role::Admin), performance_id(1), FIRST, arrangement(5))
        .await
        .unwrap();

    assert_eq!(row.version, Version(2));
    assert_eq!(row.house.overbooked_by(now()), 4);
    let entry = only_audit_entry(&world);
    assert_eq!(entry.action.as_str(), "performance.edit");
    assert_eq!(entry.performance, Some(performance_id(1)));
    let changed = |facts: &azionelab_application::audit::Facts| {
        facts.iter().map(|(name, fact)| (*name, fact.clone())).collect::<Vec<_>>()
    };
    assert_eq!(changed(&entry.before), [("capacity", Fact::Number(10))]);
    assert_eq!(changed(&entry.after), [("capacity", Fact::Number(5))]);
}

#[tokio::test]
async fn only_an_administrator_can_change_a_performance() {
    for role in [Role::Door, Role::BoxOffice] {
        let (world, _) = World::with(party(1).confirmed());
        let (all, who, id) = (world.use_cases(), staff(role), performance_id(1));
        let edited = all.programme.rearrange.execute(&who, id, FIRST, arrangement(5)).await.err();
        let rescheduled = all
            .programme
            .reschedule
            .execute(&who, id, FIRST, local("2026-06-01T21:00"), None, None)
            .await;
        let cancelled = all.programme.cancel.execute(&who, id, FIRST, reason(), None).await;
        let deleted = all.programme.remove.execute(&who, id, FIRST).await;
        let seen = all.programme.performances.consequences(&who, id, Proposal::default()).await;
        for error in [edited, rescheduled.err(), cancelled.err(), deleted.err(), seen.err()] {
            assert!(
                matches!(error, Some(PerformanceError::Denied(Denied::Forbidden))),
                "{role}: {error:?}"
            );
        }
        assert!(world.theatre.decisions().is_empty());
    }
}

#[tokio::test]
async fn the_box_office_can_see_houses_and_the_door_cannot() {
    let (world, _) = World::with(party(1).confirmed());
    let see = world.use_cases().programme.performances;
    let (row, _) = see.one(&staff(Role::BoxOffice), performance_id(1)).await.unwrap();
    assert_eq!((row.attendance.confirmed, row.house.held(now())), (2, 2));
    let error = see.one(&staff(Role::Door), performance_id(1)).await.unwrap_err();
    assert!(matches!(error, PerformanceError::Denied(Denied::Forbidden)), "{error:?}");
    let error = see.one(&staff(Role::Admin), performance_id(404)).await.unwrap_err();
    assert!(matches!(error, PerformanceError::NotFound), "{error:?}");
}

#[tokio::test]
async fn a_change_of_an_old_version_is_refused() {
    let (world, _) = World::with(party(1).confirmed());
    let (all, who, id) = (world.use_cases(), staff(Role::Admin), performance_id(1));
    all.programme.rearrange.execute(&who, id, FIRST, arrangement(11)).await.unwrap();
    let edited = all.programme.rearrange.execute(&who, id, FIRST, arrangement(12)).await.err();
    let rescheduled = all
        .programme
        .reschedule
        .execute(&who, id, FIRST, local("2026-06-01T21:00"), None, None)
        .await;
    let cancelled = all.programme.cancel.execute(&who, id, FIRST, reason(), None).await;
    for error in [edited, rescheduled.err(), cancelled.err()] {
        assert!(matches!(error, Some(PerformanceError::EditedMeanwhile)), "{error:?}");
    }
    assert_eq!(world.theatre.decisions().len(), 1);
}

#[tokio::test]
async fn all_contradicting_times_are_named() {
    let (world, _) = World::with(party(1));
    let mut wrong = arrangement(10);
    wrong.doors_at = start() + minutes(1);
    wrong.closes_at = wrong.opens_at;
    let edited = world
        .use_cases()
        .programme
        .rearrange
        .execute(&staff(Role::Admin), performance_id(1), FIRST, wrong)
        .await;
    let named = WrongTimes {
        doors_after_start: true,
        closing_after_start: false,
        closing_before_opening: true,
    };
    assert!(
        matches!(&edited, Err(PerformanceError::WrongTimes(wrong)) if *wrong == named),
        "{edited:?}"
    );
}

#[tokio::test]
async fn a_performance_is_rescheduled_in_local_time_and_everybody_is_told() {
    let (world, _) = World::with(party(1).confirmed());

    // Daylight saving time has ended by then.
    let (row, _) = world
        .use_cases()
        .programme
        .reschedule
        .execute(
            &staff(Role::Admin),
            performance_id(1),
            FIRST,
            local("2026-11-01T22:00"),
            Some(reason()),
            Some(message()),
        )
        .await
        .unwrap();

    let rescheduled = row.performance();
    assert_eq!(rescheduled.starts_at, "2026-11-01T21:00:00Z".parse().unwrap());
    assert_eq!(rescheduled.previous_start, Some(start()));
    assert_eq!(rescheduled.starts_at - minutes(30), rescheduled.doors_at);
    let decisions = world.theatre.decisions();
    let news = Announcement { kind: MessageKind::Rescheduled, message: Some(message()) };
    assert_eq!(decisions[0].announcement, Some(news));
    let entry = only_audit_entry(&world);
    assert_eq!(entry.reason.as_deref(), Some("influenza in compagnia"));
    assert_eq!(entry.before["starts_at"], Fact::At(start()));
    assert_eq!(entry.after["message_to_guests"], true.into(), "only that there was a message");
}

#[tokio::test]
async fn a_performance_cannot_be_rescheduled_to_a_nonexistent_ambiguous_or_past_time() {
    let (world, _) = World::with(party(1).confirmed());
    let reschedule = world.use_cases().programme.reschedule;
    let reschedule_to = async |text: &str| {
        let who = staff(Role::Admin);
        reschedule
            .execute(&who, performance_id(1), FIRST, local(text), None, None)
            .await
            .map(|_| ())
    };
    let error = reschedule_to("2027-03-28T02:30").await.unwrap_err();
    let never = LocalTimeRefusal::NoSuchTime;
    assert!(matches!(error, PerformanceError::WrongStart(why) if why == never), "{error:?}");
    let error = reschedule_to("2026-10-25T02:30").await.unwrap_err();
    let twice = matches!(error, PerformanceError::WrongStart(LocalTimeRefusal::Ambiguous { .. }));
    assert!(twice, "{error:?}");
    let error = reschedule_to("2026-05-20T19:59").await.unwrap_err();
    assert!(matches!(error, PerformanceError::InThePast), "{error:?}");
    assert!(world.theatre.decisions().is_empty());
    reschedule_to("2026-10-25T02:30+01:00").await.unwrap();
}

#[tokio::test]
async fn cancelling_a_performance_again_changes_nothing_and_tells_nobody() {
    let (world, _) = World::with(party(1).confirmed());
    let (all, who, id) = (world.use_cases(), staff(Role::Admin), performance_id(1));
    let (row, _) = all.programme.cancel.execute(&who, id, FIRST, reason(), None).await.unwrap();
    assert_eq!(row.performance().cancelled_at, Some(now()));
    let entry = only_audit_entry(&world);
    assert_eq!(entry.reason.as_deref(), Some("influenza in compagnia"));
    let news = Announcement { kind: MessageKind::CancelledByTheatre, message: None };
    assert_eq!(world.theatre.decisions()[0].announcement, Some(news));
    assert_eq!(entry.after.get("message_to_guests"), None);

    let (again, _) = all.programme.cancel.execute(&who, id, FIRST, reason(), None).await.unwrap();
    assert_eq!(again, row);
    assert_eq!(world.theatre.decisions().len(), 1);

    let second = row.version;
    let edited = all.programme.rearrange.execute(&who, id, second, arrangement(5)).await.err();
    let rescheduled = all
        .programme
        .reschedule
        .execute(&who, id, second, local("2026-06-01T21:00"), None, None)
        .await;
    for error in [edited, rescheduled.err()] {
        assert!(matches!(error, Some(PerformanceError::PerformanceCancelled)), "{error:?}");
    }
}

#[tokio::test]
async fn a_performance_with_reservations_cannot_be_deleted() {
    let (world, _) = World::with(party(1).cancelled());
    let remove = world.use_cases().programme.remove;
    let refused = remove.execute(&staff(Role::Admin), performance_id(1), FIRST).await.unwrap_err();
    assert!(matches!(refused, PerformanceError::HasReservations), "{refused:?}");
    let empty = World::new().use_cases().programme.remove;
    empty.execute(&staff(Role::Admin), performance_id(1), FIRST).await.unwrap();
}

#[tokio::test]
async fn the_consequences_of_a_change_are_shown_without_changing_anything() {
    let (world, _) = World::with(party(1).seats(6).confirmed());
    let mut unreachable = party(2).seats(2).confirmed();
    unreachable.0.guest.email = None;
    world.theatre.add_reservation(unreachable);
    let see = world.use_cases().programme.performances;
    let consequences = async |proposal: Proposal| {
        see.consequences(&staff(Role::Admin), performance_id(1), proposal).await.unwrap()
    };
    let now = Consequences {
        held: 8,
        bookable_before: 10,
        bookable_after: 10,
        overbooked_by: 0,
        reservations: 2,
        notified: 0,
        without_address: 0,
    };
    let smaller = Proposal { capacity: Some(6), occupied: Some(1), ..Proposal::default() };
    assert_eq!(
        consequences(smaller).await,
        Consequences { bookable_after: 5, overbooked_by: 3, ..now }
    );
    let later = Proposal { starts: Some(local("2026-06-01T21:00")), ..Proposal::default() };
    assert_eq!(consequences(later).await, Consequences { notified: 1, without_address: 1, ..now });
    // It starts at 22:00 in Rome.
    let same = Proposal { starts: Some(local("2026-05-20T22:00")), ..Proposal::default() };
    assert_eq!(consequences(same).await, now);
    let cancelled = Proposal { cancel: true, ..Proposal::default() };
    assert_eq!(
        consequences(cancelled).await,
        Consequences { bookable_after: 0, notified: 1, without_address: 1, ..now }
    );
    assert!(world.theatre.decisions().is_empty());
}

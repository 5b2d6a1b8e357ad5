//! The audit log: entries are stored with their changes and stay.

use crate::world::{Booking, World, check_in, id, now, party};
use azionelab_application::{
    accounts::StaffMember,
    audit::{Action, AuditEntry, AuditLog, AuditQuery, Fact, Facts, Outcome, Subject},
    booking::Reservations,
    houses::{Decision, Needs, Rule},
    programme::Programme,
};
use azionelab_domain::{
    Arrangement, AuditEntryId, EmailAddress, House, PersonName, RearrangeRefusal, ReservationId,
    Role, Seating, Slug, StaffId,
};
use diesel::result::Error;
use diesel_async::SimpleAsyncConnection;

const RESIZE: Action = Action::named("performance.resize");

fn member(id: StaffId) -> StaffMember {
    StaffMember {
        id,
        name: PersonName::parse("Dora").unwrap(),
        email: EmailAddress::parse("dora@example.org").unwrap(),
        role: Role::Admin,
    }
}

fn entry(world: &World, by: StaffId) -> AuditEntry {
    AuditEntry {
        id: AuditEntryId::new(id()),
        at: now(),
        by: Some(member(by)),
        action: RESIZE,
        subject: Subject::Performance(world.performance()),
        performance: Some(world.performance()),
        outcome: Outcome::Done,
        before: Facts::from([("capacity", 10_u32.into())]),
        after: Facts::from([
            ("capacity", 12_u32.into()),
            ("note", Fact::from("wi\"der")),
            ("at", now().into()),
            ("none", Fact::Nothing),
        ]),
        reason: Some("more chairs".into()),
    }
}

fn all() -> AuditQuery {
    AuditQuery { limit: 10, ..AuditQuery::default() }
}

#[tokio::test]
async fn a_change_and_its_entry_are_stored_together() {
    let world = World::with_seats(10).await;
    let entry = entry(&world, world.staff().await);
    let noted = entry.clone();
    let resize = Rule::new(Needs::default(), move |house: &House, _| {
        let seating = Seating { capacity: 12, occupied: 0, extra: 0 };
        let arrangement = Arrangement { seating, ..house.performance().arrangement() };
        let change = house.rearrange(arrangement)?;
        Ok::<_, RearrangeRefusal>(Decision::from(change).with_audit_entry(noted.clone()))
    });
    world.change(resize).await.unwrap();

    let records = world.store.entries(&all()).await.unwrap();
    let [record] = &*records else { panic!("{records:?}") };
    assert_eq!((record.id, record.at), (entry.id, now()));
    assert_eq!(record.by.as_ref().map(|by| by.role), Some(Role::Admin));
    assert_eq!((&*record.action, &*record.subject), ("performance.resize", "performance"));
    assert_eq!(record.before, r#"{"capacity": 10}"#);
    assert_eq!(
        record.after,
        r#"{"at": "2026-11-20T18:00:00Z", "none": null, "note": "wi\"der", "capacity": 12}"#
    );
    assert_eq!(record.refused, None);
    let named: Vec<_> = record.performances.iter().map(|named| named.id).collect();
    assert_eq!(named, [world.performance()]);
}

#[tokio::test]
async fn an_entry_of_a_transfer_names_both_performances_unless_deleted() {
    let world = World::with_houses(&[10, 10]).await;
    let [from, to] = world.performances[..] else { panic!("two houses were asked for") };
    let transferred = AuditEntry {
        subject: Subject::Reservation(ReservationId::new(id())),
        performance: Some(from),
        before: Facts::from([("performance", from.to_string().into())]),
        after: Facts::from([("performance", to.to_string().into())]),
        ..entry(&world, world.staff().await)
    };
    world.store.note(&transferred).await.unwrap();
    let named = async || {
        let records = world.store.entries(&all()).await.unwrap();
        records[0].performances.iter().map(|named| named.id).collect::<Vec<_>>()
    };
    assert_eq!(named().await, [from, to]);
    let brief = &world.store.entries(&all()).await.unwrap()[0].performances[0];
    let listing = world.store.performance(from, now()).await.unwrap().unwrap();
    assert_eq!(brief.show_title, listing.entry.show.title);
    assert_eq!(brief.starts_at, listing.house.performance().starts_at);

    world.execute(&format!("DELETE FROM performances WHERE id = '{to}'")).await;
    assert_eq!(named().await, [from]);
}

#[tokio::test]
async fn the_reason_of_a_check_in_is_shown_until_its_guest_is_erased() {
    let world = World::with_seats(10).await;
    let by = world.staff().await;
    let booked = world.book_and_confirm(Booking::of(2)).await;
    let request = party(booked.id, 2, by);
    world.change(check_in(&request)).await.unwrap();
    let let_in = AuditEntry {
        subject: Subject::Reservation(booked.id),
        after: Facts::from([("check_in", request.id.to_string().into())]),
        reason: None,
        ..entry(&world, by)
    };
    world.store.note(&let_in).await.unwrap();
    let told = async || world.store.entries(&all()).await.unwrap()[0].reason.clone();
    assert_eq!(told().await.as_deref(), Some("prova generale"));
    world.execute("UPDATE check_ins SET override_reason = NULL").await;
    assert_eq!(told().await, None);
}

#[tokio::test]
async fn refusals_can_be_filtered() {
    let world = World::with_seats(10).await;
    let done = entry(&world, world.staff().await);
    let refused = AuditEntry {
        id: AuditEntryId::new(id()),
        by: None,
        outcome: Outcome::Refused("forbidden"),
        ..done.clone()
    };
    world.store.note(&done).await.unwrap();
    world.store.note(&refused).await.unwrap();
    let found = |query| {
        let world = &world;
        async move {
            let records = world.store.entries(&query).await.unwrap();
            records.iter().map(|record| record.id).collect::<Vec<_>>()
        }
    };
    assert_eq!(found(all()).await, [refused.id, done.id]);
    assert_eq!(found(AuditQuery { refused: Some(true), ..all() }).await, [refused.id]);
    assert_eq!(found(AuditQuery { after: Some(refused.id), ..all() }).await, [done.id]);
    let by = done.by.as_ref().map(|by| by.id);
    assert_eq!(found(AuditQuery { by, ..all() }).await, [done.id]);
    let action = |name: &str| AuditQuery { action: Some(name.into()), ..all() };
    assert_eq!(found(action("performance.")).await.len(), 2);
    assert_eq!(found(action("reservation.")).await, []);
}

#[tokio::test]
async fn each_subject_is_shown_with_its_current_name() {
    let world = World::with_seats(10).await;
    let by = world.staff().await;
    world.execute("INSERT INTO pages (slug, title, body) VALUES ('noi', 'Chi siamo', '')").await;
    let booking = world.book_and_confirm(Booking::of(2)).await;
    world.change(check_in(&party(booking.id, 1, by))).await.unwrap();
    let code = world.reservation(booking.id).await.code.to_string();
    let shared = world.store.by_id(booking.id).await.unwrap().unwrap();
    let listing = world.store.performance(shared.performance, now()).await.unwrap().unwrap();
    let check_in = world.value("SELECT id FROM check_ins").await.parse().unwrap();
    let site = world.value("SELECT name FROM site").await;
    let (show, venue) = (listing.entry.show, listing.venue);
    for (subject, called) in [
        (Subject::Site, Some(&*site)),
        (Subject::Page(Slug::parse("noi").unwrap()), Some("Chi siamo")),
        (Subject::Page(Slug::parse("gone").unwrap()), None),
        (Subject::Show(show.id), Some(&*show.title)),
        (Subject::Shows, None),
        (Subject::Venue(venue.id), Some(&*venue.name)),
        (Subject::Performance(shared.performance), Some(&*show.title)),
        (Subject::Reservation(booking.id), Some(&*code)),
        (Subject::CheckIn(check_in), Some(&*code)),
        (Subject::Staff(by), Some("Dario Porta")),
        (Subject::Everybody, None),
        (Subject::Audit, None),
    ] {
        let entry = AuditEntry { subject: subject.clone(), ..entry(&world, by) };
        world.store.note(&entry).await.unwrap();
        let records = world.store.entries(&AuditQuery { limit: 1, ..all() }).await.unwrap();
        assert_eq!(records[0].subject_name.as_deref(), called, "{subject:?}");
    }
}

#[tokio::test]
async fn audit_entries_cannot_be_changed_or_deleted() {
    let world = World::with_seats(10).await;
    world.store.note(&entry(&world, world.staff().await)).await.unwrap();
    for rewrite in ["UPDATE audit SET reason = 'x'", "DELETE FROM audit", "TRUNCATE audit"] {
        let mut connection = world.database.hold("BEGIN").await;
        match connection.batch_execute(rewrite).await {
            Err(Error::DatabaseError(_, why)) => {
                assert_eq!(why.message(), "the audit is only ever added to");
            }
            other => panic!("{rewrite}: {other:?}"),
        }
    }
}

#[tokio::test]
async fn ten_thousand_refused_attempts_of_strangers_add_only_a_few_rows() {
    let world = World::with_seats(10).await;
    let who = world.staff().await;
    let attempt = |by: Option<StaffId>, subject| AuditEntry {
        id: AuditEntryId::new(id()),
        by: by.map(member),
        action: Action::named("session.open"),
        subject,
        performance: None,
        outcome: Outcome::Refused("wrong-credentials"),
        before: Facts::new(),
        after: Facts::new(),
        reason: None,
        ..entry(&world, who)
    };
    for _ in 0..100 {
        let many = (0..100).map(|_| attempt(None, Subject::Everybody)).collect::<Vec<_>>();
        futures_util::future::join_all(many.iter().map(|one| world.store.note(one))).await;
    }
    let rows = "SELECT count(*) FROM audit WHERE staff_id IS NULL";
    // The first ten, 20, 40 and so on up to 5120.
    assert_eq!(world.value(rows).await, "19");
    let told = "SELECT max((after ->> 'attempts')::int) FROM audit";
    assert_eq!(world.value(told).await, "5120");

    // Many attempts of one kind hide neither other kinds nor the attempts of staff.
    world.store.note(&attempt(None, Subject::Staff(who))).await.unwrap();
    assert_eq!(world.value(rows).await, "20");
    for _ in 0..50 {
        world.store.note(&attempt(Some(who), Subject::Everybody)).await.unwrap();
    }
    assert_eq!(world.value("SELECT count(*) FROM audit WHERE staff_id IS NOT NULL").await, "50");
}

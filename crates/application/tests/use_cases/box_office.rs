//! The use cases of the box office, with their letters and audit entries.

use crate::world::{
    Party, World, booking, first_party, minutes, now, party, party_id, performance_id, person,
    seats, secret_in, staff, start,
};
use azionelab_application::{
    accounts::Denied,
    audit::{AuditEntry, MockAuditLog, Outcome, Subject},
    box_office::{
        BoxOfficeError, CreateReservationRequest, EarlierLinks, MockBoxOffice, ReservationEntry,
        ReservationQuery,
    },
    door::{SeatWalkInError, SeatWalkInRequest},
    mail::MessageKind,
    ports::Version,
    programme::PerformanceSummary,
};
use azionelab_domain::{
    BookRefusal, BookingSource, ClientRef, EmailAddress, Fingerprint, Guest, Locale, MultilineText,
    ResendRefusal, Role, Status, TransferRefusal, WalkInRefusal,
};
use jiff::tz::TimeZone;
use std::sync::Arc;

const OFFICE: Role = Role::BoxOffice;

fn unreachable(Party(mut reservation): Party) -> Party {
    reservation.guest.email = None;
    Party(reservation)
}

fn request(count: i64) -> CreateReservationRequest {
    CreateReservationRequest {
        performance: performance_id(1),
        guest: booking(count).guest,
        seats: seats(count),
        beyond_limits: false,
        attempt: None,
    }
}

fn walk_in(count: i64) -> SeatWalkInRequest {
    SeatWalkInRequest {
        performance: performance_id(1),
        seats: seats(count),
        name: person("Ugo"),
        locale: Locale::It,
        client_ref: ClientRef::parse("tap-1").unwrap(),
        override_reason: None,
    }
}

/// The only audit entry that was stored with a change.
fn only_entry(world: &World) -> AuditEntry {
    let [entry] = &world.theatre.audit_entries()[..] else { panic!("not exactly one audit entry") };
    entry.clone()
}

/// A world in which exactly this refusal is recorded.
fn refusing(mut world: World, why: &'static str) -> World {
    let mut audit = MockAuditLog::new();
    audit
        .expect_note()
        .withf(move |entry| entry.outcome == Outcome::Refused(why))
        .once()
        .returning(|_| Ok(()));
    world.ports.audit = Arc::new(audit);
    world
}

#[tokio::test]
async fn a_created_reservation_is_confirmed_at_once_and_its_ticket_is_mailed() {
    let world = World::new();
    let id = world.use_cases().box_office.create.execute(&staff(OFFICE), request(2)).await.unwrap();
    let reservation = world.theatre.reservation(id);
    assert_eq!(
        (reservation.status, reservation.source),
        (Status::Confirmed, BookingSource::Office)
    );
    assert_eq!(world.mail_server.only_letter().kind(), MessageKind::YourTicket);
    let entry = only_entry(&world);
    assert_eq!(entry.subject, Subject::Reservation(id));
    assert_eq!((entry.action.as_str(), entry.at), ("reservation.create", now()));
    assert_eq!(entry.after["seats"], 2_u32.into());
}

#[tokio::test]
async fn a_guest_without_an_address_gets_no_letter() {
    let world = World::new();
    let guest = Guest { email: None, ..booking(2).guest };
    let request = CreateReservationRequest { guest, ..request(2) };
    world.use_cases().box_office.create.execute(&staff(OFFICE), request).await.unwrap();
    assert!(world.mail_server.letters().is_empty());
    assert_eq!(world.theatre.decisions()[0].message, None);
}

#[tokio::test]
async fn a_repeated_request_finds_its_reservation_and_mails_nothing() {
    let world = World::new();
    let request = CreateReservationRequest {
        attempt: Some(("key".into(), Fingerprint::of(&["two"]))),
        ..request(2)
    };
    let use_cases = world.use_cases();
    let first = use_cases.box_office.create.execute(&staff(OFFICE), request.clone()).await.unwrap();
    let again = use_cases.box_office.create.execute(&staff(OFFICE), request).await.unwrap();
    assert_eq!(first, again);
    assert_eq!(world.mail_server.letters().len(), 1);
    assert_eq!(world.theatre.audit_entries().len(), 1);
}

#[tokio::test]
async fn a_new_code_is_drawn_if_one_is_taken() {
    let world = World::new();
    world.add_party(party(7));
    world.random.draw_codes([7, 8]);
    world.use_cases().box_office.create.execute(&staff(OFFICE), request(2)).await.unwrap();
    world.random.draw_codes([7, 9]);
    world.use_cases().door.walk_in.execute(&staff(OFFICE), walk_in(1)).await.unwrap();
}

#[tokio::test]
async fn a_refused_reservation_is_recorded() {
    let world = refusing(World::new(), "sold-out");
    let request = CreateReservationRequest { beyond_limits: true, ..request(11) };
    let error =
        world.use_cases().box_office.create.execute(&staff(OFFICE), request).await.unwrap_err();
    assert!(
        matches!(error, BoxOfficeError::Refused(BookRefusal::SoldOut { available: 10 })),
        "{error:?}"
    );
}

#[tokio::test]
async fn the_door_cannot_change_reservations_and_attempts_are_recorded() {
    let door = staff(Role::Door);
    macro_rules! forbidden {
        ($use_case:ident $(, $argument:expr)*) => {{
            let (world, _) = World::with(party(1));
            let world = refusing(world, "forbidden");
            let denied = world.use_cases().box_office.$use_case.execute(&door $(, $argument)*).await;
            assert!(matches!(denied, Err(BoxOfficeError::Denied(Denied::Forbidden))), "{}", stringify!($use_case));
            assert!(world.theatre.decisions().is_empty());
        }};
    }
    forbidden!(create, request(1));
    forbidden!(confirm, first_party());
    forbidden!(cancel, first_party(), true);
    forbidden!(change_seats, first_party(), Version(1), seats(1));
    forbidden!(correct, first_party(), Version(1), booking(1).guest);
    forbidden!(resend, first_party(), EarlierLinks::End);
    forbidden!(resend, first_party(), EarlierLinks::Stay);
    forbidden!(transfer, first_party(), performance_id(2));
    forbidden!(view, first_party());

    let world = refusing(World::new(), "forbidden");
    let denied = world.use_cases().door.walk_in.execute(&door, walk_in(1)).await;
    assert!(matches!(denied, Err(SeatWalkInError::Denied(Denied::Forbidden))), "{denied:?}");
    let world = refusing(World::new(), "forbidden");
    let query = ReservationQuery::default();
    let browse = world.use_cases().box_office.browse;
    assert!(matches!(
        browse.page(&door, query.clone()).await,
        Err(BoxOfficeError::Denied(Denied::Forbidden))
    ));
    let world = refusing(World::new(), "forbidden");
    let browse = world.use_cases().box_office.browse;
    assert!(matches!(
        browse.begin_export(&door, &query).await,
        Err(BoxOfficeError::Denied(Denied::Forbidden))
    ));
}

#[tokio::test]
async fn confirming_by_staff_mails_the_ticket_once() {
    let (world, _) = World::with(party(1));
    let use_cases = world.use_cases();
    for _ in 0..2 {
        use_cases.box_office.confirm.execute(&staff(OFFICE), first_party()).await.unwrap();
    }
    assert_eq!(world.mail_server.only_letter().kind(), MessageKind::YourTicket);
    let entry = only_entry(&world);
    assert_eq!(
        (&entry.before["status"], &entry.after["status"]),
        (&"pending".into(), &"confirmed".into())
    );
}

#[tokio::test]
async fn cancelling_by_staff_mails_the_guest_only_on_request() {
    for (tell, letters) in [(true, 1), (false, 0)] {
        let (world, _) = World::with(party(1).confirmed());
        world
            .use_cases()
            .box_office
            .cancel
            .execute(&staff(OFFICE), first_party(), tell)
            .await
            .unwrap();
        assert_eq!(world.theatre.reservation(first_party()).status, Status::Cancelled);
        assert_eq!(world.mail_server.letters().len(), letters);
        let link = world.mail_server.letters().first().and_then(|letter| letter.link.clone());
        assert_eq!(link, None, "a cancelled reservation needs no link");
        let letters = world.mail_server.letters();
        assert!(letters.iter().all(|letter| letter.kind() == MessageKind::CancelledByOffice));
    }
}

#[tokio::test]
async fn the_audit_entry_of_a_correction_contains_no_personal_data() {
    let (world, _) = World::with(party(1));
    let guest = Guest {
        name: Some(person("Ugo Privato")),
        email: Some(EmailAddress::parse("ugo@example.net").unwrap()),
        notes: Some(MultilineText::parse("Arrivo col nonno").unwrap()),
        ..booking(1).guest
    };
    world
        .use_cases()
        .box_office
        .correct
        .execute(&staff(OFFICE), first_party(), Version(1), guest.clone())
        .await
        .unwrap();
    assert_eq!(world.theatre.reservation(first_party()).guest, guest);
    let entry = only_entry(&world);
    for changed in ["name_changed", "email_changed", "note_changed"] {
        assert_eq!(entry.after[changed], true.into(), "{changed}");
    }
    let stored = format!("{entry:?}");
    for private in ["Ugo", "example.net", "nonno", "guest1"] {
        assert!(!stored.contains(private), "{private} in {stored}");
    }
}

#[tokio::test]
async fn a_second_edit_of_the_same_version_is_refused() {
    let (world, _) = World::with(party(1));
    let use_cases = world.use_cases();
    let (who, id) = (staff(OFFICE), first_party());
    let named = |name| Guest { name: Some(person(name)), ..booking(1).guest };
    use_cases.box_office.correct.execute(&who, id, Version(1), named("Anna")).await.unwrap();

    let world = refusing(world, "edited-meanwhile");
    let late =
        world.use_cases().box_office.correct.execute(&who, id, Version(1), named("Ugo")).await;
    assert!(matches!(late, Err(BoxOfficeError::EditedMeanwhile)), "{late:?}");
    let world = refusing(world, "edited-meanwhile");
    let late =
        world.use_cases().box_office.change_seats.execute(&who, id, Version(1), seats(3)).await;
    assert!(matches!(late, Err(BoxOfficeError::EditedMeanwhile)), "{late:?}");
    let unchanged = world.theatre.reservation(id);
    assert_eq!((unchanged.guest.name, unchanged.seats), (Some(person("Anna")), seats(2)));

    use_cases.box_office.change_seats.execute(&who, id, Version(2), seats(3)).await.unwrap();
}

#[tokio::test]
async fn seats_changed_by_staff_are_mailed_and_recorded() {
    for (party, kind) in [(party(1).confirmed(), Some(MessageKind::SeatsChanged)), (party(1), None)]
    {
        let (world, _) = World::with(party);
        let change = world.use_cases().box_office.change_seats;
        change.execute(&staff(OFFICE), first_party(), Version(1), seats(3)).await.unwrap();
        let message = world.theatre.decisions()[0].message;
        assert_eq!(message.map(|message| message.kind), kind);
        let seats_before = kind.map(|_| seats(2));
        assert_eq!(message.and_then(|message| message.seats_before), seats_before);
        let noted = kind.map(|kind| kind.as_str().into());
        assert_eq!(only_entry(&world).after.get("mail").cloned(), noted);
    }
}

#[tokio::test]
async fn a_corrected_address_revokes_the_earlier_secrets_and_gets_a_new_one() {
    let (world, secret) = World::with(party(1).confirmed());
    let guest =
        Guest { email: Some(EmailAddress::parse("ugo@example.net").unwrap()), ..booking(1).guest };
    let correct = world.use_cases().box_office.correct;
    correct.execute(&staff(OFFICE), first_party(), Version(1), guest).await.unwrap();
    let letter = world.mail_server.only_letter();
    assert_eq!(letter.kind(), MessageKind::YourTicket);
    let issued = world.theatre.issued(first_party());
    assert_eq!(issued.len(), 1, "the earlier one was revoked");
    assert_eq!(issued[0].secret, secret_in(&letter).hash());
    assert_ne!(secret_in(&letter), secret);
    assert_eq!(only_entry(&world).after["links_ended"], true.into());
}

#[tokio::test]
async fn correcting_only_a_name_revokes_nothing_and_mails_nobody() {
    let (world, _) = World::with(party(1).confirmed());
    let guest = Guest { name: Some(person("Ugo")), ..booking(1).guest };
    let correct = world.use_cases().box_office.correct;
    correct.execute(&staff(OFFICE), first_party(), Version(1), guest).await.unwrap();
    assert_eq!(world.theatre.issued(first_party()).len(), 1);
    assert_eq!(only_entry(&world).after.get("mail"), None);
}

#[tokio::test]
async fn a_replaced_ticket_revokes_the_earlier_ones() {
    let (world, secret) = World::with(party(1).confirmed());
    world
        .use_cases()
        .box_office
        .resend
        .execute(&staff(OFFICE), first_party(), EarlierLinks::End)
        .await
        .unwrap();
    let letter = world.mail_server.only_letter();
    assert_eq!(letter.kind(), MessageKind::YourTicket);
    let issued = world.theatre.issued(first_party());
    assert_eq!((issued.len(), issued[0].secret), (1, secret_in(&letter).hash()));
    assert_ne!(secret_in(&letter), secret);
}

#[tokio::test]
async fn resent_mail_has_a_new_secret() {
    for (who, kind) in
        [(party(1), MessageKind::ConfirmYourSeats), (party(1).confirmed(), MessageKind::YourTicket)]
    {
        let (world, secret) = World::with(who);
        world
            .use_cases()
            .box_office
            .resend
            .execute(&staff(OFFICE), first_party(), EarlierLinks::Stay)
            .await
            .unwrap();
        let letter = world.mail_server.only_letter();
        assert_eq!(letter.kind(), kind);
        assert_ne!(secret_in(&letter), secret);
        assert_eq!(world.theatre.issued(first_party()).len(), 2, "the older one stays valid");
        assert_eq!(only_entry(&world).after["mail"], kind.as_str().into());
    }
}

#[tokio::test]
async fn mail_cannot_be_resent_without_an_address() {
    let (world, _) = World::with(unreachable(party(1).confirmed()));
    let world = refusing(world, "no-address");
    let error = world
        .use_cases()
        .box_office
        .resend
        .execute(&staff(OFFICE), first_party(), EarlierLinks::Stay)
        .await;
    assert!(matches!(error, Err(BoxOfficeError::Refused(ResendRefusal::NoAddress))), "{error:?}");
}

#[tokio::test]
async fn a_transferred_party_is_mailed_its_ticket_for_the_other_performance() {
    let (world, _) = World::with(party(1).confirmed());
    let use_cases = world.use_cases();
    use_cases
        .box_office
        .transfer
        .execute(&staff(OFFICE), first_party(), performance_id(2))
        .await
        .unwrap();
    assert_eq!(world.theatre.reservation(first_party()).performance, performance_id(2));
    assert_eq!(world.mail_server.only_letter().kind(), MessageKind::Transferred);
    let entry = only_entry(&world);
    assert_eq!(entry.after["performance"], performance_id(2).to_string().into());
}

#[tokio::test]
async fn a_party_cannot_be_transferred_to_the_same_performance() {
    let (world, _) = World::with(party(1).confirmed());
    let world = refusing(world, "same-performance");
    let transferred = world
        .use_cases()
        .box_office
        .transfer
        .execute(&staff(OFFICE), first_party(), performance_id(1))
        .await;
    assert!(matches!(transferred, Err(BoxOfficeError::Refused(TransferRefusal::SamePerformance))));
}

#[tokio::test]
async fn an_unknown_reservation_is_not_found() {
    let world = World::new();
    let gone = world.use_cases().box_office.cancel.execute(&staff(OFFICE), party_id(4), true).await;
    assert!(matches!(gone, Err(BoxOfficeError::NotFound)), "{gone:?}");
}

#[tokio::test]
async fn walk_ins_are_seated_with_their_name() {
    let world = World::new();
    let request = walk_in(3);
    let seated = world.use_cases().door.walk_in.execute(&staff(OFFICE), request).await.unwrap();
    assert_eq!(seated.reservation.guest.name, Some(person("Ugo")));
    assert_eq!(seated.reservation.admitted(), 3);
    assert_eq!(world.mail_server.letters().len(), 0);
    let entry = only_entry(&world);
    assert_eq!(entry.action.as_str(), "walk_in.seat");
    assert_eq!(entry.after["admitted"], 3_u32.into());
}

#[tokio::test]
async fn a_repeated_walk_in_gets_the_first_answer() {
    let mut world = World::new();
    let first = world.use_cases().door.walk_in.execute(&staff(OFFICE), walk_in(2)).await.unwrap();
    let reservation = first.reservation.clone();
    let mut box_office = MockBoxOffice::new();
    box_office.expect_entry().returning(move |id| {
        assert_eq!(id, reservation.id);
        Ok(Some(ReservationEntry { admitted: 2, ..entry(Party(reservation.clone())) }))
    });
    world.ports.box_office = Arc::new(box_office);
    let again = world.use_cases().door.walk_in.execute(&staff(OFFICE), walk_in(2)).await.unwrap();
    assert_eq!(again, first);
}

#[tokio::test]
async fn a_refused_walk_in_gets_the_reason_and_the_options() {
    let world = refusing(World::new(), "sold-out");
    let full = world.use_cases().door.walk_in.execute(&staff(OFFICE), walk_in(11)).await;
    let sold_out = WalkInRefusal::SoldOut { available: 10 };
    assert!(matches!(full, Err(SeatWalkInError::Refused(refusal)) if refusal == sold_out));

    let world = refusing(World::new(), "outside-door-window");
    world.clock.set(start() - minutes(6 * 60));
    let closed = world.use_cases().door.walk_in.execute(&staff(OFFICE), walk_in(1)).await;
    let Err(SeatWalkInError::Refused(WalkInRefusal::OutsideDoorWindow { can_override, .. })) =
        closed
    else {
        panic!("{closed:?}")
    };
    assert!(can_override);
    let world = World::new();
    world.clock.set(start() - minutes(6 * 60));
    let reason = Some(MultilineText::parse("The coach broke down").unwrap());
    let request = SeatWalkInRequest { override_reason: reason, ..walk_in(1) };
    world.use_cases().door.walk_in.execute(&staff(OFFICE), request).await.unwrap();
    assert_eq!(
        only_entry(&world).reason,
        None,
        "it may name the guest and is erased with their data"
    );
}

/// A port that returns up to `existing` entries and this total.
fn box_office(existing: u32, total: u64) -> MockBoxOffice {
    let mut box_office = MockBoxOffice::new();
    box_office.expect_entries().returning(move |query, _| {
        Ok((1..=existing.min(query.limit)).map(|number| entry(party(number))).collect())
    });
    box_office.expect_total().returning(move |_, _| Ok(total));
    box_office
}

fn entry(Party(reservation): Party) -> ReservationEntry {
    ReservationEntry {
        version: Version(1),
        admitted: 0,
        hold_until: now(),
        latest_message: None,
        performance: PerformanceSummary {
            id: performance_id(1),
            show_title: String::new(),
            starts_at: start(),
            cancelled_at: None,
            venue_name: String::new(),
            time_zone: TimeZone::UTC,
        },
        reservation,
    }
}

#[tokio::test]
async fn a_page_of_the_list_has_the_next_position_and_the_total() {
    let mut world = World::new();
    world.ports.box_office = Arc::new(box_office(10, 10));
    let query = ReservationQuery { limit: 4, ..ReservationQuery::default() };
    let page =
        world.use_cases().box_office.browse.page(&staff(OFFICE), query.clone()).await.unwrap();
    assert_eq!((page.entries.len(), page.next, page.total), (4, Some(party_id(4)), 10));

    // A list of one page is not counted a second time.
    world.ports.box_office = Arc::new(box_office(4, 99));
    let page = world.use_cases().box_office.browse.page(&staff(OFFICE), query).await.unwrap();
    assert_eq!((page.entries.len(), page.next, page.total), (4, None, 4));
}

//! The lists of the box office.

use crate::world::{
    Booking, World, cancel, check_in, confirm, create, id, minutes, now, party, seat, undo,
};
use azionelab_application::{
    box_office::{
        BoxOffice, CheckInQuery, ReservationFilter, ReservationOrder, ReservationQuery,
        ReservationSearch,
    },
    mail::{MessageKind, MessageState},
};
use azionelab_domain::{BookingSource, CheckInId, Locale, ReservationId, StatusKind};

const ORDERS: [ReservationOrder; 4] = [
    ReservationOrder::Name,
    ReservationOrder::BookedAt,
    ReservationOrder::Seats,
    ReservationOrder::StartsAt,
];

fn all() -> ReservationQuery {
    ReservationQuery { limit: 1_000, ..ReservationQuery::default() }
}

impl World {
    async fn listed(&self, query: &ReservationQuery) -> Vec<ReservationId> {
        let entries = self.store.entries(query, self.now()).await.unwrap();
        let ids: Vec<_> = entries.iter().map(|entry| entry.reservation.id).collect();
        if query.after.is_none() {
            let total = self.store.total(&query.filter, self.now()).await.unwrap();
            assert_eq!(total, ids.len() as u64, "the total is that of the list: {query:?}");
        }
        ids
    }

    /// The names that match a filter, sorted.
    async fn names_of(&self, filter: ReservationFilter) -> Vec<String> {
        let query = ReservationQuery { filter, order: ReservationOrder::Name, ..all() };
        self.listed(&query).await;
        let entries = self.store.entries(&query, self.now()).await.unwrap();
        entries
            .iter()
            .map(|entry| entry.reservation.guest.name.as_ref().unwrap().as_str().to_owned())
            .collect()
    }

    async fn searched(&self, text: &str) -> Vec<String> {
        let search = ReservationSearch::parse(text);
        self.names_of(ReservationFilter { search, ..ReservationFilter::default() }).await
    }
}

#[tokio::test]
async fn pages_of_the_list_have_no_gaps_in_any_order() {
    let world = World::with_houses(&[50, 50]).await;
    for (n, name) in ["Zoe", "Élodie", "eva", "ADA", "Ada", "Ólafur"].iter().enumerate() {
        let booking = Booking::of(i64::try_from(n % 3).unwrap() + 1).named(name);
        booking.make(&world.store, world.performances[n % 2]).await.unwrap();
        world.clock.advance(minutes(1));
    }
    for order in ORDERS {
        for descending in [false, true] {
            let whole = world.listed(&ReservationQuery { order, descending, ..all() }).await;
            assert_eq!(whole.len(), 6);
            let mut parts = Vec::new();
            loop {
                let after = parts.last().copied();
                let query = ReservationQuery { order, descending, after, limit: 4, ..all() };
                let part = world.store.entries(&query, now()).await.unwrap();
                if part.is_empty() {
                    break;
                }
                parts.extend(part.iter().map(|entry| entry.reservation.id));
            }
            assert_eq!(parts, whole, "{order:?} {descending}");
            let mut other =
                world.listed(&ReservationQuery { order, descending: !descending, ..all() }).await;
            other.reverse();
            assert_eq!(other, whole, "{order:?} is the same the other way round");
        }
    }
    let by_name = world.names_of(ReservationFilter::default()).await;
    assert_eq!(by_name[2..], ["Élodie", "eva", "Ólafur", "Zoe"]);
}

#[tokio::test]
async fn a_page_after_an_unknown_reservation_is_empty() {
    let world = World::with_seats(10).await;
    world.book(Booking::of(1)).await;
    let after = Some(ReservationId::new(id()));
    assert_eq!(world.store.entries(&ReservationQuery { after, ..all() }, now()).await.unwrap(), []);
}

#[tokio::test]
async fn the_list_can_be_filtered_by_the_current_status() {
    let world = World::with_houses(&[50, 50]).await;
    world.book(Booking::of(1).named("Lapsed")).await;
    world.clock.advance(minutes(31));
    world.book(Booking::of(1).named("Pending")).await;
    world.book_and_confirm(Booking::of(1).named("Confirmed")).await;
    let gone = world.book(Booking::of(1).named("Cancelled")).await;
    world.change(cancel(gone.id)).await.unwrap();
    Booking::of(1).named("Elsewhere").make(&world.store, world.performances[1]).await.unwrap();
    let here = Some(world.performance());
    for (status, name) in [
        (StatusKind::Pending, "Pending"),
        (StatusKind::Expired, "Lapsed"),
        (StatusKind::Confirmed, "Confirmed"),
        (StatusKind::Cancelled, "Cancelled"),
    ] {
        let filter = ReservationFilter {
            performance: here,
            status: Some(status),
            ..ReservationFilter::default()
        };
        assert_eq!(world.names_of(filter).await, [name]);
    }
}

#[tokio::test]
async fn a_reservation_is_found_by_name_code_address_or_telephone_number() {
    let world = World::with_seats(50).await;
    world
        .book(Booking::of(1).named("Nicolò D'Angiò").by("Nico@Example.org").with_code("K7QF3M"))
        .await;
    world
        .book(Booking::of(1).named("100% Teatro").by("cento@example.org").with_code("ZZZZ22"))
        .await;
    world.execute("UPDATE reservations SET phone = '02 / 99-88 77' WHERE code = 'ZZZZ22'").await;
    for (typed, found) in [
        ("nicolo", vec!["Nicolò D'Angiò"]),
        ("D'ANG", vec!["Nicolò D'Angiò"]),
        ("k7q-f", vec!["Nicolò D'Angiò"]),
        ("nico@ex", vec!["Nicolò D'Angiò"]),
        ("0% t", vec!["100% Teatro"]),
        ("998877", vec!["100% Teatro"]),
        ("99 88", vec!["100% Teatro"]),
        ("example.org", vec![]),
        ("_e", vec![]),
        ("\u{300}\u{301}", vec![]),
        ("Ni\0", vec![]),
    ] {
        assert_eq!(world.searched(typed).await, found, "{typed:?}");
    }
    assert_eq!(ReservationSearch::parse(" a "), None);
}

#[tokio::test]
async fn a_search_finds_all_words_in_any_order() {
    let world = World::with_seats(50).await;
    for (name, address, code) in [
        ("Nicolò D’Angiò", "nico@example.org", "K7QF3M"),
        ("Łukasz Rossi-Bianchi", "luk@example.org", "ZZZZ22"),
        ("Søren Weiß Æbelø", "soren@münchen.example", "YYYY22"),
        ("Ayşe Yıldız", "ayse@example.org", "XXXX22"),
    ] {
        world.book(Booking::of(1).named(name).by(address).with_code(code)).await;
    }
    world.execute("UPDATE reservations SET phone = '333 123.45 67' WHERE code = 'ZZZZ22'").await;
    world.execute("UPDATE reservations SET phone = '+39 333/76543' WHERE code = 'XXXX22'").await;
    for (typed, found) in [
        ("dangio", "Nicolò D’Angiò"),
        ("d'angio nico", "Nicolò D’Angiò"),
        ("D´ANGIÒ", "Nicolò D’Angiò"),
        ("d`angio", "Nicolò D’Angiò"),
        ("angiò K7Q", "Nicolò D’Angiò"),
        ("K7Q\u{2011}F3M\u{200B}", "Nicolò D’Angiò"),
        ("bianchi lukasz", "Łukasz Rossi-Bianchi"),
        ("rossi bianchi", "Łukasz Rossi-Bianchi"),
        ("rossi\u{2013}bianchi", "Łukasz Rossi-Bianchi"),
        ("ROSSIBIANCHI", "Łukasz Rossi-Bianchi"),
        ("+39 333 123", "Łukasz Rossi-Bianchi"),
        ("0039-333-1234567", "Łukasz Rossi-Bianchi"),
        ("(+39) 3331234", "Łukasz Rossi-Bianchi"),
        ("333 765 43", "Ayşe Yıldız"),
        ("rossi 333", "Łukasz Rossi-Bianchi"),
        ("weiss soren", "Søren Weiß Æbelø"),
        ("aebelo", "Søren Weiß Æbelø"),
        ("soren@MÜNCHEN.example", "Søren Weiß Æbelø"),
        ("soren@xn--mnchen-3ya.example", "Søren Weiß Æbelø"),
        ("yildiz", "Ayşe Yıldız"),
    ] {
        assert_eq!(world.searched(typed).await, [found], "{typed:?}");
    }
    for typed in ["nicolo rossi", "333 nicolo", "''", "--"] {
        assert_eq!(world.searched(typed).await, Vec::<String>::new(), "{typed:?}");
    }
}

#[tokio::test]
async fn names_are_sorted_by_unicode_rules_on_every_page() {
    let world = World::with_seats(50).await;
    let names =
        ["Ada", "Álvaro", "anna", "Anna", "Örjan", "Otto", "Ýr", "zoe", "Żaneta", "Евгений", "李"];
    for name in names.iter().rev() {
        world.book(Booking::of(1).named(name)).await;
    }
    let sorted =
        ["Ada", "Álvaro", "anna", "Anna", "Örjan", "Otto", "Ýr", "Żaneta", "zoe", "Евгений", "李"];
    for descending in [false, true] {
        let mut query = ReservationQuery {
            order: ReservationOrder::Name,
            descending,
            limit: 2,
            ..ReservationQuery::default()
        };
        let mut found = Vec::new();
        loop {
            let part = world.store.entries(&query, world.now()).await.unwrap();
            let Some(last) = part.last() else { break };
            query.after = Some(last.reservation.id);
            found.extend(
                part.iter()
                    .map(|row| row.reservation.guest.name.as_ref().unwrap().as_str().to_owned()),
            );
        }
        if descending {
            found.reverse();
        }
        assert_eq!(found, sorted, "{descending}");
    }
}

#[tokio::test]
async fn access_needs_and_undelivered_mail_can_be_filtered() {
    let world = World::with_seats(50).await;
    let refused = world.book(Booking::of(1).named("Refused")).await;
    let mended = world.book(Booking::of(1).named("Mended")).await;
    world.book(Booking::of(1).named("Fine")).await;
    world.execute("UPDATE reservations SET access_needs = '{}' WHERE name <> 'Mended'").await;
    world
        .execute(
            "UPDATE outbox SET state = 'refused', problem = '550 no such user', \
             settled_at = created_at; \
             UPDATE outbox SET state = 'sent' WHERE reservation_id = \
             (SELECT id FROM reservations WHERE name = 'Fine')",
        )
        .await;
    world.execute(&format!(
        "INSERT INTO outbox (id, reservation_id, kind, created_at, next_attempt_at) \
         SELECT gen_random_uuid(), '{}', 'your_ticket', created_at + interval '1 minute', created_at \
         FROM outbox LIMIT 1", mended.id
    )).await;
    let needs = ReservationFilter { access_needs: true, ..ReservationFilter::default() };
    assert_eq!(world.names_of(needs).await, ["Mended"]);
    let undelivered = ReservationFilter { undelivered: true, ..ReservationFilter::default() };
    assert_eq!(world.names_of(undelivered).await, ["Refused"]);

    let messages = world.store.messages(mended.id).await.unwrap();
    let notified: Vec<_> = messages.iter().map(|message| (message.kind, message.state)).collect();
    assert_eq!(
        notified,
        [
            (MessageKind::YourTicket, MessageState::Waiting),
            (MessageKind::ConfirmYourSeats, MessageState::Refused)
        ]
    );
    assert_eq!(messages[1].problem.as_deref(), Some("550 no such user"));
    let entry = world.store.entry(refused.id).await.unwrap().unwrap();
    assert_eq!(entry.latest_message.unwrap().state, MessageState::Refused);
}

#[tokio::test]
async fn a_language_of_a_newer_version_is_read_as_the_theatres_own() {
    let world = World::with_seats(10).await;
    let booking = world.book(Booking::of(1)).await;
    world.execute("UPDATE reservations SET locale = 'la'").await;
    let entry = world.store.entry(booking.id).await.unwrap().unwrap();
    assert_eq!(entry.reservation.guest.locale, Locale::default());
}

#[tokio::test]
async fn a_reservation_has_its_check_ins_and_its_source() {
    let world = World::with_seats(50).await;
    let by = world.staff().await;
    let booking = world.book_and_confirm(Booking::of(4)).await;
    let (first, second) = (party(booking.id, 1, by), party(booking.id, 2, by));
    world.change(check_in(&first)).await.unwrap();
    world.change(check_in(&second)).await.unwrap();
    world.change(undo(&first)).await.unwrap();
    let entry = world.store.entry(booking.id).await.unwrap().unwrap();
    assert_eq!((entry.admitted, entry.reservation.check_ins.len()), (2, 2));
    assert_eq!(entry.reservation.source, BookingSource::Website);
    assert_eq!(entry.performance.show_title, "La locandiera");
    assert_eq!(world.store.entry(ReservationId::new(id())).await.unwrap(), None);

    let notified = Booking::of(2);
    world.change(create(&notified)).await.unwrap();
    let entry = world.store.entry(notified.id).await.unwrap().unwrap();
    assert_eq!(entry.reservation.source, BookingSource::Office);
    let walk_in = Booking::of(2);
    world.change(seat(&walk_in, by)).await.unwrap();
    let entry = world.store.entry(walk_in.id).await.unwrap().unwrap();
    assert_eq!((entry.reservation.source, entry.admitted), (BookingSource::Door, 2));
    assert_eq!(entry.reservation.guest.email, None);
}

#[tokio::test]
async fn check_ins_are_filtered_by_performance_staff_member_and_undoing() {
    let world = World::with_seats(50).await;
    let (one, other) = (world.staff().await, world.staff().await);
    let booking = world.book_and_confirm(Booking::of(4)).await;
    let mut made = Vec::new();
    for by in [one, other, one] {
        let some = party(booking.id, 1, by);
        world.change(check_in(&some)).await.unwrap();
        made.push(some.id);
        world.clock.advance(minutes(1));
    }
    let first = azionelab_domain::CheckInRequest { id: made[0], ..party(booking.id, 1, other) };
    world.change(undo(&first)).await.unwrap();
    let found = async |query: CheckInQuery| {
        let records = world.store.check_ins(&CheckInQuery { limit: 10, ..query }).await.unwrap();
        records.iter().map(|record| record.id).collect::<Vec<CheckInId>>()
    };
    let any = CheckInQuery::default;
    assert_eq!(found(any()).await, [made[2], made[1], made[0]]);
    assert_eq!(found(CheckInQuery { after: Some(made[2]), ..any() }).await, [made[1], made[0]]);
    assert_eq!(found(CheckInQuery { by: Some(other), ..any() }).await, [made[1]]);
    assert_eq!(found(CheckInQuery { undone: Some(true), ..any() }).await, [made[0]]);
    assert_eq!(found(CheckInQuery { undone: Some(false), ..any() }).await, [made[2], made[1]]);
    let here = Some(world.performance());
    assert_eq!(found(CheckInQuery { performance: here, ..any() }).await.len(), 3);
    let of = Some(ReservationId::new(id()));
    assert_eq!(found(CheckInQuery { reservation: of, ..any() }).await, []);
    let records =
        world.store.check_ins(&CheckInQuery { limit: 10, undone: Some(true), ..any() }).await;
    let record = &records.unwrap()[0];
    let undone = record.undone.as_ref().unwrap();
    assert_eq!((undone.0, undone.1.as_str()), (world.now(), "Dario Porta"));
    assert!(record.override_reason.is_some());
}

#[tokio::test]
async fn a_correction_is_stored_and_does_not_change_the_seats() {
    let world = World::with_seats(10).await;
    let booking = world.book(Booking::of(3)).await;
    world.change(confirm(booking.id)).await.unwrap();
    let guest = Booking::of(1).named("Ugo Neri").by("right@example.org").guest();
    let corrected = guest.clone();
    let rule = crate::world::about(booking.id, move |house, _| {
        house.correct(booking.id, corrected.clone())
    });
    world.change(rule).await.unwrap();
    assert_eq!(world.reservation(booking.id).await.guest, guest);
    assert_eq!(world.available().await, 7);
    assert_eq!(world.searched("ugo").await, ["Ugo Neri"]);
    assert_eq!(world.searched("right@").await, ["Ugo Neri"]);
}

#[tokio::test]
async fn the_filter_lists_only_staff_members_who_have_admitted_guests() {
    let world = World::with_seats(10).await;
    assert_eq!(world.store.check_in_staff().await.unwrap(), []);
    let (by, _) = (world.staff().await, world.staff().await);
    let booking = world.book_and_confirm(Booking::of(2)).await;
    let mistake = party(booking.id, 1, by);
    world.change(check_in(&mistake)).await.unwrap();
    world.change(undo(&mistake)).await.unwrap();
    let people = world.store.check_in_staff().await.unwrap();
    assert_eq!(people.iter().map(|person| person.id).collect::<Vec<_>>(), [by]);
}

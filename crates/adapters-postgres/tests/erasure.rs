//! Personal data is erased after the retention time, and the numbers stay.

use crate::world::{
    Booking, World, check_in, edited, id, minutes, now, party, refusal, rename, secret,
};
use azionelab_application::{
    audit::{Action, Subject},
    booking::{ReservationKey, Reservations as _},
    box_office::BoxOffice,
    door::DoorLists as _,
    houses::Issued,
    mail::Outbox as _,
    privacy::{KeptLetter, PersonalData},
};
use azionelab_domain::{CorrectRefusal, EmailAddress, Guest, Locale, MessageId, ReservationId};
use jiff::{SignedDuration, Timestamp};
use std::time::{Duration, Instant};

/// Texts that no column may contain afterwards: parts of the name, the address, the telephone
/// number, the notes, an access need, a mail server's answer and a reason at the door.
const MARKERS: [&str; 8] = [
    "Quattrocchi",
    "quattrocchi",
    "ginevra",
    "1234567",
    "Arriviamo",
    "hearing_loop",
    "mailbox full",
    "prova generale",
];

/// The rows from which all numbers are computed.
const NUMBERS: &str = "\
    SELECT format('%s %s %s %s %s %s %s %s', r.performance_id, r.code, r.status, r.seats, \
        r.booked_at, r.confirmed_at, r.cancelled_at, r.source) FROM reservations r \
    UNION ALL SELECT format('%s %s %s %s', reservation_id, seats, at, undone_at) FROM check_ins \
    UNION ALL SELECT format('%s %s %s', reservation_id, kind, created_at) FROM outbox ORDER BY 1";

fn days(days: i64) -> SignedDuration {
    SignedDuration::from_hours(24 * days)
}

impl World {
    /// One performance with a partly admitted party, a party that never confirmed, and a message
    /// that the mail server refused.
    async fn with_guests() -> Self {
        let world = Self::with_houses(&[20, 20]).await;
        let by = world.staff().await;
        let named = |seats| Booking::of(seats).named("Ginevra Quattrocchi");
        let first = named(4).by("ginevra@example.org").with_key("key", "four");
        let confirmed = world.book_and_confirm(first).await;
        world.change(check_in(&party(confirmed.id, 3, by))).await.unwrap();
        let pending = world.book(named(2).by("ginevra+2@example.org")).await;
        world
            .execute(&format!(
                "UPDATE outbox SET state = 'refused', settled_at = created_at, \
                 problem = 'mailbox full' WHERE reservation_id = '{}'",
                pending.id
            ))
            .await;
        named(1).make(&world.store, world.performances[1]).await.unwrap();
        world
    }

    /// Sets the start of the first performance to this long before now.
    async fn started(&self, ago: SignedDuration) {
        let starts_at = now() - ago;
        self.execute(&format!(
            "UPDATE performances SET starts_at = '{starts_at}', doors_at = '{starts_at}', \
             closes_at = '{starts_at}', opens_at = '{starts_at}'::timestamptz - interval '1 year' \
             WHERE id = '{}'",
            self.performance()
        ))
        .await;
    }

    /// Erases until nothing is left. Returns the number of guests.
    async fn erase(&self, at: Timestamp) -> u32 {
        let mut erased = 0;
        loop {
            match self.store.erase_expired(at, 1).await.unwrap() {
                0 => break,
                guests => erased += guests,
            }
        }
        self.store.forget_attempts().await.unwrap();
        erased
    }

    /// The tables that contain a text in any column of any row.
    async fn tables_holding(&self, text: &str) -> Vec<String> {
        let tables = "SELECT table_name FROM information_schema.tables \
             WHERE table_schema = 'public' AND table_type = 'BASE TABLE'";
        let mut holding = Vec::new();
        for table in self.values(tables).await {
            let found = format!(
                "SELECT count(*) FROM \"{table}\" one WHERE position('{text}' in one::text) > 0"
            );
            if self.value(&found).await != "0" {
                holding.push(table);
            }
        }
        holding
    }
}

#[tokio::test]
async fn erasure_removes_the_guest_from_every_table_and_keeps_every_number() {
    let world = World::with_guests().await;
    for marker in MARKERS {
        assert_ne!(world.tables_holding(marker).await, Vec::<String>::new(), "{marker}");
    }
    world.started(days(31)).await;
    world
        .execute(&format!(
            "UPDATE performances SET starts_at = starts_at - interval '400 days', \
             doors_at = doors_at - interval '400 days', closes_at = closes_at - interval '400 days', \
             opens_at = opens_at - interval '400 days' WHERE id = '{}'",
            world.performances[1].uuid()
        ))
        .await;
    let (numbers, held) = (world.values(NUMBERS).await, world.house_counts().await);

    assert_eq!(world.erase(now()).await, 3);

    for marker in MARKERS {
        assert_eq!(world.tables_holding(marker).await, Vec::<String>::new(), "{marker}");
    }
    assert_eq!(world.values(NUMBERS).await, numbers);
    assert_eq!(world.house_counts().await, held);
    assert_eq!(
        world
            .values(
                "SELECT count(*) FROM reservation_secrets UNION ALL \
                 SELECT count(*) FROM booking_attempts UNION ALL \
                 SELECT count(*) FROM outbox WHERE state = 'waiting' UNION ALL \
                 SELECT count(*) FROM reservations WHERE erased_at IS NULL"
            )
            .await,
        ["0", "0", "0", "0"]
    );
    assert_eq!(world.erase(now()).await, 0, "once is enough");
}

impl World {
    async fn house_counts(&self) -> (u32, u32) {
        let house = self.store.house(self.performance(), now()).await.unwrap().unwrap();
        (house.attendance.confirmed, house.attendance.admitted)
    }
}

#[tokio::test]
async fn the_retention_time_begins_at_the_end_of_the_show() {
    let world = World::with_guests().await;
    // The show takes 110 minutes.
    world.started(days(30) + minutes(109)).await;
    assert_eq!(world.store.overdue(now()).await.unwrap(), SignedDuration::ZERO);
    assert_eq!(world.erase(now()).await, 0);
    assert_eq!(world.tables_holding("Quattrocchi").await, ["reservations"]);

    world.started(days(30) + minutes(112)).await;
    assert_eq!(world.store.overdue(now()).await.unwrap(), minutes(2));
    assert_eq!(world.erase(now()).await, 2);
    assert_eq!(world.store.overdue(now()).await.unwrap(), SignedDuration::ZERO);
    let left = "SELECT count(*) FROM reservations WHERE name = 'Ginevra Quattrocchi'";
    assert_eq!(world.value(left).await, "1", "the guest of the coming performance stays");
}

#[tokio::test]
async fn the_configured_retention_applies_to_cancelled_performances_too() {
    let world = World::with_guests().await;
    world.started(days(8)).await;
    assert_eq!(world.erase(now()).await, 0);
    world.execute("UPDATE performances SET cancelled_at = starts_at").await;
    world.execute("UPDATE site SET retention_days = 7").await;
    assert_eq!(world.erase(now()).await, 2);
}

#[tokio::test]
async fn a_fast_clock_erases_nothing() {
    let world = World::with_guests().await;
    let ages_ahead = now() + SignedDuration::from_hours(24 * 36_500);
    assert_eq!(world.erase(ages_ahead).await, 0);
}

#[tokio::test]
async fn a_locked_performance_is_erased_later() {
    let world = World::with_guests().await;
    world.started(days(31)).await;
    let held = world.database.hold("BEGIN; SELECT FROM performances FOR UPDATE").await;
    assert_eq!(world.erase(now()).await, 0);
    drop(held);
    let mut erased = 0;
    for _ in 0..200 {
        erased += world.erase(now()).await;
        if erased == 2 {
            return;
        }
    }
    panic!("{erased} were erased");
}

#[tokio::test]
async fn an_erased_guest_is_shown_as_erased_and_cannot_be_corrected() {
    let world = World::with_guests().await;
    let code = "SELECT id FROM reservations WHERE status = 'confirmed'";
    let confirmed = ReservationId::new(world.value(code).await.parse().unwrap());
    world.started(days(31)).await;
    world.erase(now()).await;

    let reservation = world.reservation(confirmed).await;
    assert_eq!(reservation.guest, Guest::erased(Locale::It));
    assert_eq!((reservation.seats.get(), reservation.admitted()), (4, 3));
    let entry = BoxOffice::entry(&world.store, confirmed).await.unwrap().unwrap();
    assert!(entry.reservation.guest.is_erased());
    let parties = world.store.parties(world.performance(), None).await.unwrap();
    assert_eq!(parties.iter().map(|party| party.name.clone()).collect::<Vec<_>>(), [None]);
    let version = world.value("SELECT max(version) FROM reservations").await.parse().unwrap();
    let refused = world.change(rename(confirmed, version, "Anna")).await;
    assert_eq!(refusal(&refused), Some(&CorrectRefusal::Erased));

    // A message that was being sent meanwhile cannot issue a new link.
    let late = secret();
    world.store.issue(confirmed, None, Issued::new(&late, now() + days(1))).await.unwrap_err();
    assert_eq!(world.store.by_secret(late.hash(), now()).await.unwrap(), None);
}

#[tokio::test]
async fn kept_letters_of_erased_guests_and_old_unknown_letters_are_erased() {
    let world = World::with_guests().await;
    let of_guests = world
        .values("SELECT o.id FROM outbox o JOIN reservations r ON r.id = o.reservation_id ORDER BY r.performance_id, o.id")
        .await;
    let known: Vec<_> = of_guests.iter().map(|id| MessageId::new(id.parse().unwrap())).collect();
    let (young, old) = (MessageId::new(id()), MessageId::new(id()));
    let letter = |message, age| KeptLetter { message, written_at: now() - age };
    let mut letters: Vec<_> = known.iter().map(|message| letter(*message, days(50))).collect();
    letters.extend([letter(young, days(29)), letter(old, days(31))]);

    assert_eq!(world.store.letters_to_erase(&letters, now()).await.unwrap(), [old]);
    world.started(days(31)).await;
    world.erase(now()).await;
    let mut gone = world.store.letters_to_erase(&letters, now()).await.unwrap();
    gone.sort();
    let mut wanted = vec![known[0], known[1], old];
    wanted.sort();
    assert_eq!(gone, wanted);
}

impl World {
    async fn keys_of(&self, address: &str) -> Vec<ReservationKey> {
        let address = EmailAddress::parse(address).unwrap();
        PersonalData::of_address(&self.store, &address).await.unwrap()
    }

    async fn erase_on_request(&self, key: ReservationKey, address: &str) -> bool {
        let mut entry = edited(Subject::Reservation(key.reservation));
        entry.action = Action::named("reservation.erase");
        let address = EmailAddress::parse(address).unwrap();
        self.store.erase(key, &address, &entry).await.unwrap()
    }
}

#[tokio::test]
async fn only_the_requesting_guest_is_erased_before_the_retention_ends() {
    let world = World::with_guests().await;
    let numbers = world.values(NUMBERS).await;
    let [key] = world.keys_of("GINEVRA@Example.org").await[..] else { panic!("one party") };
    assert!(!world.erase_on_request(key, "ginevra+2@example.org").await, "of another address");
    assert!(world.erase_on_request(key, "GINEVRA@Example.org").await);
    assert!(!world.erase_on_request(key, "ginevra@example.org").await, "once is enough");
    assert!(world.keys_of("ginevra@example.org").await.is_empty());

    assert_eq!(world.values(NUMBERS).await, numbers);
    let erased = key.reservation.uuid();
    let own = format!("SELECT count(*) FROM reservation_secrets WHERE reservation_id = '{erased}'");
    assert_eq!(world.value(&own).await, "0");
    assert_eq!(world.tables_holding("prova generale").await, Vec::<String>::new());
    let left = "SELECT count(*) FROM reservations WHERE name = 'Ginevra Quattrocchi'";
    assert_eq!(world.value(left).await, "2", "the others have the same name");
    let written = "SELECT count(*) FROM audit WHERE action = 'reservation.erase'";
    assert_eq!(world.value(written).await, "1");
}

#[tokio::test]
async fn a_reservation_that_was_changed_meanwhile_is_not_erased() {
    let world = World::with_guests().await;
    let [key] = world.keys_of("ginevra@example.org").await[..] else { panic!("one party") };
    let elsewhere = ReservationKey { performance: world.performances[1], ..key };
    assert!(!world.erase_on_request(elsewhere, "ginevra@example.org").await);
    assert_eq!(world.keys_of("ginevra@example.org").await, [key]);
}

#[tokio::test]
async fn a_name_is_empty_exactly_when_its_guest_is_erased() {
    let world = World::with_guests().await;
    let mut connection = world.database.hold("").await;
    for wrong in [
        "UPDATE reservations SET name = ''",
        "UPDATE reservations SET erased_at = now()",
        "UPDATE reservations SET erased_at = now(), name = ''",
        "UPDATE reservations SET erased_at = now(), email = NULL, email_key = NULL, phone = NULL, \
         notes = NULL, access_needs = '{}'",
    ] {
        use diesel_async::SimpleAsyncConnection as _;
        let refused = connection.batch_execute(wrong).await.unwrap_err();
        assert!(refused.to_string().contains("violates check constraint"), "{wrong}: {refused}");
    }
}

/// `infra/with-postgres cargo test -p azionelab-adapters-postgres --test postgres -- --ignored
/// --nocapture hundred_thousand`
#[tokio::test]
#[ignore = "measures"]
async fn erasing_a_hundred_thousand_guests_locks_no_performance_for_long() {
    let world = World::with_guests().await;
    world.started(days(31)).await;
    world
        .execute(&format!(
            "INSERT INTO performances SELECT (p).* FROM (SELECT jsonb_populate_record(p, \
             jsonb_build_object('id', gen_random_uuid(), 'capacity', 1000)) AS p \
             FROM performances p, generate_series(1, 199) WHERE p.id = '{}') made",
            world.performance()
        ))
        .await;
    let digits = "23456789ABCDEFGHJKMNPQRSTUVWXYZ";
    world
        .execute(&format!(
            "INSERT INTO reservations (id, performance_id, code, status, seats, name, email, \
             email_key, phone, notes, access_needs, locale, hold_until, booked_at, confirmed_at) \
             SELECT gen_random_uuid(), p.id, (SELECT string_agg(substr('{digits}', \
             (n / (31 ^ place)::bigint % 31)::integer + 1, 1), '') FROM generate_series(0, 5) place), \
             'confirmed', 2, 'Anna Bianchi ' || n, 'guest' || n || '@example.net', \
             'guest' || n || '@example.net', '+39 011 1234567', 'Arriviamo in treno', \
             '{{companion}}', 'it', p.starts_at, p.starts_at - interval '9 days', \
             p.starts_at - interval '9 days' FROM (SELECT id, starts_at, \
             row_number() OVER (ORDER BY id) AS place FROM performances WHERE starts_at < '{}') p \
             JOIN generate_series(500000, 599999) n ON n % 200 + 1 = p.place; \
             INSERT INTO reservation_secrets SELECT sha256(('s' || id)::bytea), \
             sha256(('t' || id)::bytea), id, now() FROM reservations WHERE email LIKE '%example.net'; \
             INSERT INTO outbox (id, reservation_id, kind, state, created_at, next_attempt_at, \
             settled_at, problem) SELECT gen_random_uuid(), id, 'your_ticket', 'sent', booked_at, \
             booked_at, booked_at, '421' FROM reservations WHERE email LIKE '%example.net'; ANALYZE",
            now()
        ))
        .await;
    let (begun, mut longest, mut batches) = (Instant::now(), Duration::ZERO, 0);
    let mut erased = 0;
    loop {
        let at = Instant::now();
        let guests = world.store.erase_expired(now(), 100).await.unwrap();
        longest = longest.max(at.elapsed());
        batches += 1;
        erased += guests;
        if guests == 0 {
            break;
        }
    }
    let took = begun.elapsed();
    println!("{erased} guests in {batches} transactions: {took:?}, the longest {longest:?}");
    assert!(erased >= 100_000, "{erased}");
}

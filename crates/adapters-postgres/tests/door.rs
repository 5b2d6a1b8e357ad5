//! The lists of the door.

use crate::world::{
    Booking, World, cancel, check_in, company, id, minutes, now, party, performance_in, seat, undo,
};
use azionelab_application::{box_office::ReservationSearch, door::DoorLists};
use azionelab_domain::{AccessNeed, Change, CheckInRequest, PerformanceId, Status};
use jiff::{SignedDuration, Timestamp};

impl World {
    async fn counts(&self) -> (u32, u32, u32) {
        let house = self.store.house(self.performance(), self.now()).await.unwrap().unwrap();
        (
            house.listing.house.held(self.now()),
            house.attendance.confirmed,
            house.attendance.admitted,
        )
    }

    /// The names on the list of the first performance, in its order.
    async fn names(&self, search: Option<&str>) -> Vec<String> {
        let search = search.map(|text| ReservationSearch::parse(text).unwrap());
        let parties = self.store.parties(self.performance(), search.as_ref()).await.unwrap();
        parties.iter().map(|party| party.name.as_ref().unwrap().as_str().to_owned()).collect()
    }
}

#[tokio::test]
async fn a_house_counts_confirmed_and_admitted_seats() {
    let world = World::with_seats(50).await;
    assert_eq!(world.counts().await, (0, 0, 0));
    let by = world.staff().await;
    world.book(Booking::of(1)).await;
    let complete = world.book_and_confirm(Booking::of(2)).await;
    let partly = world.book_and_confirm(Booking::of(4)).await;
    let mistaken = world.book_and_confirm(Booking::of(8)).await;
    let gone = world.book_and_confirm(Booking::of(10)).await;
    world.change(cancel(gone.id)).await.unwrap();
    world.change(check_in(&party(complete.id, 2, by))).await.unwrap();
    for _ in 0..3 {
        world.change(check_in(&party(partly.id, 1, by))).await.unwrap();
    }
    let mistake = party(mistaken.id, 8, by);
    world.change(check_in(&mistake)).await.unwrap();
    assert_eq!(world.counts().await, (15, 14, 13));
    world.change(undo(&mistake)).await.unwrap();
    assert_eq!(world.counts().await, (15, 14, 5));
    world.clock.advance(minutes(30));
    assert_eq!(world.counts().await, (14, 14, 5), "a hold has lapsed");
}

#[tokio::test]
async fn houses_come_in_the_order_of_their_start() {
    let mut company = company(&[]);
    let (show, venue) = (company.shows[0].clone(), company.venues[0].clone());
    let at = |hours| performance_in(&show, &venue, SignedDuration::from_hours(hours));
    company.performances = vec![at(5), at(2), at(4), at(2), at(3)];
    let world = World::of(company).await;
    world.execute("UPDATE shows SET publication = 'archived'").await;
    let booked = Booking::of(3);
    booked.make(&world.store, world.performances[2]).await.unwrap_err();

    let hours = |hours| now() + SignedDuration::from_hours(hours);
    let found = async |from, to| {
        let houses = world.store.houses(from, to, now()).await.unwrap();
        let index = |id| world.performances.iter().position(|known| *known == id).unwrap();
        houses.iter().map(|house| index(house.listing.performance().id)).collect::<Vec<_>>()
    };
    assert_eq!(found(hours(0), hours(24)).await, [1, 3, 4, 2, 0]);
    assert_eq!(found(hours(2), hours(5)).await, [1, 3, 4, 2]);
    assert_eq!(found(hours(6), hours(24)).await, Vec::<usize>::new());
    assert_eq!(found(Timestamp::MIN, Timestamp::MAX).await, [1, 3, 4, 2, 0]);
}

#[tokio::test]
async fn a_performance_that_does_not_exist_has_no_house_and_no_parties() {
    let world = World::with_seats(10).await;
    let nowhere = PerformanceId::new(id());
    assert_eq!(world.store.house(nowhere, now()).await.unwrap(), None);
    assert_eq!(world.store.parties(nowhere, None).await.unwrap(), []);
}

#[tokio::test]
async fn the_list_has_what_the_door_needs() {
    let world = World::with_seats(10).await;
    let by = world.staff().await;
    let booking = world.book_and_confirm(Booking::of(3)).await;
    world.change(check_in(&party(booking.id, 1, by))).await.unwrap();
    let parties = world.store.parties(world.performance(), None).await.unwrap();
    let [entry] = &parties[..] else { panic!("{parties:?}") };
    assert_eq!((entry.id, entry.code), (booking.id, booking.code));
    let name = entry.name.as_ref().unwrap().as_str();
    assert_eq!((name, entry.seats.get(), entry.admitted), ("Anna Bianchi", 3, 1));
    let needs = [AccessNeed::Companion, AccessNeed::HearingLoop].into();
    assert_eq!(entry.access_needs, needs);
    assert_eq!(entry.notes, booking.guest().notes);
}

#[tokio::test]
async fn only_confirmed_parties_of_the_performance_are_on_the_list() {
    let world = World::with_houses(&[50, 50]).await;
    world.book(Booking::of(1).named("Pending")).await;
    let cancelled = world.book_and_confirm(Booking::of(1).named("Cancelled")).await;
    world.change(cancel(cancelled.id)).await.unwrap();
    world.book_and_confirm(Booking::of(1).named("Confirmed")).await;
    let elsewhere = Booking::of(1).named("Elsewhere");
    elsewhere.make(&world.store, world.performances[1]).await.unwrap();
    world
        .execute(
            "UPDATE reservations SET status = 'confirmed', confirmed_at = now() \
                   WHERE name = 'Elsewhere'",
        )
        .await;
    assert_eq!(world.names(None).await, ["Confirmed"]);
    assert_eq!(world.names(Some("elsewhere")).await, Vec::<String>::new());
}

#[tokio::test]
async fn a_search_finds_guests_who_are_not_confirmed() {
    let world = World::with_seats(50).await;
    world.book(Booking::of(1).named("Anna Held")).await;
    let cancelled = world.book_and_confirm(Booking::of(1).named("Anna Gone")).await;
    world.change(cancel(cancelled.id)).await.unwrap();
    world.book_and_confirm(Booking::of(1).named("Anna Here")).await;
    assert_eq!(world.names(None).await, ["Anna Here"]);
    assert_eq!(world.names(Some("anna")).await, ["Anna Gone", "Anna Held", "Anna Here"]);
    let search = ReservationSearch::parse("gone").unwrap();
    let parties = world.store.parties(world.performance(), Some(&search)).await.unwrap();
    assert_eq!(parties[0].status, Status::Cancelled);
}

#[tokio::test]
async fn the_list_shows_who_admitted_a_party_and_when() {
    let world = World::with_seats(10).await;
    let by = world.staff().await;
    let booking = world.book_and_confirm(Booking::of(4)).await;
    let (first, mistake) = (party(booking.id, 1, by), party(booking.id, 2, by));
    world.change(check_in(&first)).await.unwrap();
    world.change(check_in(&mistake)).await.unwrap();
    world.change(undo(&mistake)).await.unwrap();
    let parties = world.store.parties(world.performance(), None).await.unwrap();
    let [inside] = &parties[0].check_ins[..] else { panic!("{parties:?}") };
    assert_eq!((inside.id, inside.seats.get(), inside.at), (first.id, 1, now()));
    assert_eq!(inside.by.as_str(), "Dario Porta");
}

#[tokio::test]
async fn the_list_is_sorted_by_name_regardless_of_case_and_accents() {
    let world = World::with_seats(50).await;
    for name in ["Zoe", "Élodie", "eva", "ADA", "Ólafur", "anna", "Àngela", "Otto"] {
        world.book_and_confirm(Booking::of(1).named(name)).await;
    }
    let order = ["ADA", "Àngela", "anna", "Élodie", "eva", "Ólafur", "Otto", "Zoe"];
    assert_eq!(world.names(None).await, order);
}

#[tokio::test]
async fn a_party_is_found_by_part_of_its_name_regardless_of_case_and_accents() {
    let world = World::with_seats(50).await;
    for name in ["Nicolò D'Angiò", "Zoë Ångström", "Łucja Nowak", "100% Teatro", "李小龍"]
    {
        world.book_and_confirm(Booking::of(1).named(name)).await;
    }
    for (search, found) in [
        ("nicolo", "Nicolò D'Angiò"),
        ("NICOLÒ", "Nicolò D'Angiò"),
        ("nicolo\u{300} d'a", "Nicolò D'Angiò"),
        ("'angio", "Nicolò D'Angiò"),
        ("  angstrom ", "Zoë Ångström"),
        ("zoe a", "Zoë Ångström"),
        ("dangio", "Nicolò D'Angiò"),
        ("D’ANGIÒ nic", "Nicolò D'Angiò"),
        ("łucja", "Łucja Nowak"),
        ("nowak lucja", "Łucja Nowak"),
        ("0%", "100% Teatro"),
        ("小龍", "李小龍"),
    ] {
        assert_eq!(world.names(Some(search)).await, [found], "{search}");
    }
}

#[tokio::test]
async fn a_party_is_found_by_the_start_of_its_code() {
    let world = World::with_seats(50).await;
    for (name, code) in [("One", "K7QF3M"), ("Two", "K7QF4N"), ("Three", "3MK7QF")] {
        world.book_and_confirm(Booking::of(1).named(name).with_code(code)).await;
    }
    for (search, found) in [
        ("k7q-f3m", vec!["One"]),
        ("K7QF", vec!["One", "Two"]),
        ("k7 qf", vec!["One", "Two"]),
        ("3m", vec!["Three"]),
        ("qf3m", vec![]),
    ] {
        assert_eq!(world.names(Some(search)).await, found, "{search}");
    }
}

#[tokio::test]
async fn a_search_for_nothing_finds_nobody() {
    let world = World::with_seats(50).await;
    world.book_and_confirm(Booking::of(1).with_code("K7QF3M")).await;
    for search in ["--", "- -", "\u{301}\u{301}", "%%", "__", ".*", "\0\0", "an\0na", "k-", "-k"] {
        assert_eq!(world.names(Some(search)).await, Vec::<String>::new(), "{search:?}");
    }
}

#[tokio::test]
async fn undone_walk_ins_free_their_seats() {
    let world = World::with_seats(3).await;
    let by = world.staff().await;
    let change = world.change(seat(&Booking::of(3), by)).await.unwrap();
    let Change::Seated { reservation, check_in, .. } = change else { panic!("{change:?}") };
    assert_eq!(world.available().await, 0);
    let check_in = CheckInRequest { id: check_in.id, ..party(reservation.id, 3, by) };
    world.change(undo(&check_in)).await.unwrap();
    assert_eq!(world.available().await, 3);
    assert_eq!(world.value("SELECT status FROM reservations").await, "cancelled");
    assert_eq!(world.value("SELECT count(undone_at) FROM check_ins").await, "1");
    world.book(Booking::of(3)).await;
}

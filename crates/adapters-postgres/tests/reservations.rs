//! Finding reservations, and the view of their holders.

use crate::world::{
    Booking, World, cancel, change_seats, check_in, confirm, id, minutes, now, party, secret, undo,
};
use azionelab_application::{
    booking::{ReservationKey, Reservations},
    houses::{Houses, Issued},
    mail::Outbox,
};
use azionelab_domain::{CheckInId, EmailAddress, ReservationId, Secret, Status, TicketStatus};
use jiff::SignedDuration;

fn key(world: &World, booking: &Booking) -> ReservationKey {
    ReservationKey { reservation: booking.id, performance: world.performance() }
}

#[tokio::test]
async fn a_secret_and_its_ticket_find_their_reservation() {
    let world = World::with_seats(10).await;
    let (one, two) = (world.book(Booking::of(1)).await, world.book(Booking::of(1)).await);
    for booking in [one, two] {
        let Booking { secret, .. } = &booking;
        let by_secret = world.store.by_secret(secret.hash(), now()).await.unwrap();
        assert_eq!(by_secret, Some(key(&world, &booking)));
        let by_ticket = world.store.by_ticket(secret.ticket().hash(), now()).await.unwrap();
        assert_eq!(by_ticket, Some(key(&world, &booking)));
    }
}

#[tokio::test]
async fn an_unknown_secret_finds_nothing() {
    let world = World::with_seats(10).await;
    world.book(Booking::of(1)).await;
    let secret = secret();
    assert_eq!(world.store.by_secret(secret.hash(), now()).await.unwrap(), None);
    assert_eq!(world.store.by_ticket(secret.ticket().hash(), now()).await.unwrap(), None);
    assert_eq!(world.store.held(secret.hash(), now()).await.unwrap(), None);
    assert_eq!(world.store.proved(secret.ticket().hash(), now()).await.unwrap(), None);
}

#[tokio::test]
async fn tickets_and_secrets_are_not_interchangeable() {
    let world = World::with_seats(10).await;
    let booking = world.book(Booking::of(1)).await;
    let swapped = "UPDATE reservation_secrets SET secret_hash = ticket_hash, \
                   ticket_hash = secret_hash";
    world.execute(swapped).await;
    let secret = booking.secret;
    assert_eq!(world.store.by_secret(secret.hash(), now()).await.unwrap(), None);
    assert_eq!(world.store.by_ticket(secret.ticket().hash(), now()).await.unwrap(), None);
}

#[tokio::test]
async fn a_secret_is_valid_until_it_expires() {
    let world = World::with_seats(10).await;
    let booking = world.book(Booking::of(1)).await;
    let short = secret();
    let issued = Issued::new(&short, now() + minutes(5));
    world.store.issue(booking.id, booking.guest().email, issued).await.unwrap();

    let found = async |secret: &Secret, at| {
        let by_secret = world.store.by_secret(secret.hash(), at).await.unwrap().is_some();
        let by_ticket = world.store.by_ticket(secret.ticket().hash(), at).await.unwrap().is_some();
        let held = world.store.held(secret.hash(), at).await.unwrap().is_some();
        let proved = world.store.proved(secret.ticket().hash(), at).await.unwrap().is_some();
        [by_secret, by_ticket, held, proved]
    };
    let end = now() + minutes(5);
    assert_eq!(found(&short, end - SignedDuration::from_micros(1)).await, [true; 4]);
    assert_eq!(found(&short, end).await, [false; 4]);
    assert_eq!(found(&booking.secret, end).await, [true; 4], "the others are still valid");
}

#[tokio::test]
async fn a_reservation_is_found_by_its_code_and_address() {
    let world = World::with_seats(10).await;
    let (one, two) = (world.book(Booking::of(1)).await, world.book(Booking::of(1)).await);
    let set = "UPDATE reservations SET email = 'Anna@M\u{fc}nchen.example', \
               email_key = 'anna@xn--mnchen-3ya.example'";
    world.execute(&format!("{set} WHERE id = '{}'", one.id)).await;
    let [code, other] = [&one, &two].map(|booking| booking.code);
    let find = async |code, email| {
        let email = EmailAddress::parse(email).unwrap();
        world.store.by_code(code, &email).await.unwrap()
    };
    for spelling in ["anna@m\u{fc}nchen.example", "ANNA@xn--mnchen-3ya.example"] {
        assert_eq!(find(code, spelling).await, Some(key(&world, &one)), "{spelling}");
        assert_eq!(find(other, spelling).await, None, "{spelling}");
    }
    assert_eq!(find(code, "berta@example.org").await, None);

    world.execute("UPDATE reservations SET email = NULL, email_key = NULL").await;
    assert_eq!(
        find(code, "anna@m\u{fc}nchen.example").await,
        None,
        "a reservation without an address"
    );
}

#[tokio::test]
async fn a_reservation_is_found_by_its_id_and_by_its_check_ins() {
    let world = World::with_seats(10).await;
    let by = world.staff().await;
    let booking = world.book_and_confirm(Booking::of(2).named("Zoë Ångström")).await;
    let party = party(booking.id, 1, by);
    world.change(check_in(&party)).await.unwrap();
    world.change(undo(&party)).await.unwrap();

    let found = world.store.by_id(booking.id).await.unwrap();
    assert_eq!(found, Some(key(&world, &booking)));
    assert_eq!(world.store.by_check_in(party.id).await.unwrap(), found);
    let name = world.store.guest_name(booking.id).await.unwrap().unwrap();
    assert_eq!(name.as_str(), "Zoë Ångström");

    let unknown = ReservationId::new(id());
    assert_eq!(world.store.by_id(unknown).await.unwrap(), None);
    assert_eq!(world.store.by_check_in(CheckInId::new(unknown.uuid())).await.unwrap(), None);
    assert_eq!(world.store.guest_name(unknown).await.unwrap(), None);
}

#[tokio::test]
async fn the_holder_sees_the_seats_left() {
    let world = World::with_seats(10).await;
    let mine = world.book(Booking::of(4)).await;
    world.book_and_confirm(Booking::of(3)).await;
    let lapsed_at = now() + minutes(30);
    let left = async |at| {
        let held = world.store.held(mine.secret.hash(), at).await.unwrap().unwrap();
        (held.listing.house.held(at), held.listing.house.available(at))
    };
    assert_eq!(left(now()).await, (7, 3));
    assert_eq!(left(lapsed_at).await, (3, 7), "their own hold has lapsed");

    world.change(change_seats(mine.id, 6)).await.unwrap();
    assert_eq!(left(now()).await, (9, 1));
    world.change(confirm(mine.id)).await.unwrap();
    assert_eq!(left(lapsed_at).await, (9, 1));
    world.change(cancel(mine.id)).await.unwrap();
    assert_eq!(left(now()).await, (3, 7));
}

#[tokio::test]
async fn the_holder_sees_the_reservation_with_its_performance() {
    let world = World::with_seats(10).await;
    let booking = world.book_and_confirm(Booking::of(4)).await;
    let held = world.store.held(booking.secret.hash(), now()).await.unwrap().unwrap();
    assert_eq!(held.id, booking.id);
    assert_eq!(held.reservation(), &world.reservation(booking.id).await);
    assert_eq!(held.listing.performance().id, world.performance());
    assert_eq!(held.listing.entry.show.slug.as_str(), "la-locandiera");
    assert_eq!(held.listing.venue.slug.as_str(), "sala-grande");
}

#[tokio::test]
async fn a_ticket_finds_its_reservation_even_if_the_show_is_unpublished() {
    let world = World::with_seats(10).await;
    let by = world.staff().await;
    let Booking { id, secret, .. } = world.book_and_confirm(Booking::of(2)).await;
    world.book(Booking::of(3)).await;
    world.execute("UPDATE shows SET publication = 'archived'").await;
    let proved = async || {
        let (ticket, at) = (secret.ticket().hash(), now());
        let proved = world.store.proved(ticket, at).await.unwrap().unwrap();
        assert_eq!(Some(&proved), world.store.held(secret.hash(), at).await.unwrap().as_ref());
        assert_eq!((proved.id, proved.listing.house.held(at)), (id, 5));
        proved.listing.house.ticket_status(id)
    };
    assert_eq!(proved().await, Some(TicketStatus::Valid));
    world.change(check_in(&party(id, 2, by))).await.unwrap();
    assert_eq!(proved().await, Some(TicketStatus::Used));
}

#[tokio::test]
async fn the_holder_sees_the_reservation_even_if_the_show_is_unpublished() {
    let world = World::with_seats(10).await;
    let booking = world.book(Booking::of(4)).await;
    for publication in ["archived", "draft"] {
        world.execute(&format!("UPDATE shows SET publication = '{publication}'")).await;
        let held = world.store.held(booking.secret.hash(), now()).await.unwrap().unwrap();
        assert_eq!(held.reservation().seats.get(), 4);
        assert!(!held.listing.performance().listed);
    }
}

#[tokio::test]
async fn houses_with_lapsed_holds_are_found_until_they_are_stored_as_expired() {
    let world = World::with_houses(&[10, 10, 10]).await;
    let lapsed = async |at, limit| world.store.lapsed(at, limit).await.unwrap();
    for performance in &world.performances[..2] {
        Booking::of(1).make(&world.store, *performance).await.unwrap();
        Booking::of(1).make(&world.store, *performance).await.unwrap();
    }
    let confirmed = Booking::of(1);
    confirmed.make(&world.store, world.performances[2]).await.unwrap();
    world.store.change(world.performances[2], confirm(confirmed.id)).await.unwrap();
    let end = now() + minutes(30);

    assert_eq!(lapsed(end - SignedDuration::from_micros(1), 10).await, []);
    let mut found = lapsed(end, 10).await;
    found.sort_unstable();
    assert_eq!(found, world.performances[..2]);
    assert_eq!(lapsed(end, 1).await.len(), 1);

    world.clock.advance(minutes(30));
    world.store.lapse(world.performances[0]).await.unwrap();
    assert_eq!(lapsed(end, 10).await, [world.performances[1]]);
    world.store.lapse(world.performances[1]).await.unwrap();
    assert_eq!(lapsed(end, 10).await, []);
}

#[tokio::test]
async fn a_cancelled_reservation_is_still_shown_to_its_holder() {
    let world = World::with_seats(10).await;
    let booking = world.book(Booking::of(4)).await;
    world.change(cancel(booking.id)).await.unwrap();
    assert_eq!(world.held(&booking.secret).await.status, Status::Cancelled);
}

//! A guest requests a new link with the code and the address of a reservation.

use crate::world::{Call, Party, World, first_party, minutes, now, party, secret_in, start};
use azionelab_application::{booking::LinkRequest, mail::MessageKind, ports::StoreError};
use azionelab_domain::{EmailAddress, Status};
use jiff::SignedDuration;

/// The request of a party's guest.
fn lost(party: &Party) -> LinkRequest {
    let Party(reservation) = party;
    LinkRequest {
        code: reservation.code,
        email: reservation.guest.email.clone().unwrap(),
        letter_delay: None,
    }
}

async fn ask(world: &World, request: LinkRequest) -> bool {
    let found = world.use_cases().booking.mail_link.execute(request).await.unwrap();
    // The letter is written in the background.
    for _ in 0..20 {
        tokio::task::yield_now().await;
    }
    found
}

fn pending() -> Party {
    party(1).status(Status::Pending { hold_until: now() + minutes(10) })
}

#[tokio::test]
async fn a_confirmed_guest_gets_a_new_ticket_and_the_old_link_stays_valid() {
    let (world, old) = World::with(party(1).confirmed());

    assert!(ask(&world, lost(&party(1))).await);

    let letter = world.mail_server.only_letter();
    assert_eq!(letter.kind(), MessageKind::YourTicket);
    let fresh = secret_in(&letter);
    assert_ne!(fresh.hash(), old.hash());
    for secret in [fresh, old] {
        let view = world.use_cases().booking.view.execute(&secret).await.unwrap();
        assert_eq!(view.reservation().id, first_party());
    }
}

#[tokio::test]
async fn an_unconfirmed_guest_gets_the_confirmation_link_without_a_longer_hold() {
    for party in [pending(), party(1).status(Status::Expired)] {
        let request = lost(&party);
        let (world, _) = World::with(party);
        let before = world.theatre.reservation(first_party());

        assert!(ask(&world, request).await);

        assert_eq!(world.mail_server.only_letter().kind(), MessageKind::ConfirmYourSeats);
        assert_eq!(world.theatre.reservation(first_party()), before);
    }
}

#[tokio::test]
async fn a_hold_is_not_extended_by_repeated_requests() {
    let (world, _) = World::with(pending());
    let before = world.theatre.reservation(first_party());
    ask(&world, LinkRequest { letter_delay: Some(minutes(5)), ..lost(&pending()) }).await;
    world.clock.advance(minutes(6));
    world.use_cases().deliver_mail.deliver_due().await.unwrap();
    assert_eq!(world.theatre.reservation(first_party()), before);
}

#[tokio::test]
async fn a_ticket_beyond_the_limit_of_an_address_is_delayed() {
    let (world, _) = World::with(party(1).confirmed());
    ask(&world, LinkRequest { letter_delay: Some(minutes(5)), ..lost(&party(1)) }).await;
    assert!(world.mail_server.letters().is_empty());
    assert_eq!(world.theatre.only_message().next_attempt_at, now() + minutes(5));
}

#[tokio::test]
async fn no_link_is_mailed_for_a_cancelled_or_past_reservation() {
    let (cancelled, _) = World::with(party(1).cancelled());
    let (without_performance, _) = World::with(party(1).confirmed());
    without_performance.theatre.performance(|performance| performance.cancelled_at = Some(now()));
    let (over, _) = World::with(party(1).confirmed());
    over.clock.advance(start().duration_since(now()) + SignedDuration::from_hours(6));
    for world in [cancelled, without_performance, over] {
        ask(&world, lost(&party(1))).await;
        assert!(world.theatre.decisions().iter().all(|decision| decision.message.is_none()));
        assert!(world.mail_server.letters().is_empty());
    }
}

#[tokio::test]
async fn a_wrong_code_or_address_finds_nothing() {
    let (world, _) = World::with(party(1).confirmed());
    let berta = EmailAddress::parse("berta@elsewhere.example").unwrap();
    assert!(!ask(&world, LinkRequest { email: berta, ..lost(&party(1)) }).await);
    assert!(!ask(&world, LinkRequest { code: party(2).0.code, ..lost(&party(1)) }).await);
    assert!(world.mail_server.letters().is_empty());
}

#[tokio::test]
async fn a_failure_of_the_search_is_returned() {
    let (world, _) = World::with(party(1).confirmed());
    world.theatre.fail_next(Call::Find);
    let error = world.use_cases().booking.mail_link.execute(lost(&party(1))).await.unwrap_err();
    assert!(matches!(error, StoreError::Unavailable(_)), "{error:?}");
}

use crate::world::{Call, Party, World, minutes, now, party, performance, start};
use azionelab_application::booking::{SeeTicketError, SeenTicket};
use azionelab_domain::{Secret, Status, TicketStatus};

async fn see(party: Party) -> Result<SeenTicket, SeeTicketError> {
    let (world, secret) = World::with(party);
    world.use_cases().booking.see_ticket.execute(&secret.ticket()).await
}

#[tokio::test]
async fn a_ticket_shows_its_status_and_its_performance() {
    for (party, status) in [
        (party(1).confirmed(), TicketStatus::Valid),
        (party(1).confirmed().admitted(2), TicketStatus::Used),
        (party(1).cancelled(), TicketStatus::Cancelled),
    ] {
        let seen = see(party).await.unwrap();

        assert_eq!(seen.status, status);
        assert_eq!(seen.listing.performance(), &performance());
        assert_eq!(seen.seen_at, now());
    }
}

#[tokio::test]
async fn the_ticket_of_an_unconfirmed_reservation_is_unknown() {
    for party in [party(1), party(1).status(Status::Expired)] {
        let error = see(party).await.unwrap_err();

        assert!(matches!(error, SeeTicketError::UnknownTicket), "{error:?}");
    }
}

#[tokio::test]
async fn a_forged_or_expired_ticket_is_unknown() {
    let (world, secret) = World::with(party(1).confirmed());
    let forged = Secret::from_random([0; 32]).ticket();
    let unknown = world.use_cases().booking.see_ticket.execute(&forged).await.unwrap_err();

    world.clock.set(start() + minutes(30 * 24 * 60));
    let expired = world.use_cases().booking.see_ticket.execute(&secret.ticket()).await.unwrap_err();

    for error in [unknown, expired] {
        assert!(matches!(error, SeeTicketError::UnknownTicket), "{error:?}");
    }
}

#[tokio::test]
async fn a_failure_of_the_database_is_not_reported_as_unknown() {
    let (world, secret) = World::with(party(1).confirmed());
    world.theatre.fail_next(Call::Find);

    let error = world.use_cases().booking.see_ticket.execute(&secret.ticket()).await.unwrap_err();

    assert!(matches!(error, SeeTicketError::Store(_)), "{error:?}");
}

#[tokio::test]
async fn looking_at_a_ticket_changes_nothing() {
    let (world, secret) = World::with(party(1).confirmed());

    world.use_cases().booking.see_ticket.execute(&secret.ticket()).await.unwrap();

    assert!(world.theatre.decisions().is_empty());
}

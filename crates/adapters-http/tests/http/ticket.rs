use crate::support::{Ask, CHECK_IN, STAFF, Theatre, listing, now, reservation, seats, secret};
use azionelab_application::booking::HeldReservation;
use azionelab_domain::{CheckIn, CheckInId, Reservation, StaffId, Status};
use insta::assert_json_snapshot;

/// The ticket of this reservation is the only valid one.
fn shown(reservation: Reservation) -> Theatre {
    let mut theatre = Theatre::new();
    theatre.reservations.expect_proved().times(1).returning(move |hash, _| {
        let known = hash.as_bytes() == secret().ticket().hash().as_bytes();
        Ok(known.then(|| {
            let mut listing = listing();
            let id = reservation.id;
            listing.house = listing.house.with_reservation(reservation.clone());
            HeldReservation { id, listing, changed_at: now() }
        }))
    });
    theatre
}

fn ask(token: &str) -> Ask {
    Ask::get("/api/v1/ticket").header("authorization", &format!("Bearer {token}"))
}

fn inside(mut party: Reservation) -> Reservation {
    party.check_ins.push(CheckIn {
        id: CheckInId::new(CHECK_IN),
        seats: seats(2),
        at: now(),
        by: StaffId::new(STAFF),
        client_ref: None,
        override_reason: None,
        undone: None,
    });
    party
}

#[tokio::test]
async fn a_ticket_shows_its_performance_and_no_personal_data() {
    let ticket = secret().ticket().reveal();
    let answer = shown(reservation(Status::Confirmed)).ask(ask(&ticket)).await;
    assert_eq!(answer.header("cache-control"), "no-store");
    for whose in ["Anna", "K7QF3M", "example.org", "123456", "In fondo"] {
        assert!(!answer.text().contains(whose), "{whose}");
    }
    assert_json_snapshot!(answer.json());
}

#[tokio::test]
async fn a_ticket_shows_its_status() {
    let ticket = secret().ticket().reveal();
    for (party, status) in [
        (inside(reservation(Status::Confirmed)), "used"),
        (reservation(Status::Cancelled), "cancelled"),
    ] {
        assert_eq!(shown(party).ask(ask(&ticket)).await.json()["status"], status);
    }
}

#[tokio::test]
async fn a_ticket_may_be_sent_as_the_address_in_the_qr_code() {
    let address = format!("https://teatro.example/t#{}", secret().ticket().reveal());
    let answer = shown(reservation(Status::Confirmed)).ask(ask(&address)).await;
    assert_eq!(answer.status, 200);
}

#[tokio::test]
async fn a_malformed_ticket_is_looked_up_and_unknown() {
    let (whole, secret) = (secret().ticket().reveal(), secret().reveal());
    for token in [&whole[..42], &format!("{whole}A"), "è", "x", &"A".repeat(43), &secret] {
        let answer = shown(reservation(Status::Confirmed)).ask(ask(token)).await;
        answer.problem(404, "unknown-ticket");
    }
    for status in [Status::Expired, Status::Pending { hold_until: now() }] {
        shown(reservation(status)).ask(ask(&whole)).await.problem(404, "unknown-ticket");
    }
}

use crate::support::{
    Ask, PERFORMANCE, RESERVATION, Theatre, house, key, now, reservation, seats, time,
};
use azionelab_domain::{
    Attempt, AttemptKey, Fingerprint, ReservationCode, ReservationId, Status, WithdrawRefusal,
};
use rstest::rstest;

const KEY: &str = "0c9e4f0a-key";

fn withdraw() -> Ask {
    Ask::new("DELETE", &format!("/api/v1/reservations/{RESERVATION}"))
        .header("idempotency-key", KEY)
}

/// A reservation in this state was booked with the key.
fn booked(status: Status) -> Theatre {
    let attempt = Attempt {
        key: AttemptKey::parse(KEY).unwrap(),
        fingerprint: Fingerprint::of(&[]),
        reservation: ReservationId::new(RESERVATION),
        code: ReservationCode::parse("K7QF3M").unwrap(),
        seats: seats(2),
        hold_until: now(),
    };
    let house = house().with_reservation(reservation(status)).with_attempt(attempt);
    known(Theatre::with_house(house))
}

fn known(mut theatre: Theatre) -> Theatre {
    theatre.reservations.expect_by_id().returning(|id| Ok((id == key().reservation).then(key)));
    theatre
}

fn pending() -> Status {
    Status::Pending { hold_until: time("2026-10-24T18:20:00Z") }
}

#[rstest]
#[case::held(pending())]
#[case::lapsed(Status::Expired)]
#[case::withdrawn_before(Status::Cancelled)]
#[tokio::test]
async fn an_unconfirmed_reservation_can_be_withdrawn(#[case] status: Status) {
    let answer = booked(status).ask(withdraw()).await;
    assert_eq!(answer.status, 204);
    assert!(answer.body.is_empty());
    assert_eq!(answer.header("cache-control"), "no-store");
}

#[tokio::test]
async fn a_confirmed_reservation_cannot_be_withdrawn() {
    booked(Status::Confirmed).ask(withdraw()).await.problem(409, "already-confirmed");
}

#[tokio::test]
async fn after_the_start_the_answer_contains_the_start() {
    let started_at = time("2026-10-24T17:00:00Z");
    let refusal = WithdrawRefusal::TooLate { started_at };
    let problem = known(Theatre::refusing(refusal)).ask(withdraw()).await.problem(409, "too-late");
    assert_eq!(problem["started_at"], "2026-10-24T17:00:00Z");
}

#[tokio::test]
async fn a_request_without_the_right_key_learns_nothing() {
    let unknown = |id: &str| {
        Ask::new("DELETE", &format!("/api/v1/reservations/{id}")).header("idempotency-key", KEY)
    };
    let mut bodies = Vec::new();
    for ask in [
        withdraw().without("idempotency-key"),
        withdraw().header("idempotency-key", ""),
        withdraw().header("idempotency-key", "another"),
        withdraw().header("idempotency-key", &"k".repeat(256)),
        unknown(&PERFORMANCE.to_string()),
        unknown("K7QF3M"),
    ] {
        for status in [pending(), Status::Confirmed] {
            let answer = booked(status).ask(ask.again()).await;
            answer.problem(404, "not-found");
            bodies.push(answer.text());
        }
    }
    bodies.dedup();
    assert_eq!(bodies.len(), 1, "{bodies:?}");
}

#[tokio::test]
async fn requests_from_other_sites_cannot_withdraw() {
    let ask = withdraw().header("sec-fetch-site", "cross-site");
    booked(pending()).ask(ask).await.problem(403, "cross-site");
}

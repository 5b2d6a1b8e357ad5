use crate::support::{Ask, RESERVATION, Theatre, now, time};
use azionelab_application::{booking::Progress, mail::Delivery};
use azionelab_domain::{ReservationId, Status};
use rstest::rstest;
use serde_json::{Value, json};

/// Asks for the progress of a reservation in this state.
async fn follow(status: Status, delivery: Delivery) -> Value {
    let mut theatre = Theatre::new();
    theatre.reservations.expect_progress().returning(move |id| {
        assert_eq!(id, ReservationId::new(RESERVATION));
        Ok(Some(Progress { status, delivery }))
    });
    let answer = theatre.ask(Ask::get(&format!("/api/v1/reservations/{RESERVATION}"))).await;
    assert_eq!(answer.header("cache-control"), "no-store");
    answer.json()
}

#[tokio::test]
async fn a_held_reservation_has_the_end_of_its_hold_and_no_personal_data() {
    let hold_until = "2026-10-24T18:20:00Z";
    assert_eq!(
        follow(Status::Pending { hold_until: time(hold_until) }, Delivery::Sent).await,
        json!({ "status": "pending", "hold_until": hold_until, "email_delivery": "sent" })
    );
}

#[rstest]
#[case(Status::Confirmed, "confirmed")]
#[case(Status::Cancelled, "cancelled")]
#[case(Status::Expired, "expired")]
#[case::a_lapsed_hold(Status::Pending { hold_until: now() }, "expired")]
#[tokio::test]
async fn a_reservation_that_is_not_pending_has_no_hold(#[case] status: Status, #[case] word: &str) {
    let progress = follow(status, Delivery::Sent).await;
    assert_eq!((&progress["status"], &progress["hold_until"]), (&json!(word), &Value::Null));
}

#[rstest]
#[case(Delivery::Sent, "sent")]
#[case(Delivery::Queued, "queued")]
#[case(Delivery::Failed, "failed")]
#[tokio::test]
async fn the_delivery_of_the_mail_is_reported(#[case] delivery: Delivery, #[case] word: &str) {
    assert_eq!(follow(Status::Confirmed, delivery).await["email_delivery"], word);
}

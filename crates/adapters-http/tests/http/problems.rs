use crate::support::{
    Ask, CHECK_IN, PERFORMANCE, RESERVATION, STAFF, Theatre, booking, door_house, key, seats,
    staff, time,
};
use azionelab_application::{
    houses::HouseError,
    ports::{MockHealth, Source, StoreError},
};
use azionelab_domain::{
    AdmittedParty, BookRefusal, CancelRefusal, ChangeSeatsRefusal, CheckInId, CheckInRefusal,
    ConfirmRefusal, PersonName, Role, StaffId, Status,
};
use rstest::rstest;
use serde_json::{Value, json};
use std::sync::Arc;

fn unavailable() -> StoreError {
    StoreError::Unavailable(Source::from("no connection"))
}

/// The members that not every problem has.
fn extra_members(problem: &Value) -> Value {
    let mut extra_members = problem.clone();
    for usual in ["type", "title", "status", "detail"] {
        extra_members.as_object_mut().unwrap().remove(usual);
    }
    extra_members
}

const AT: &str = "2026-10-24T19:00:00Z";

#[rstest]
#[case(BookRefusal::DifferentAttempt, 422, "idempotency-mismatch", json!({}))]
#[case(BookRefusal::NotListed, 404, "not-found", json!({}))]
#[case(BookRefusal::PerformanceCancelled, 409, "performance-cancelled", json!({}))]
#[case(BookRefusal::NotYetOpen { opens_at: time(AT) }, 409, "booking-not-open", json!({"opens_at": AT}))]
#[case(BookRefusal::Closed { closed_at: time(AT) }, 409, "booking-closed", json!({"closed_at": AT}))]
#[case(BookRefusal::TooManyReservations { max: 3 }, 409, "too-many-reservations", json!({"max": 3}))]
#[case(
    BookRefusal::TooManyUnconfirmed {
        by: azionelab_domain::UnconfirmedBy::House,
        retry_after: jiff::SignedDuration::from_mins(10),
    },
    409,
    "too-many-unconfirmed",
    json!({"scope": "house", "retry_after": 600})
)]
#[case(BookRefusal::SoldOut { available: 0 }, 409, "sold-out", json!({"available": 0}))]
#[case(BookRefusal::SoldOut { available: 1 }, 409, "sold-out", json!({"available": 1}))]
#[tokio::test]
async fn a_refused_booking_names_the_problem(
    #[case] refusal: BookRefusal,
    #[case] status: u16,
    #[case] name: &str,
    #[case] members: Value,
) {
    let answer = Theatre::refusing(refusal).ask(Ask::book(booking().to_string())).await;
    assert_eq!(extra_members(&answer.problem(status, name)), members);
}

#[tokio::test]
async fn a_too_large_party_is_told_the_maximum() {
    let theatre = Theatre::refusing(BookRefusal::PartyTooLarge { max: 4 });
    let answer = theatre.ask(Ask::book(booking().to_string())).await;
    assert_eq!(answer.faults(), ["seats: out_of_range"]);
    assert!(answer.text().contains("From 1 to 4."));
}

#[rstest]
#[case("en", "Enter only a name, without web or e-mail addresses.")]
#[case("it", "Scrivi solo il nome, senza indirizzi web o e-mail.")]
#[tokio::test]
async fn a_web_address_as_a_name_is_refused(#[case] language: &str, #[case] message: &str) {
    let mut body = booking();
    body["name"] = json!("WIN http://evil.example/x now");
    let ask = Ask::book(body.to_string()).header("accept-language", language);
    let answer = Theatre::refusing(BookRefusal::Closed { closed_at: time(AT) }).ask(ask).await;
    assert_eq!(answer.faults(), ["name: web_address"]);
    assert!(answer.text().contains(message), "{}", answer.text());
}

#[tokio::test]
async fn booking_an_unknown_performance_is_not_found() {
    let mut theatre = Theatre::new();
    theatre.houses.expect_change().returning(|_, _| Err(HouseError::NoSuchHouse));
    theatre.ask(Ask::book(booking().to_string())).await.problem(404, "not-found");
}

#[rstest]
#[case("confirm", Theatre::refusing(ConfirmRefusal::Unknown), 404, "unknown-reservation", json!({}))]
#[case("confirm", Theatre::refusing(ConfirmRefusal::Cancelled), 409, "cancelled", json!({}))]
#[case("confirm", Theatre::refusing(ConfirmRefusal::PerformanceCancelled), 409, "performance-cancelled", json!({}))]
#[case("confirm", Theatre::refusing(ConfirmRefusal::SoldOut { available: 1 }), 409, "sold-out", json!({"available": 1}))]
#[case("confirm", Theatre::refusing(ConfirmRefusal::TooManyReservations { max: 3 }), 409, "too-many-reservations", json!({"max": 3}))]
#[case("cancel", Theatre::refusing(CancelRefusal::Unknown), 404, "unknown-reservation", json!({}))]
#[case("cancel", Theatre::refusing(CancelRefusal::AlreadyAdmitted { admitted: 2 }), 409, "already-admitted", json!({"admitted": 2}))]
#[case("cancel", Theatre::refusing(CancelRefusal::TooLate { started_at: time(AT) }), 409, "too-late", json!({"started_at": AT}))]
#[tokio::test]
async fn a_refused_holder_request_names_the_problem(
    #[case] wish: &str,
    #[case] theatre: Theatre,
    #[case] status: u16,
    #[case] name: &str,
    #[case] members: Value,
) {
    let theatre = theatre.held(Status::Confirmed);
    let answer = theatre.ask(Ask::post(&format!("/api/v1/reservation/{wish}")).holder()).await;
    assert_eq!(extra_members(&answer.problem(status, name)), members);
}

#[rstest]
#[case(ChangeSeatsRefusal::Unknown, 404, "unknown-reservation", json!({}))]
#[case(ChangeSeatsRefusal::Cancelled, 409, "cancelled", json!({}))]
#[case(ChangeSeatsRefusal::HoldLapsed, 409, "hold-expired", json!({}))]
#[case(ChangeSeatsRefusal::FewerThanAdmitted { admitted: 2 }, 409, "already-admitted", json!({"admitted": 2}))]
#[case(ChangeSeatsRefusal::PerformanceCancelled, 409, "performance-cancelled", json!({}))]
#[case(ChangeSeatsRefusal::TooLate { started_at: time(AT) }, 409, "too-late", json!({"started_at": AT}))]
#[case(ChangeSeatsRefusal::SoldOut { available: 5 }, 409, "sold-out", json!({"available": 5}))]
#[tokio::test]
async fn a_refused_change_of_seats_names_the_problem(
    #[case] refusal: ChangeSeatsRefusal,
    #[case] status: u16,
    #[case] name: &str,
    #[case] members: Value,
) {
    let theatre = Theatre::refusing(refusal).held(Status::Confirmed);
    let ask = Ask::new("PATCH", "/api/v1/reservation").json("{\"seats\":4}").holder();
    assert_eq!(extra_members(&theatre.ask(ask).await.problem(status, name)), members);
}

fn scan() -> Ask {
    let body = json!({"reservation_id": RESERVATION, "performance_id": PERFORMANCE}).to_string();
    Ask::post("/api/v1/check-ins").json(body).staff()
}

fn anna() -> PersonName {
    PersonName::parse("Anna Bianchi").unwrap()
}

#[rstest]
#[case(CheckInRefusal::Unknown, 404, "unknown-ticket", json!({}))]
#[case(CheckInRefusal::Cancelled { name: anna() }, 409, "cancelled", json!({"name": "Anna Bianchi"}))]
#[case(
    CheckInRefusal::NotConfirmed {
        name: anna(),
        reservation: key().reservation,
        seats: seats(2),
        available: 5,
        can_confirm: true,
    },
    409,
    "not-confirmed",
    json!({
        "name": "Anna Bianchi",
        "reservation_id": RESERVATION,
        "seats": 2,
        "available": 5,
        "can_confirm": true,
    })
)]
#[case(CheckInRefusal::SoldOut { available: 1 }, 409, "sold-out", json!({"available": 1}))]
#[case(CheckInRefusal::PerformanceCancelled, 409, "performance-cancelled", json!({}))]
#[case(
    CheckInRefusal::OutsideDoorWindow { opens_at: time(AT), closes_at: time(AT), can_override: false },
    409,
    "outside-door-window",
    json!({"opens_at": AT, "closes_at": AT, "can_override": false})
)]
#[case(CheckInRefusal::TooMany { name: anna(), remaining: 1 }, 409, "too-many", json!({"name": "Anna Bianchi", "remaining": 1}))]
#[tokio::test]
async fn a_refused_check_in_names_the_problem(
    #[case] refusal: CheckInRefusal,
    #[case] status: u16,
    #[case] name: &str,
    #[case] members: Value,
) {
    let mut theatre = Theatre::refusing(refusal).signed_in(Role::Door);
    theatre.reservations.expect_by_id().returning(|_| Ok(Some(key())));
    assert_eq!(extra_members(&theatre.ask(scan()).await.problem(status, name)), members);
}

#[tokio::test]
async fn a_second_scan_tells_when_where_and_by_whom_the_party_was_admitted() {
    let refusal = CheckInRefusal::AlreadyAdmitted(AdmittedParty {
        name: anna(),
        reservation: key().reservation,
        admitted: 2,
        at: time(AT),
        by: StaffId::new(STAFF),
        check_in: CheckInId::new(CHECK_IN),
    });
    let mut theatre = Theatre::refusing(refusal).signed_in(Role::Door);
    theatre.reservations.expect_by_id().returning(|_| Ok(Some(key())));
    theatre.door_lists.expect_house().returning(|_, _| Ok(Some(door_house())));
    theatre.staff_accounts.expect_member().returning(|_| Ok(Some(staff(Role::Door))));
    assert_eq!(
        extra_members(&theatre.ask(scan()).await.problem(409, "already-admitted")),
        json!({
            "admitted": 2,
            "at": AT,
            "by": "Dora",
            "last_check_in_id": CHECK_IN,
            "name": "Anna Bianchi",
            "reservation_id": RESERVATION,
            "where": "Teatro Piccolo",
        })
    );
}

#[tokio::test]
async fn a_ticket_for_another_performance_names_it() {
    let mut theatre = Theatre::new().signed_in(Role::Door);
    theatre.reservations.expect_by_id().returning(|_| Ok(Some(key())));
    theatre.door_lists.expect_house().returning(|_, _| Ok(Some(door_house())));
    theatre
        .reservations
        .expect_guest_name()
        .returning(|_| Ok(Some(PersonName::parse("Anna Bianchi").unwrap())));
    let body = json!({"reservation_id": RESERVATION, "performance_id": CHECK_IN}).to_string();
    let ask = Ask::post("/api/v1/check-ins").json(body).staff();
    assert_eq!(
        extra_members(&theatre.ask(ask).await.problem(409, "wrong-performance")),
        json!({"name": "Anna Bianchi", "performance": {
            "id": PERFORMANCE,
            "show_title": "La locandiera",
            "starts_at": AT,
            "venue_name": "Teatro Piccolo",
        }})
    );
}

#[tokio::test]
async fn only_some_roles_may_override_the_door_window() {
    let body = json!({
        "reservation_id": RESERVATION,
        "performance_id": PERFORMANCE,
        "override": "the director said so",
    });
    let ask = Ask::post("/api/v1/check-ins").json(body.to_string()).staff();
    Theatre::new().signed_in(Role::Door).ask(ask).await.problem(403, "forbidden");
}

#[tokio::test]
async fn there_is_no_ticket_before_confirmation() {
    for path in ["/api/v1/reservation/qr.svg", "/api/v1/reservation/qr.png"] {
        let theatre = Theatre::new().held(Status::Expired);
        theatre.ask(Ask::get(path).holder()).await.problem(409, "not-confirmed");
    }
}

#[tokio::test]
async fn an_unavailable_database_is_answered_with_503() {
    let mut theatre = Theatre::new();
    theatre.programme.expect_site().returning(|| Err(unavailable()));
    theatre.houses.expect_change().returning(|_, _| Err(unavailable().into()));
    let mut health = MockHealth::new();
    health.expect_check().returning(|| Err(unavailable()));
    theatre.health = Arc::new(health);
    let router = theatre.router();
    for ask in [Ask::get("/api/v1/site"), Ask::book(booking().to_string()), Ask::get("/api/health")]
    {
        let answer = ask.of(&router).await;
        answer.problem(503, "unavailable");
        assert_eq!(answer.header("retry-after"), "2");
    }
}

#[tokio::test]
async fn database_errors_are_not_passed_on() {
    let mut theatre = Theatre::new();
    theatre
        .programme
        .expect_site()
        .returning(|| Err(StoreError::Unexpected(Source::from("relation \"site\" is missing"))));
    let answer = theatre.ask(Ask::get("/api/v1/site")).await;
    answer.problem(500, "internal");
    assert!(!answer.text().contains("relation"));
}

#[tokio::test]
async fn a_panicking_use_case_fails_only_its_request() {
    let mut theatre = Theatre::new();
    theatre.houses.expect_change().returning(|_, _| panic!("for Anna"));
    theatre.programme.expect_site().returning(|| panic!("for Anna"));
    let router = theatre.router();
    for ask in [Ask::book(booking().to_string()), Ask::get("/api/v1/site")] {
        let answer = ask.of(&router).await;
        answer.problem(500, "internal");
        assert!(!answer.text().contains("Anna"));
    }
    assert_eq!(Ask::get("/api/health/live").of(&router).await.status, 200);
}

#[tokio::test]
async fn problems_are_in_the_requested_language() {
    for (accepted, tag, title) in [
        ("it-IT,it;q=0.9,en;q=0.8", "it", "Tutto esaurito"),
        ("en-GB", "en", "Sold out"),
        ("la", "en", "Sold out"),
        ("de-AT", "de", "Ausgebucht"),
    ] {
        let theatre = Theatre::refusing(BookRefusal::SoldOut { available: 3 });
        let ask = Ask::book(booking().to_string()).header("accept-language", accepted);
        let answer = theatre.ask(ask).await;
        assert_eq!(answer.problem(409, "sold-out")["title"], title);
        assert_eq!(answer.header("content-language"), tag);
        assert_eq!(answer.header("vary"), "accept-language");
    }
}

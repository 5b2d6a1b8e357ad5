use rstest::rstest;
use serde_json::{Value, json};

use crate::support::{Ask, PERFORMANCE, RESERVATION, Theatre, booking, house, secret};
use azionelab_domain::{Role, Status};

/// A booking with this value in one field.
fn with(field: &str, value: Value) -> Value {
    let mut body = booking();
    body[field] = value;
    body
}

#[rstest]
#[case::no_name("name", Value::Null, "name: required")]
#[case::blank_name("name", json!("  "), "name: required")]
#[case::long_name("name", json!("a".repeat(10_000)), "name: too_long")]
#[case::forged_name("name", json!("Anna\r\nBcc: all"), "name: invalid")]
#[case::unseen_name("name", json!("\u{3164}\u{2800}"), "name: invisible")]
#[case::name_of_another_type("name", json!(["Anna"]), "name: invalid")]
#[case::no_email("email", Value::Null, "email: required")]
#[case::no_address("email", json!("anna"), "email: invalid")]
#[case::header_injection("email", json!("a@example.org\r\nBcc: b@example.org"), "email: invalid")]
#[case::two_addresses("email", json!("a@example.org,b@example.org"), "email: invalid")]
#[case::no_seats("seats", Value::Null, "seats: required")]
#[case::nobody("seats", json!(0), "seats: out_of_range")]
#[case::fewer_than_nobody("seats", json!(-1), "seats: out_of_range")]
#[case::beyond_32_bits("seats", json!(2_147_483_648_u32), "seats: out_of_range")]
#[case::beyond_64_bits("seats", json!(1e30), "seats: out_of_range")]
#[case::half_a_person("seats", json!(1.5), "seats: invalid")]
#[case::seats_in_quotes("seats", json!("2"), "seats: invalid")]
#[case::more_than_allowed("seats", json!(11), "seats: out_of_range")]
#[case::bad_phone("phone", json!("call me"), "phone: invalid")]
#[case::long_note("notes", json!("a".repeat(1_001)), "notes: too_long")]
#[case::unknown_need("access_needs", json!(["balcony"]), "access_needs: invalid")]
#[case::needs_in_a_text("access_needs", json!("companion"), "access_needs: invalid")]
#[case::other_language("locale", json!("la"), "locale: invalid")]
#[case::privacy_refused("privacy_accepted", json!(false), "privacy_accepted: required")]
#[case::privacy_not_said("privacy_accepted", Value::Null, "privacy_accepted: required")]
#[case::privacy_in_words("privacy_accepted", json!("yes"), "privacy_accepted: invalid")]
#[case::unknown_field("price", json!(3), "price: unknown_field")]
#[tokio::test]
async fn an_invalid_field_is_named(#[case] field: &str, #[case] value: Value, #[case] fault: &str) {
    let body = with(field, value).to_string();
    let answer = Theatre::with_house(house()).ask(Ask::book(body)).await;
    assert_eq!(answer.faults(), [fault]);
}

#[tokio::test]
async fn all_errors_of_a_body_are_reported_together() {
    let body = json!({"email": "x", "seats": 0, "colour": "red"}).to_string();
    let answer = Theatre::new().ask(Ask::book(body).header("idempotency-key", "è")).await;
    assert_eq!(
        answer.faults(),
        [
            "colour: unknown_field",
            "name: required",
            "email: invalid",
            "seats: out_of_range",
            "privacy_accepted: required",
            "Idempotency-Key: invalid",
        ]
    );
}

#[tokio::test]
async fn optional_fields_may_be_empty() {
    let mut body = booking();
    for field in ["phone", "notes", "locale"] {
        body[field] = json!("");
    }
    body["access_needs"] = json!([]);
    let answer = Theatre::with_house(house()).ask(Ask::book(body.to_string())).await;
    assert_eq!(answer.status, 201);
}

#[rstest]
#[case("limit=0", "limit: out_of_range")]
#[case("limit=101", "limit: out_of_range")]
#[case("limit=ten", "limit: invalid")]
#[case("cursor=abc", "cursor: invalid")]
#[case("from=tonight", "from: invalid")]
#[case("to=2026-02-30", "to: invalid")]
#[case("show=La%20Locandiera", "show: invalid")]
#[case("limit=1&limit=2", "limit: duplicate")]
#[tokio::test]
async fn an_invalid_query_is_refused(#[case] query: &str, #[case] fault: &str) {
    let answer = Theatre::new().ask(Ask::get(&format!("/api/v1/performances?{query}"))).await;
    assert_eq!(answer.faults(), [fault]);
}

#[rstest]
#[case(json!({}), "seats: required")]
#[case(json!({"seats": 0}), "seats: out_of_range")]
#[case(json!({"seats": 2, "name": "x"}), "name: unknown_field")]
#[tokio::test]
async fn a_change_of_seats_needs_a_valid_number(#[case] body: Value, #[case] fault: &str) {
    let ask = Ask::new("PATCH", "/api/v1/reservation").json(body.to_string()).holder();
    let answer = Theatre::new().held(Status::Confirmed).ask(ask).await;
    assert_eq!(answer.faults(), [fault]);
}

#[rstest]
#[case(json!({"performance_id": PERFORMANCE}), "ticket: required")]
#[case(
    json!({"performance_id": PERFORMANCE, "ticket": "x", "reservation_id": RESERVATION}),
    "ticket: invalid"
)]
#[case(json!({"performance_id": PERFORMANCE, "reservation_id": "x"}), "reservation_id: invalid")]
#[case(json!({"reservation_id": RESERVATION}), "performance_id: required")]
#[case(json!({"performance_id": "x", "reservation_id": RESERVATION}), "performance_id: invalid")]
#[case(
    json!({"performance_id": PERFORMANCE, "reservation_id": RESERVATION, "seats": -2}),
    "seats: out_of_range"
)]
#[case(
    json!({"performance_id": PERFORMANCE, "reservation_id": RESERVATION, "client_ref": ""}),
    "client_ref: invalid"
)]
#[case(
    json!({"performance_id": PERFORMANCE, "reservation_id": RESERVATION, "override": " "}),
    "override: required"
)]
#[tokio::test]
async fn a_check_in_needs_one_proof_and_a_performance(#[case] body: Value, #[case] fault: &str) {
    let ask = Ask::post("/api/v1/check-ins").json(body.to_string()).staff();
    let answer = Theatre::new().signed_in(Role::Door).ask(ask).await;
    assert_eq!(answer.faults(), [fault]);
}

#[tokio::test]
async fn a_text_that_is_not_a_ticket_is_an_unknown_ticket() {
    let whole = secret().ticket().reveal();
    for ticket in ["", "x", &whole[..42], "https://evil.example/t#x"] {
        let body = json!({"ticket": ticket, "performance_id": PERFORMANCE}).to_string();
        let ask = Ask::post("/api/v1/check-ins").json(body).staff();
        let answer = Theatre::new().signed_in(Role::Door).ask(ask).await;
        answer.problem(404, "unknown-ticket");
    }
}

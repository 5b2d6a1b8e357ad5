//! Tests what the logs contain about requests.

use serde_json::json;

use super::nginx::Front;
use crate::{
    ask::Ask,
    company::{PASSWORD, PERFORMANCE, Staff},
    program::{Place, eventually},
    visitor::{Letter, request, reservations},
};

#[tokio::test]
async fn a_request_has_one_id_in_both_logs_and_in_its_answer() {
    let front = Front::with_seats(10).await;
    let answer = Ask::get("/api/v1/shows").header("X-Request-Id", "mine").of(&front.nginx);
    let id = answer.header("x-request-id");
    assert_eq!(id.len(), 32, "{id}");
    assert_eq!(front.nginx.noted("/api/v1/shows")["request_id"], id);
    eventually("the process logs it", || front.backend_logs().contains(id).then_some(()));
}

#[tokio::test]
async fn the_logs_contain_no_secrets_queries_or_addresses() {
    let front = Front::with_seats(10).await;
    let book = Ask::post(&reservations(PERFORMANCE), &request("anna.privata@example.org", 2));
    book.header("Idempotency-Key", "un-tentativo").of(&front.nginx).expect(201);
    let letters = || front.places.iter().flat_map(Place::letters).collect::<Vec<_>>();
    let secret = Letter::read(&letters()[0]).secret();
    let confirm = Ask::new("POST", "/api/v1/reservation/confirm").holder(&secret);
    confirm.of(&front.nginx).expect(200);
    let ticket = azionelab_domain::Secret::parse(&secret).unwrap().ticket().reveal();
    let staff = Staff::sign_in(&front.places[0], &front.backends[0], "door");
    let scan = json!({ "ticket": ticket, "performance_id": PERFORMANCE });
    let scan = Ask::post("/api/v1/check-ins", &scan).header("Cookie", staff.cookie());
    scan.of(&front.nginx).expect(201);
    let credentials = json!({ "email": "door@example.org", "password": PASSWORD });
    Ask::post("/api/v1/session", &credentials).of(&front.nginx).expect(200);
    let query = format!("/api/v1/shows?secret={secret}");
    Ask::get(&query).of(&front.nginx);
    // Some mail programs percent-encode the # of a link.
    for link in [format!("/reservation%23{secret}"), format!("/t%2523{ticket}.")] {
        assert_eq!(Ask::get(&link).of(&front.nginx).status, 303, "the secret belongs after the #");
    }
    Ask::get(&format!("/?ticket={ticket}")).header("Referer", &query).of(&front.nginx);

    // Errors are logged without them too.
    let Front { nginx, backends, .. } = front;
    for backend in backends {
        assert!(backend.stop());
    }
    assert_eq!(Ask::get(&query).of(&nginx).status, 503);
    let last = nginx.noted("/api/v1/shows");
    assert_eq!((&last["status"], &last["network"]), (&json!(503), &json!("127.0.0.0/24")));
    assert_ne!(last["upstream"], "", "it names the process");
    let logs = nginx.raw_access_log() + &nginx.error_log();
    let cookie = staff.cookie().split('=').nth(1).unwrap();
    for private in [&*secret, &*ticket, cookie, PASSWORD, "privata", "un-tentativo", "secret="] {
        assert!(!logs.contains(private), "{private} is in {logs}");
    }
}

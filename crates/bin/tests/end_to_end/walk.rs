//! Tests the main workflow with only the program and its private PostgreSQL.

use std::{fs, process::Command};

use serde_json::{Value, json};

use crate::{
    company::Staff,
    program::Place,
    visitor::{Letter, request, reservations},
};

/// Reads a QR code with an independent decoder (`zbarimg`).
fn decode(image: &[u8], place: &Place) -> String {
    let file = place.path().join("code.png");
    fs::write(&file, image).unwrap();
    let output = Command::new("zbarimg")
        .args(["--quiet", "--raw", "-Sdisable", "-Sqrcode.enable"])
        .arg(&file)
        .output()
        .expect("zbarimg is installed (zbar-tools)");
    String::from_utf8(output.stdout).unwrap().trim().to_owned()
}

/// Returns the next performance with more than ten seats left.
fn choose(performances: &Value) -> String {
    let open = performances["items"]
        .as_array()
        .unwrap()
        .iter()
        .find(|item| {
            item["booking"]["state"] == "open" && item["booking"]["available"].as_u64() > Some(10)
        })
        .expect("the demonstration has an open performance");
    open["id"].as_str().unwrap().to_owned()
}

#[test]
fn a_guest_books_confirms_by_mail_and_is_admitted_once() {
    let place = Place::new();
    assert!(place.command(&["demo"]).output().unwrap().status.success());
    let before = place.letters().len();
    let program = place.serve();
    program.get("/api/health").expect(200);

    // The guest books.
    let performance = choose(&program.get("/api/v1/performances").expect(200));
    let address = "ginevra.quattrocchi@example.org";
    let booked = program.post(&reservations(&performance), &request(address, 3)).expect(201);
    assert_eq!((&booked["status"], &booked["seats"]), (&json!("pending"), &json!(3)));
    assert_eq!(booked["email_delivery"], "sent");

    // The guest opens the link, which changes nothing.
    let secret = Letter::about(&place, &booked, 0).secret();
    assert_eq!(place.letters().len(), before + 1);
    let view = program.holder("GET", "/api/v1/reservation", &secret, None).expect(200);
    assert_eq!((&view["status"], &view["can_confirm"]), (&json!("pending"), &json!(true)));
    let code = program.holder("GET", "/api/v1/reservation/qr.png", &secret, None);
    assert_eq!(code.problem(409), "not-confirmed");

    // The guest confirms, with a double click.
    for _ in 0..2 {
        let confirmed =
            program.holder("POST", "/api/v1/reservation/confirm", &secret, None).expect(200);
        assert_eq!(confirmed["status"], "confirmed");
    }

    // The guest gets one ticket, which an independent decoder can read.
    let ticket_letter = Letter::about(&place, &booked, 1);
    assert_eq!(place.letters().len(), before + 2, "repeated confirmations send one ticket");
    let calendar = String::from_utf8(ticket_letter.attachment("text/calendar").to_vec()).unwrap();
    assert!(calendar.starts_with("BEGIN:VCALENDAR"), "{calendar}");
    let ticket = decode(ticket_letter.attachment("image/png"), &place);
    assert!(ticket.starts_with("http://localhost:8080/t#"), "{ticket}");
    assert_eq!(
        ticket.len(),
        "http://localhost:8080/t#".len() + 43,
        "the code contains nothing else"
    );
    let drawn = program.holder("GET", "/api/v1/reservation/qr.png", &secret, None);
    assert!(decode(&drawn.bytes, &place).starts_with("http://localhost:8080/t#"));

    // Any mail program can load the poster.
    let (_, poster) = ticket_letter.html.split_once("src=\"http://localhost:8080").unwrap();
    let image = program.get(poster.split_once('"').unwrap().0);
    assert_eq!((image.status, &*image.content_type), (200, "image/jpeg"));
    assert_eq!(image.header("cross-origin-resource-policy"), "cross-origin");

    // The guest is admitted once.
    let door = Staff::sign_in(&place, &program, "box_office");
    let token = ticket.split_once('#').unwrap().1;
    let scan = json!({ "ticket": token, "performance_id": performance, "override": "prova" });
    let admission = door.check_in(&program, &scan).expect(201);
    assert_eq!((&admission["seats"], &admission["remaining"]), (&json!(3), &json!(0)));
    let again = door.check_in(&program, &scan);
    assert_eq!(again.problem(409), "already-admitted");
    assert_eq!(again.json()["by"], "Dario Porta");

    // The guest can no longer cancel.
    let cancel = program.holder("POST", "/api/v1/reservation/cancel", &secret, None);
    assert_eq!(cancel.problem(409), "already-admitted");

    // The log contains no personal data and no secrets.
    let log = program.log();
    for private in [&secret, token, address, "Quattrocchi", "5550199", "nonno", "Dario"] {
        assert!(!log.contains(private), "the log contains {private}");
    }
    assert!(program.stop());
}

#[test]
fn the_demonstration_is_added_once_and_never_to_real_data() {
    let place = Place::new();
    let program = place.serve();
    // A command works while the program serves.
    assert!(place.command(&["demo"]).output().unwrap().status.success());
    let count = || program.get("/api/v1/shows").expect(200)["items"].as_array().unwrap().len();
    assert_eq!(count(), 7);
    let again = place.command(&["demo"]).output().unwrap();
    assert!(again.status.success(), "a second run changes nothing");
    assert_eq!(count(), 7);

    let performances = program.get("/api/v1/performances?from=2000-01-01T00:00:00Z&limit=100");
    let performances = performances.expect(200);
    let items = performances["items"].as_array().unwrap();
    assert_eq!(items.len(), 22);
    for state in ["open", "sold_out", "cancelled", "not_yet_open"] {
        assert!(items.iter().any(|item| item["booking"]["state"] == state), "one is {state}");
    }
    assert!(program.stop());
}

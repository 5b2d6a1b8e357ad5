//! Tests that the logs contain no personal data and no secrets.

use std::{fs, process::Stdio};

use serde_json::json;
use tokio_postgres::NoTls;

use crate::{
    ask::Ask,
    company::{PASSWORD, Staff},
    mail_server::{MailServer, free_port},
    program::{Place, Program, eventually},
    visitor::{Letter, request, reservations},
};

const ADDRESS: &str = "ginevra.privata@example.org";
const REFUSED: &str = "refused.privata@example.org";
const WRONG_PASSWORD: &str = "una-password-sbagliata";

/// Texts that no log may contain, even at the most detailed level.
const PRIVATE: [&str; 10] = [
    "privata",
    "Quattrocchi",
    "quattrocchi",
    "5550199",
    "nonno",
    "Dario",
    "prova-segreta",
    PASSWORD,
    WRONG_PASSWORD,
    "Bearer",
];

/// Changes the database directly.
async fn sql(place: &Place, sql: &str) {
    let note = fs::read_to_string(place.path().join("data/postgres/postmaster.pid")).unwrap();
    let socket = note.lines().nth(4).unwrap();
    let config = format!("host={socket} user=azionelab dbname=azionelab");
    let (client, connection) = tokio_postgres::connect(&config, NoTls).await.unwrap();
    tokio::spawn(connection);
    client.batch_execute(sql).await.unwrap();
}

/// Tries to add the same account again, which the database refuses.
fn add_again(place: &Place) {
    let arguments = [
        "staff",
        "add",
        "--email",
        "box_office@example.org",
        "--name",
        "Dario Porta",
        "--role",
        "door",
    ];
    let mut add = place.command(&arguments);
    let refused = add.stdout(Stdio::null()).stderr(Stdio::null()).status().unwrap();
    assert!(!refused.success());
}

fn booking(performance: &str) -> Ask {
    Ask::post(&reservations(performance), &request(ADDRESS, 2))
}

/// Sends invalid requests of visitors and attackers.
fn send_invalid_requests(program: &Program, performance: &str, secret: &str) {
    let book = booking(performance);
    for body in [
        format!("{{\"name\": \"Quattrocchi\", \"email\": \"{ADDRESS}\""),
        format!("{{\"{ADDRESS}\": 1}}"),
        json!({ "name": "Quattrocchi\r\nBcc: x", "email": format!("{ADDRESS}\r\nBcc: x") })
            .to_string(),
        format!("{{\"seats\": {{\"{ADDRESS}\": \"nonno\"}}}}"),
    ] {
        assert!((400..=422).contains(&book.clone().bytes(body).of(program).status));
    }
    let paths = [
        format!("/{ADDRESS}"),
        format!("/reservation/{secret}"),
        format!("/mailbox/{secret}"),
        format!("/api/v1/reservation/{secret}"),
        format!("/api/v1/reservation?secret={secret}"),
        format!("/api/v1/reservations/{secret}"),
        format!("/api/v1/reservations/{ADDRESS}"),
        format!("/api/v1/ticket?ticket={secret}"),
        format!("/api/v1/shows/{ADDRESS}"),
        format!("/api/v1/performances?show={ADDRESS}"),
        format!("/api/v1/performances/{ADDRESS}/reservations"),
    ];
    for path in paths {
        for method in ["GET", "POST", "TRACE"] {
            assert_ne!(Ask::new(method, &path).of(program).status, 500);
        }
    }
    for wrong in [&secret[1..], "quattrocchi", ADDRESS] {
        for path in ["/api/v1/reservation", "/api/v1/ticket"] {
            assert_eq!(Ask::get(path).holder(wrong).of(program).status, 404);
        }
        let cookie = format!("azionelab={wrong}");
        assert_eq!(Ask::get("/api/v1/session").header("Cookie", &cookie).of(program).status, 401);
    }
    for (email, password) in [("box_office@example.org", WRONG_PASSWORD), (ADDRESS, PASSWORD)] {
        let body = json!({ "email": email, "password": password });
        assert_eq!(Ask::post("/api/v1/session", &body).of(program).status, 401);
    }
}

/// Does everything that the box office does with a reservation.
fn act_as_box_office(program: &Program, staff: &Staff, performance: &str, id: &str) {
    let asking = |method: &str, path: &str| {
        Ask::new(method, &format!("/api/v1/admin{path}")).header("Cookie", staff.cookie())
    };
    let of = |method: &str, below: &str| asking(method, &format!("/reservations/{id}{below}"));
    let guest = json!({
        "name": "Ginevra Quattrocchi", "email": ADDRESS, "phone": "+39 011 5550199",
        "notes": "col nonno", "locale": "it",
    });
    let mut call = guest.clone();
    call["performance_id"] = json!(performance);
    call["seats"] = json!(1);
    for (status, ask) in [
        (200, asking("GET", "/reservations?search=quattrocchi")),
        (200, asking("GET", "/reservations?search=5550199&sort=name")),
        (200, asking("GET", "/reservations.csv?search=ginevra.privata@")),
        (200, asking("GET", &format!("/performances/{performance}/door-list.pdf"))),
        (200, asking("GET", &format!("/check-ins?performance={performance}"))),
        (201, asking("POST", "/reservations").json(&call)),
        (200, of("PUT", "/guest").json(&guest)),
        (200, of("POST", "/resend")),
        (200, of("PATCH", "").json(&json!({ "seats": 3 }))),
        (409, of("POST", "/move").json(&json!({ "performance_id": performance }))),
        (422, of("PUT", "/guest").json(&json!({ "name": "Quattrocchi\u{0}", "locale": ADDRESS }))),
        (422, asking("GET", "/reservations?sort=quattrocchi")),
    ] {
        // Edits need the version. Other requests ignore it.
        let seen = of("GET", "").of(program);
        let ask = ask.header("If-Match", seen.header("etag"));
        let answer = ask.of(program);
        assert_eq!(answer.status, status, "{ask:?}: {}", answer.text());
    }
}

/// Makes the database fail in several ways.
async fn fail(place: &Place, program: &Program, performance: &str, secret: &str) {
    let holder = Ask::get("/api/v1/reservation").holder(secret);
    sql(place, "ALTER TABLE reservations ADD CONSTRAINT broken CHECK (phone = '') NOT VALID").await;
    assert_eq!(booking(performance).of(program).status, 500);
    sql(
        place,
        "ALTER TABLE reservations DROP CONSTRAINT broken;
         CREATE FUNCTION fail() RETURNS trigger LANGUAGE plpgsql AS
             $$ BEGIN PERFORM NEW.name::integer; RETURN NEW; END $$;
         CREATE TRIGGER fail BEFORE INSERT ON reservations
             FOR EACH ROW EXECUTE FUNCTION fail()",
    )
    .await;
    assert_eq!(booking(performance).of(program).status, 500);
    sql(place, "DROP TRIGGER fail ON reservations; ALTER TABLE reservation_secrets RENAME TO gone")
        .await;
    assert_eq!(holder.of(program).status, 500);
    sql(
        place,
        "ALTER TABLE gone RENAME TO reservation_secrets;
         SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE pid <> pg_backend_pid()",
    )
    .await;
    // The first connections from the pool are closed.
    eventually("it recovers", || (holder.of(program).status == 200).then_some(()));
}

#[tokio::test(flavor = "multi_thread")]
async fn no_log_contains_personal_data_or_secrets() {
    let port = free_port();
    let place = Place::new()
        .set("AZIONELAB__MAIL__SMTP_HOST", "127.0.0.1")
        .set("AZIONELAB__MAIL__SMTP_PORT", &port.to_string())
        .set("AZIONELAB__MAIL__TLS", "none")
        .set("AZIONELAB__MAIL__FROM", "Teatro di prova <tickets@example.org>")
        .set("AZIONELAB__RATE_LIMIT__REQUESTS_PER_CLIENT", "10000 per 1s");
    assert!(place.command(&["demo"]).output().unwrap().status.success());
    let server = MailServer::start(place.path(), port);
    let program = place.serve();
    let performances = program.get("/api/v1/performances").expect(200);
    let items = performances["items"].as_array().unwrap();
    let open = items.iter().find(|item| item["booking"]["available"].as_u64() > Some(10));
    let performance = open.unwrap()["id"].as_str().unwrap().to_owned();

    let booked = booking(&performance).of(&program).expect(201);
    let secret = Letter::read(&server.letters()[0]).secret();
    for (method, below) in
        [("GET", ""), ("POST", "/confirm"), ("GET", "/qr.svg"), ("GET", "/calendar.ics")]
    {
        let ask = Ask::new(method, &format!("/api/v1/reservation{below}")).holder(&secret);
        assert_eq!(ask.of(&program).status, 200);
    }
    let mut refused = request(REFUSED, 1);
    refused["notes"] = json!("il nonno");
    let failed = Ask::post(&reservations(&performance), &refused).of(&program).expect(201);
    assert_eq!(failed["email_delivery"], "failed");
    let follow = format!("/api/v1/reservations/{}", failed["id"].as_str().unwrap());
    assert_eq!(program.get(&follow).expect(200)["email_delivery"], "failed");

    let staff = Staff::sign_in(&place, &program, "box_office");
    add_again(&place);
    let ticket = azionelab_domain::Secret::parse(&secret).unwrap().ticket().reveal();
    Ask::get("/api/v1/ticket").holder(&ticket).of(&program).expect(200);
    let scan = json!({
        "ticket": ticket, "performance_id": performance, "override": "prova-segreta",
        "client_ref": "quattrocchi",
    });
    let admission = staff.check_in(&program, &scan).expect(201);
    let list = format!("/api/v1/door/performances/{performance}?search=quattrocchi");
    let found = staff.get(&program, &list).expect(200);
    assert!(found["items"].as_array().unwrap().iter().any(|party| party["admitted"] == 2));
    assert_eq!(staff.undo(&program, admission["id"].as_str().unwrap()).status, 204);

    act_as_box_office(&program, &staff, &performance, booked["id"].as_str().unwrap());
    send_invalid_requests(&program, &performance, &secret);
    fail(&place, &program, &performance, &secret).await;

    let log = program.log();
    for seen in ["status=500", "status=401", "a message was refused", "a message was sent"] {
        assert!(log.contains(seen), "the log does not contain {seen}: {log}");
    }
    let token = staff.cookie().split_once('=').unwrap().1;
    let server_log = fs::read_to_string(place.path().join("data/postgres.log")).unwrap();
    for (name, log) in [("the program's", log), ("the database's", server_log)] {
        for private in PRIVATE.into_iter().chain([&*secret, &*ticket, token]) {
            let line = log.lines().find(|line| line.contains(private));
            assert!(line.is_none(), "{private} is in {name} log: {}", line.unwrap());
        }
        let forged = log.lines().find(|line| !line.starts_with("20"));
        assert!(
            forged.is_none(),
            "a line of {name} log does not start with a time: {}",
            forged.unwrap()
        );
    }
    assert!(program.stop());
}

//! Tests that personal data are erased everywhere at the promised time.

use std::process::Stdio;

use azionelab_adapters_postgres::testing::TestDatabase;
use serde_json::{Value, json};

use crate::{
    ask::Ask,
    company::{PERFORMANCE, Staff, schedule_a_show},
    program::{Place, Program},
    visitor::{Letter, request, reservations},
};

const ADDRESS: &str = "ginevra.privata@example.org";

/// Parts of the name, address, phone number and notes, as they are stored or sent.
const MARKERS: [&str; 4] = ["Quattrocchi", "ginevra.privata", "5550199", "nonno"];

/// Fails if any column of any table contains the text.
async fn assert_nowhere(database: &TestDatabase, text: &str) {
    database
        .execute(&format!(
            "DO $$ DECLARE t text; n bigint; BEGIN \
             FOR t IN SELECT table_name FROM information_schema.tables \
             WHERE table_schema = 'public' AND table_type = 'BASE TABLE' LOOP \
             EXECUTE format('SELECT count(*) FROM %I one WHERE position(%L in one::text) > 0', \
             t, '{text}') INTO n; IF n > 0 THEN RAISE EXCEPTION '% holds it', t; END IF; \
             END LOOP; END $$"
        ))
        .await;
}

fn counts(staff: &Staff, program: &Program) -> Value {
    let house = format!("/api/v1/door/performances/{PERFORMANCE}");
    let performance = &staff.get(program, &house).expect(200)["performance"];
    json!([
        performance["held"],
        performance["confirmed"],
        performance["pending"],
        performance["admitted"],
        performance["available"],
    ])
}

#[tokio::test]
async fn overdue_data_are_erased_before_the_site_is_served() {
    let database = TestDatabase::create().await;
    schedule_a_show(&database, 20).await;
    let place = Place::on(&database);
    let program = place.serve();
    let mut body = request(ADDRESS, 4);
    body["name"] = json!("Ginevra Quattrocchi");
    body["phone"] = json!("+39 011 5550199");
    body["notes"] = json!("col nonno");
    body["access_needs"] = json!(["companion"]);
    let booked = program.post(&reservations(PERFORMANCE), &body).expect(201);
    let secret = Letter::about(&place, &booked, 0).secret();
    program.holder("POST", "/api/v1/reservation/confirm", &secret, None).expect(200);
    program.post(&reservations(PERFORMANCE), &request("berta@example.org", 2)).expect(201);
    let staff = Staff::sign_in(&place, &program, "box_office");
    let ticket = azionelab_domain::Secret::parse(&secret).unwrap().ticket().reveal();
    let scan = json!({ "ticket": ticket, "performance_id": PERFORMANCE, "seats": 3 });
    staff.check_in(&program, &scan).expect(201);
    assert!(place.letters().len() >= 3);
    assert!(program.stop());

    // Much later. Only the time has changed.
    database
        .execute(
            "UPDATE performances SET starts_at = starts_at - interval '400 days', \
             doors_at = doors_at - interval '400 days', opens_at = opens_at - interval '400 days', \
             closes_at = closes_at - interval '400 days'",
        )
        .await;
    let program = place.serve();

    for marker in MARKERS.iter().chain(&["berta@example.org"]) {
        assert_nowhere(&database, marker).await;
    }
    assert_eq!(place.letters(), Vec::<String>::new());
    assert_eq!(program.holder("GET", "/api/v1/reservation", &secret, None).status, 404);
    assert!(program.log().contains("expired personal data was erased"));

    let seen = counts(&staff, &program);
    assert_eq!(seen[1], 4, "{seen}");
    assert_eq!(seen[3], 3, "{seen}");
    let list = staff.get(&program, "/api/v1/admin/reservations").expect(200);
    assert_eq!(list["items"].as_array().unwrap().len(), 2);
    let confirmed = list["items"].as_array().unwrap().iter().find(|row| row["seats"] == 4).unwrap();
    for empty in ["name", "email", "phone", "notes"] {
        assert_eq!(confirmed[empty], Value::Null, "{empty}");
    }
    assert_eq!((&confirmed["admitted"], &confirmed["status"]), (&json!(3), &json!("confirmed")));
    let table = Ask::get("/api/v1/admin/reservations.csv")
        .header("Cookie", staff.cookie())
        .header("Accept-Language", "it")
        .of(&program)
        .text();
    assert!(table.contains("Dati cancellati"), "{table}");
    for marker in MARKERS {
        assert!(!table.contains(marker), "{table}");
        assert!(!program.log().contains(marker), "{marker}");
    }
    let id = confirmed["id"].as_str().unwrap();
    let detail = format!("/api/v1/admin/reservations/{id}");
    let seen = staff.get(&program, &detail);
    let guest = json!({ "name": "Anna", "email": null, "locale": "it" });
    let corrected = Ask::new("PUT", &format!("{detail}/guest"))
        .header("Cookie", staff.cookie())
        .header("If-Match", seen.header("etag"))
        .json(&guest)
        .of(&program);
    assert_eq!(corrected.problem(409), "data-erased");
    let pdf = format!("/api/v1/admin/performances/{PERFORMANCE}/door-list.pdf");
    assert_eq!(staff.get(&program, &pdf).status, 200);
    assert!(program.stop());
}

/// Runs a command and returns its exit code and its output.
fn run(place: &Place, arguments: &[&str]) -> (Option<i32>, String, String) {
    let output = place.command(arguments).stdin(Stdio::null()).output().unwrap();
    let text = |bytes: &[u8]| String::from_utf8(bytes.to_owned()).unwrap();
    (output.status.code(), text(&output.stdout), text(&output.stderr))
}

const OTHERS: &str = "berta@example.org";

/// Creates reservations of two guests, and returns the secret of the first, who will be erased.
fn two_guests(place: &Place, program: &Program) -> String {
    let mut body = request(ADDRESS, 4);
    body["name"] = json!("Ginevra Quattrocchi");
    body["phone"] = json!("+39 011 5550199");
    body["notes"] = json!("col nonno");
    body["access_needs"] = json!(["companion"]);
    let booked = program.post(&reservations(PERFORMANCE), &body).expect(201);
    let secret = Letter::about(place, &booked, 0).secret();
    program.holder("POST", "/api/v1/reservation/confirm", &secret, None).expect(200);
    let mut others = request(OTHERS, 2);
    others["name"] = json!("Berta Neri");
    others["phone"] = json!("+39 011 5550123");
    others["notes"] = json!("In fondo");
    program.post(&reservations(PERFORMANCE), &others).expect(201);
    secret
}

#[tokio::test]
async fn a_guest_can_be_exported_and_erased_while_the_site_serves() {
    let database = TestDatabase::create().await;
    schedule_a_show(&database, 20).await;
    let place = Place::on(&database);
    let program = place.serve();
    let secret = two_guests(&place, &program);
    let half_written = place.path().join("data/mail/.killed.tmp");
    std::fs::write(&half_written, ADDRESS).unwrap();
    let hour_ago = std::time::UNIX_EPOCH + std::time::Duration::from_hours(1);
    std::fs::File::options()
        .write(true)
        .open(&half_written)
        .unwrap()
        .set_modified(hour_ago)
        .unwrap();

    // Another spelling of the same address.
    let (status, exported, _) =
        run(&place, &["privacy", "export", "--email", "Ginevra.Privata@EXAMPLE.org"]);
    assert_eq!(status, Some(0));
    let data: Value = serde_json::from_str(&exported).unwrap();
    let stored = &data["reservations"][0];
    assert_eq!(data["reservations"].as_array().unwrap().len(), 1);
    for (field, value) in [
        ("name", json!("Ginevra Quattrocchi")),
        ("notes", json!("col nonno")),
        ("access_needs", json!(["companion"])),
        ("seats", json!(4)),
        ("status", json!("confirmed")),
        ("is_coming", json!(true)),
    ] {
        assert_eq!(stored[field], value, "{field}");
    }
    assert_eq!(stored["letters"].as_array().unwrap().len(), 2);
    assert!(!exported.contains(&secret) && !exported.contains(OTHERS));
    let file = place.path().join("ginevra.json");
    let output = file.to_str().unwrap();
    let (status, printed, _) =
        run(&place, &["privacy", "export", "--email", ADDRESS, "--output", output]);
    assert_eq!((status, printed.contains("1 reservation in ")), (Some(0), true), "{printed}");
    let mode = std::os::unix::fs::PermissionsExt::mode(&file.metadata().unwrap().permissions());
    assert_eq!(mode & 0o777, 0o600);

    // Without a terminal the command cannot ask, so it does nothing.
    let (status, printed, why) = run(&place, &["privacy", "erase", "--email", ADDRESS]);
    assert_eq!(status, Some(1), "{printed}");
    assert!(
        printed.contains("Erasing cancels 1 reservation:") && printed.contains("4 seats"),
        "{printed}"
    );
    assert!(why.contains("--yes is required"), "{why}");
    assert_eq!(program.holder("GET", "/api/v1/reservation", &secret, None).status, 200);

    let before = place.letters().len();
    let (status, printed, why) = run(&place, &["privacy", "erase", "--email", ADDRESS, "--yes"]);
    assert_eq!(status, Some(0), "{why}");
    assert!(printed.contains("Erased: 1 reservation, 1 of them cancelled."), "{printed}");
    let (status, dump, why) = run(&place, &["database", "pg_dump"]);
    assert_eq!(status, Some(0), "{why}");
    for marker in MARKERS {
        assert_nowhere(&database, marker).await;
        assert!(!dump.contains(marker), "{marker}");
        assert!(!program.log().contains(marker), "{marker}");
        assert!(place.letters().iter().all(|letter| !letter.contains(marker)), "{marker}");
    }
    assert!(!half_written.exists());
    assert_eq!(program.holder("GET", "/api/v1/reservation", &secret, None).status, 404);

    for stays in [OTHERS, "Berta Neri", "5550123", "In fondo"] {
        assert!(dump.contains(stays), "the other guest's data stay: {stays}");
    }
    assert_eq!(place.letters().len(), before - 2, "the other guest's message stays");
    let house = format!("/api/v1/performances/{PERFORMANCE}");
    assert_eq!(program.get(&house).expect(200)["booking"]["available"], 18);

    let (status, printed, _) = run(&place, &["privacy", "erase", "--email", ADDRESS, "--yes"]);
    assert_eq!((status, printed.trim()), (Some(0), "Nothing is stored about this address."));
    let (status, printed, _) = run(&place, &["privacy", "erase", "--expired"]);
    assert_eq!((status, printed.trim()), (Some(0), "Erased 0 guests and 0 stored messages."));
    let (status, ..) = run(&place, &["privacy", "erase"]);
    assert_eq!(status, Some(2), "an address is required");
    assert!(program.stop());
}

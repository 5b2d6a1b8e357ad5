//! Tests a season: scheduling across the end of daylight saving time, rescheduling, cancelling, and
//! the messages to guests.

use azionelab_adapters_postgres::testing::TestDatabase;
use serde_json::{Value, json};

use crate::{
    ask::Ask,
    company::{Staff, schedule_a_show},
    program::{Answer, Place, Program, eventually},
    visitor::{Letter, request, reservations},
};

const PERFORMANCES: &str = "/api/v1/admin/performances";

struct Office {
    program: Program,
    place: Place,
    admin: Staff,
}

impl Office {
    fn on(database: &TestDatabase) -> Self {
        let place = Place::on(database);
        let program = place.serve();
        let admin = Staff::sign_in(&place, &program, "admin");
        Self { program, place, admin }
    }

    fn send(&self, ask: &Ask) -> Answer {
        ask.clone().header("Cookie", self.admin.cookie()).of(&self.program)
    }

    fn change(&self, performance: &Value, what: &str, body: &Value) -> Value {
        let path = format!("{PERFORMANCES}/{}{what}", performance["id"].as_str().unwrap());
        let method = if what.is_empty() { "PUT" } else { "POST" };
        let version = format!("\"v{}\"", performance["version"]);
        let ask = Ask::new(method, &path).json(body).header("If-Match", &version);
        self.send(&ask).expect(200)
    }

    /// Books and confirms for parties of two, and returns their secrets.
    fn audience(&self, performance: &Value, parties: usize) -> Vec<String> {
        let id = performance["id"].as_str().unwrap();
        (0..parties)
            .map(|number| {
                let booking = request(&format!("guest-{number}@example.org"), 2);
                let booked = self.program.post(&reservations(id), &booking).expect(201);
                let secret = Letter::about(&self.place, &booked, 0).secret();
                let confirm = Ask::new("POST", "/api/v1/reservation/confirm").holder(&secret);
                confirm.of(&self.program).expect(200);
                secret
            })
            .collect()
    }

    /// Waits for `number` messages after the first `before` ones, and returns their texts.
    fn letters_after(&self, before: usize, number: usize) -> Vec<String> {
        eventually("every party has its message", || {
            let letters = self.place.letters();
            (letters.len() >= before + number)
                .then(|| letters[before..].iter().map(|raw| Letter::read(raw).text).collect())
        })
    }
}

#[tokio::test]
async fn performances_are_scheduled_booked_rescheduled_and_cancelled_and_guests_are_told() {
    let database = TestDatabase::create().await;
    schedule_a_show(&database, 20).await;
    let office = Office::on(&database);
    let shows = office.send(&Ask::get("/api/v1/admin/shows")).expect(200);
    let venues = office.send(&Ask::get("/api/v1/admin/venues")).expect(200);
    let series = json!({
        "show_id": shows["items"][0]["id"], "venue_id": venues["items"][0]["id"],
        "starts": ["2099-10-24T20:30", "2099-10-25T20:30"], "doors_minutes_before": 30,
        "closes_minutes_before": 60, "capacity": 20,
    });
    let schedule = office.send(&Ask::post(PERFORMANCES, &series)).expect(201);
    let [saturday, sunday] = [0, 1].map(|number| schedule["items"][number].clone());
    // Both start at 20:30 local time, 25 hours apart.
    assert_eq!(saturday["starts_at"], "2099-10-24T18:30:00Z");
    assert_eq!(sunday["starts_at"], "2099-10-25T19:30:00Z");
    assert_eq!(sunday["doors_at"], "2099-10-25T19:00:00Z");

    let secrets = office.audience(&sunday, 5);
    let smaller = json!({
        "doors_at": sunday["doors_at"], "opens_at": sunday["opens_at"],
        "closes_at": sunday["closes_at"], "capacity": 8, "occupied": 0, "extra": 0,
    });
    let sunday = office.change(&sunday, "", &smaller);
    assert_eq!((&sunday["held"], &sunday["overbooked_by"]), (&json!(10), &json!(2)));

    let proposal = json!({ "starts_local": "2099-10-26T21:00" });
    let consequences = office.change(&sunday, "/consequences", &proposal);
    assert_eq!(
        (&consequences["reservations"], &consequences["people_told"]),
        (&json!(5), &json!(5))
    );
    let before = office.place.letters().len();
    let monday = office.change(&sunday, "/move", &proposal);
    assert_eq!(monday["starts_at"], "2099-10-26T20:00:00Z");
    assert_eq!(monday["moved_from"], "2099-10-25T19:30:00Z");
    let letters = office.letters_after(before, 5);
    assert_eq!(letters.len(), 5);
    for letter in &letters {
        assert!(letter.contains("Mirandolina"), "{letter}");
        assert!(letter.contains("25") && letter.contains("26"), "{letter}");
    }
    let public =
        office.program.get(&format!("/api/v1/performances/{}", monday["id"].as_str().unwrap()));
    assert_eq!(public.expect(200)["moved_from"], "2099-10-25T19:30:00Z");
    // The link in the first message still leads to the reservation.
    let held = Ask::get("/api/v1/reservation").holder(&secrets[0]).of(&office.program);
    assert_eq!(held.expect(200)["performance"]["starts_at"], "2099-10-26T20:00:00Z");

    let before = office.place.letters().len();
    let reason = json!({ "reason": "influenza in compagnia" });
    let cancelled = office.change(&monday, "/cancel", &reason);
    assert_eq!(cancelled["state"], "cancelled");
    let again = office.change(&monday, "/cancel", &reason);
    assert_eq!(again, cancelled);
    let letters = office.letters_after(before, 5);
    assert_eq!(letters.len(), 5);
    for letter in &letters {
        assert!(!letter.contains("influenza"), "{letter}");
    }
    let refused = office
        .program
        .post(&reservations(monday["id"].as_str().unwrap()), &request("late@example.org", 1));
    assert_eq!(refused.problem(409), "performance-cancelled");
}

//! A theatre for all the cases of a group, each of which puts on a show of its own.

use std::cell::Cell;

use azionelab_adapters_postgres::testing::TestDatabase;
use serde_json::{Value, json};
use tokio::runtime::Runtime;
use tokio_postgres::NoTls;

use crate::{
    ask::Ask,
    company::{PASSWORD, PERFORMANCE, Staff, schedule_a_show},
    program::{Answer, Place, Program},
    visitor::{Letter, request, reservations},
};

/// How many seats every house has.
pub const SEATS: u32 = 20;

/// Somebody with a reservation.
pub struct Party {
    pub id: String,
    pub secret: String,
    pub performance: String,
}

impl Party {
    /// What they ask by their secret.
    pub fn asks(&self, method: &str, below: &str) -> Ask {
        Ask::new(method, &format!("/api/v1/reservation{below}")).holder(&self.secret)
    }

    /// What their QR code holds.
    pub fn ticket(&self) -> String {
        azionelab_domain::Secret::parse(&self.secret).unwrap().ticket().reveal()
    }
}

/// Somebody on the staff of whom no other case knows.
pub struct Newcomer {
    pub id: String,
    pub email: String,
    pub cookie: String,
}

impl Newcomer {
    pub fn asks(&self, ask: Ask) -> Ask {
        ask.header("Cookie", &self.cookie)
    }
}

pub struct Theatre {
    pub program: Program,
    pub place: Place,
    database: TestDatabase,
    runtime: Runtime,
    count: Cell<u32>,
    staff: Vec<(&'static str, Staff)>,
}

impl Theatre {
    pub fn open() -> Self {
        let runtime = Runtime::new().unwrap();
        let database = runtime.block_on(TestDatabase::create());
        runtime.block_on(schedule_a_show(&database, SEATS));
        let place = Place::on(&database);
        let program = place.serve();
        let staff = ["door", "box_office", "admin"]
            .map(|role| (role, Staff::sign_in(&place, &program, role)))
            .into();
        Self { program, place, database, runtime, count: Cell::new(0), staff }
    }

    fn next(&self) -> u32 {
        self.count.set(self.count.get() + 1);
        self.count.get()
    }

    pub fn sql(&self, sql: &str) {
        self.runtime.block_on(self.database.execute(sql));
    }

    pub fn database(&self) -> &TestDatabase {
        &self.database
    }

    /// Takes the database away.
    pub fn shut(&self) {
        self.runtime.block_on(self.database.shut());
    }

    /// Another performance in an hour.
    pub fn schedule(&self) -> String {
        let id = format!("00000000-0000-7000-8000-{:012}", 1000 + self.next());
        self.sql(&format!(
            "INSERT INTO performances
                 (id, show_id, venue_id, starts_at, doors_at, opens_at, closes_at, capacity)
             SELECT '{id}', show_id, venue_id, starts_at, doors_at, opens_at, closes_at, capacity
             FROM performances WHERE id = '{PERFORMANCE}'"
        ));
        id
    }

    /// Another performance, of which something is different.
    pub fn schedule_with(&self, change: &str) -> String {
        let performance = self.schedule();
        self.change(&performance, change);
        performance
    }

    pub fn change(&self, performance: &str, change: &str) {
        self.sql(&format!("UPDATE performances SET {change} WHERE id = '{performance}'"));
    }

    /// An address that nobody else has.
    pub fn address(&self) -> String {
        format!("visitor-{}@example.org", self.next())
    }

    pub fn booking(&self, performance: &str, seats: u32) -> Ask {
        Ask::post(&reservations(performance), &request(&self.address(), seats))
    }

    /// Somebody who has booked.
    pub fn booked_at(&self, performance: &str, seats: u32) -> Party {
        self.who_asks(&self.booking(performance, seats), performance)
    }

    /// Somebody who has booked two seats under a key.
    pub fn booked_under(&self, key: &str, performance: &str) -> Party {
        let ask = self.booking(performance, 2).header("Idempotency-Key", key);
        self.who_asks(&ask, performance)
    }

    fn who_asks(&self, ask: &Ask, performance: &str) -> Party {
        let booked = ask.of(&self.program).expect(201);
        Party {
            id: booked["id"].as_str().unwrap().to_owned(),
            secret: Letter::about(&self.place, &booked, 0).secret(),
            performance: performance.to_owned(),
        }
    }

    /// Somebody who has booked two seats at a performance of their own.
    pub fn booked(&self) -> Party {
        self.booked_at(&self.schedule(), 2)
    }

    /// Somebody who has confirmed as well.
    pub fn confirmed(&self) -> Party {
        let party = self.booked();
        party.asks("POST", "/confirm").of(&self.program).expect(200);
        party
    }

    /// Somebody who has confirmed, and whose ticket was replaced since.
    pub fn replaced(&self) -> Party {
        let party = self.confirmed();
        self.sql(&format!(
            "UPDATE reservation_secrets SET ended_at = now() WHERE reservation_id = '{}'",
            party.id
        ));
        party
    }

    /// Somebody who has cancelled.
    pub fn cancelled(&self) -> Party {
        let party = self.booked();
        party.asks("POST", "/cancel").of(&self.program).expect(200);
        party
    }

    /// Somebody whose seats are not held any more.
    pub fn lapsed(&self) -> Party {
        let party = self.booked();
        self.sql(&format!(
            "UPDATE reservations SET booked_at = now() - interval '2 hours',
                 hold_until = now() - interval '1 hour' WHERE id = '{}'",
            party.id
        ));
        party
    }

    /// Somebody of whose party so many are inside.
    pub fn inside(&self, seats: u32) -> Party {
        let party = self.confirmed();
        self.scan(&party, &json!({ "seats": seats })).of(&self.program).expect(201);
        party
    }

    /// What somebody on the staff asks.
    pub fn as_staff(&self, role: &str, ask: Ask) -> Ask {
        let (_, staff) = self.staff.iter().find(|(of, _)| *of == role).unwrap();
        ask.header("Cookie", staff.cookie())
    }

    /// The cookie of somebody who has just signed in with this address.
    pub fn signed_in(&self, email: &str) -> String {
        let credentials = json!({ "email": email, "password": PASSWORD });
        let answer = self.send(&Ask::post("/api/v1/session", &credentials));
        answer.expect(200);
        answer.header("set-cookie").split(';').next().unwrap().to_owned()
    }

    /// Somebody new on the staff, who has the usual password: their id, address and session.
    pub fn newcomer(&self, role: &str) -> Newcomer {
        let number = self.next();
        let id = format!("00000000-0000-7000-8000-{:012}", 5000 + number);
        let email = format!("newcomer-{number}@example.org");
        self.sql(&format!(
            "INSERT INTO staff (id, name, email, email_key, role, password_hash, created_at)
             SELECT '{id}', 'Nina Nuova', '{email}', '{email}', '{role}', password_hash, now()
             FROM staff WHERE email = 'door@example.org'"
        ));
        let cookie = self.signed_in(&email);
        Newcomer { id, email, cookie }
    }

    /// Somebody who was invited and has not chosen a password: their id and what their link holds.
    pub fn invited(&self) -> (String, String) {
        let address = self.address();
        let body = json!({ "name": "Nina Nuova", "email": address, "role": "door" });
        let ask = self.as_staff("admin", Ask::post("/api/v1/admin/staff", &body));
        let account = self.send(&ask).expect(201);
        let letter = Letter::to(&self.place, &address);
        (account["id"].as_str().unwrap().to_owned(), letter.staff_secret())
    }

    /// A ticket shown at the door, with something more to say.
    pub fn scan(&self, party: &Party, more: &Value) -> Ask {
        let mut body = json!({ "ticket": party.ticket(), "performance_id": party.performance });
        body.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
        self.as_staff("door", Ask::post("/api/v1/check-ins", &body))
    }

    pub fn send(&self, ask: &Ask) -> Answer {
        ask.of(&self.program)
    }

    /// How many letters the outbox has, sent or not: one may wait for a minute after another.
    fn letters_asked_for(&self) -> i64 {
        self.runtime.block_on(async {
            let (client, connection) =
                tokio_postgres::connect(&self.database.tcp_url(), NoTls).await.unwrap();
            tokio::spawn(connection);
            client.query_one("SELECT count(*) FROM outbox", &[]).await.unwrap().get(0)
        })
    }

    /// All that changes when something is done: the seats of every house, who is inside, and how
    /// many letters are asked for.
    pub fn seen(&self) -> Value {
        let public = Ask::get("/api/v1/performances?from=2000-01-01&limit=100").of(&self.program);
        let of_each = |item: &Value| (item["id"].clone(), item["booking"].clone());
        let seats: Vec<_> =
            public.expect(200)["items"].as_array().unwrap().iter().map(of_each).collect();
        let door = self.as_staff("door", Ask::get("/api/v1/door/performances")).of(&self.program);
        let counted = ["bookable", "held", "confirmed", "admitted"];
        let of_each = |item: &Value| (item["id"].clone(), counted.map(|count| item[count].clone()));
        let houses: Vec<_> =
            door.expect(200)["items"].as_array().unwrap().iter().map(of_each).collect();
        json!({ "seats": seats, "houses": houses, "letters": self.letters_asked_for() })
    }
}

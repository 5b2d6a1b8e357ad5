//! A theatre for a group of cases. Each case has its own performance.

use std::{
    cell::Cell,
    sync::atomic::{AtomicU32, Ordering},
};

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

/// The capacity of every performance.
pub const SEATS: u32 = 20;

/// A party with a reservation.
pub struct Party {
    pub id: String,
    pub secret: String,
    pub performance: String,
}

impl Party {
    /// Returns a request with the party's secret.
    pub fn asks(&self, method: &str, below: &str) -> Ask {
        Ask::new(method, &format!("/api/v1/reservation{below}")).holder(&self.secret)
    }

    /// The token in the party's QR code.
    pub fn ticket(&self) -> String {
        azionelab_domain::Secret::parse(&self.secret).unwrap().ticket().reveal()
    }
}

/// A staff account that only one case uses.
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

    /// Closes the database.
    pub fn shut(&self) {
        self.runtime.block_on(self.database.shut());
    }

    /// Adds another performance that starts in an hour.
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

    /// Adds another performance with a change.
    pub fn schedule_with(&self, change: &str) -> String {
        let performance = self.schedule();
        self.change(&performance, change);
        performance
    }

    pub fn change(&self, performance: &str, change: &str) {
        self.sql(&format!("UPDATE performances SET {change} WHERE id = '{performance}'"));
    }

    /// Returns a new address.
    pub fn address(&self) -> String {
        format!("visitor-{}@example.org", self.next())
    }

    pub fn booking(&self, performance: &str, seats: u32) -> Ask {
        Ask::post(&reservations(performance), &request(&self.address(), seats))
    }

    /// A party that has booked.
    pub fn booked_at(&self, performance: &str, seats: u32) -> Party {
        self.who_asks(&self.booking(performance, seats), performance)
    }

    /// A party that has booked two seats with an idempotency key.
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

    /// A party that has booked two seats of a new performance.
    pub fn booked(&self) -> Party {
        self.booked_at(&self.schedule(), 2)
    }

    /// A party that has confirmed.
    pub fn confirmed(&self) -> Party {
        let party = self.booked();
        party.asks("POST", "/confirm").of(&self.program).expect(200);
        party
    }

    /// A confirmed party whose ticket was replaced.
    pub fn replaced(&self) -> Party {
        let party = self.confirmed();
        self.sql(&format!(
            "UPDATE reservation_secrets SET ended_at = now() WHERE reservation_id = '{}'",
            party.id
        ));
        party
    }

    /// A party that has cancelled.
    pub fn cancelled(&self) -> Party {
        let party = self.booked();
        party.asks("POST", "/cancel").of(&self.program).expect(200);
        party
    }

    /// A party whose hold has lapsed.
    pub fn lapsed(&self) -> Party {
        let party = self.booked();
        self.sql(&format!(
            "UPDATE reservations SET booked_at = now() - interval '2 hours',
                 hold_until = now() - interval '1 hour' WHERE id = '{}'",
            party.id
        ));
        party
    }

    /// A confirmed party with `seats` people admitted.
    pub fn inside(&self, seats: u32) -> Party {
        let party = self.confirmed();
        self.scan(&party, &json!({ "seats": seats })).of(&self.program).expect(201);
        party
    }

    /// Adds the cookie of a staff member.
    pub fn as_staff(&self, role: &str, ask: Ask) -> Ask {
        let (_, staff) = self.staff.iter().find(|(of, _)| *of == role).unwrap();
        ask.header("Cookie", staff.cookie())
    }

    /// Signs in with this address and returns the cookie.
    pub fn signed_in(&self, email: &str) -> String {
        let credentials = json!({ "email": email, "password": PASSWORD });
        let answer = self.send(&Ask::post("/api/v1/session", &credentials));
        answer.expect(200);
        answer.header("set-cookie").split(';').next().unwrap().to_owned()
    }

    /// Adds a staff account with the usual password.
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

    /// Invites a person and returns the id and the secret of the link.
    pub fn invited(&self) -> (String, String) {
        let address = self.address();
        let body = json!({ "name": "Nina Nuova", "email": address, "role": "door" });
        let ask = self.as_staff("admin", Ask::post("/api/v1/admin/staff", &body));
        let account = self.send(&ask).expect(201);
        let letter = Letter::to(&self.place, &address);
        (account["id"].as_str().unwrap().to_owned(), letter.staff_secret())
    }

    /// Scans a ticket at the door, with more fields.
    pub fn scan(&self, party: &Party, more: &Value) -> Ask {
        let mut body = json!({ "ticket": party.ticket(), "performance_id": party.performance });
        body.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
        self.as_staff("door", Ask::post("/api/v1/check-ins", &body))
    }

    pub fn send(&self, ask: &Ask) -> Answer {
        ask.of(&self.program)
    }

    /// The number of messages in the outbox, sent or not: some wait up to a minute.
    fn letters_asked_for(&self) -> i64 {
        self.runtime.block_on(async {
            let (client, connection) =
                tokio_postgres::connect(&self.database.tcp_url(), NoTls).await.unwrap();
            tokio::spawn(connection);
            client.query_one("SELECT count(*) FROM outbox", &[]).await.unwrap().get(0)
        })
    }

    /// Everything that a request may change: the seats of every performance, the admitted people,
    /// and the number of messages.
    pub fn seen(&self) -> Value {
        // An address that nobody has asked for is never answered from memory.
        static ASKED: AtomicU32 = AtomicU32::new(0);
        let number = ASKED.fetch_add(1, Ordering::Relaxed);
        let address =
            format!("/api/v1/performances?from=2000-01-01T00:00:00.{number:06}Z&limit=100");
        let public = Ask::get(&address).of(&self.program);
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

//! A company with one show tonight, and its staff.

use std::io::Write as _;
use std::process::Stdio;

use azionelab_adapters_postgres::testing::TestDatabase;

use crate::program::{Answer, Place, Program, agent};

pub const PASSWORD: &str = "correct horse battery staple";

/// The performance of every test.
pub const PERFORMANCE: &str = "00000000-0000-7000-8000-000000000003";

/// Creates a show with a performance in one hour.
pub async fn schedule_a_show(database: &TestDatabase, seats: u32) {
    database
        .execute(&format!(
            "INSERT INTO venues (id, slug, name)
             VALUES ('00000000-0000-7000-8000-000000000001', 'sala', 'Sala Verdi');
             INSERT INTO shows (id, slug, title, publication)
             VALUES ('00000000-0000-7000-8000-000000000002', 'mirandolina', 'Mirandolina',
                 'published');
             INSERT INTO performances
                 (id, show_id, venue_id, starts_at, doors_at, opens_at, closes_at, capacity)
             VALUES ('{PERFORMANCE}', '00000000-0000-7000-8000-000000000002',
                 '00000000-0000-7000-8000-000000000001', now() + interval '1 hour', now(),
                 now() - interval '1 day', now() + interval '1 hour', {seats});"
        ))
        .await;
}

/// A staff member with an account and a session.
pub struct Staff {
    cookie: String,
}

impl Staff {
    pub fn sign_in(place: &Place, program: &Program, role: &str) -> Self {
        let email = format!("{role}@example.org");
        let arguments =
            ["staff", "add", "--email", &email, "--name", "Dario Porta", "--role", role];
        let mut add = place
            .command(&arguments)
            .arg("--password-stdin")
            .stdin(Stdio::piped())
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        writeln!(add.stdin.take().unwrap(), "{PASSWORD}").unwrap();
        assert!(add.wait().unwrap().success());

        let credentials = serde_json::json!({ "email": email, "password": PASSWORD });
        let answer = program.post("/api/v1/session", &credentials);
        assert_eq!(answer.expect(200)["role"], role);
        let cookie = answer.headers["set-cookie"].to_str().unwrap();
        for attribute in ["HttpOnly", "SameSite=Lax", "Path=/"] {
            assert!(cookie.contains(attribute), "{cookie}");
        }
        Self { cookie: cookie.split(';').next().unwrap().to_owned() }
    }

    /// The session cookie.
    pub fn cookie(&self) -> &str {
        &self.cookie
    }

    pub fn get(&self, program: &Program, path: &str) -> Answer {
        Answer::from(agent().get(program.url(path)).header("Cookie", &self.cookie).call())
    }

    pub fn check_in(&self, program: &Program, body: &serde_json::Value) -> Answer {
        let request = agent().post(program.url("/api/v1/check-ins"));
        Answer::from(request.header("Cookie", &self.cookie).send_json(body))
    }

    pub fn undo(&self, program: &Program, check_in: &str) -> Answer {
        let request = agent().delete(program.url(&format!("/api/v1/check-ins/{check_in}")));
        Answer::from(request.header("Cookie", &self.cookie).call())
    }
}

//! Texts that try to be code or headers.

use azionelab_adapters_postgres::testing::TestDatabase;
use mail_parser::MessageParser;
use serde_json::json;

use crate::{
    ask::Ask,
    company::{PERFORMANCE, schedule_a_show},
    program::Place,
    visitor::{Letter, request, reservations},
};

const NAMES: [&str; 5] = [
    "<script>alert(1)</script>",
    "\"><img src=x onerror=alert(1)>",
    "{{ 7*7 }} ${7*7} <%= 7*7 %>",
    "Anna\" <everyone>, \"Berta",
    "=?utf-8?q?Anna=0d=0aBcc:_everyone@example.com?=",
];

/// A name that contains an address could send spam.
const REFUSED: &str = "Anna\" <everyone@example.com>, \"Berta";

#[tokio::test]
async fn a_name_is_always_treated_as_text() {
    let database = TestDatabase::create().await;
    schedule_a_show(&database, 20).await;
    let place = Place::on(&database);
    let program = place.serve();
    for (number, name) in NAMES.into_iter().enumerate() {
        let address = format!("guest-{number}@example.org");
        let mut body = request(&address, 1);
        body["name"] = json!(name);
        body["notes"] = json!(name);
        let booked = Ask::post(&reservations(PERFORMANCE), &body).of(&program).expect(201);
        let secret = Letter::about(&place, &booked, 0).secret();
        let view = program.holder("POST", "/api/v1/reservation/confirm", &secret, None).expect(200);
        assert_eq!((&view["name"], &view["notes"]), (&json!(name), &json!(name)));

        for raw in place.letters().iter().rev().take(2) {
            let letter = MessageParser::default().parse(raw).unwrap();
            let html = letter.body_html(0).unwrap();
            for live in ["<script", "<img src=x"] {
                assert!(!html.contains(live), "{name}: {html}");
            }
            let to: Vec<_> = letter.to().unwrap().iter().filter_map(|to| to.address()).collect();
            assert_eq!(to, [&*address], "{name}");
            assert!(letter.cc().is_none() && letter.bcc().is_none(), "{name}");
            let (head, _) = raw.split_once("\r\n\r\n").unwrap();
            assert!(!head.contains("\nBcc"), "{head}");
        }
    }
    let mut body = request("guest@example.org", 1);
    body["name"] = json!(REFUSED);
    let refused = Ask::post(&reservations(PERFORMANCE), &body).of(&program).expect(422);
    let error = &refused["errors"][0];
    assert_eq!((&error["field"], &error["code"]), (&json!("name"), &json!("web_address")));
    for page in mailbox(&program) {
        for live in ["<script>alert", "<img src=x"] {
            assert!(!page.contains(live), "{page}");
        }
    }
}

/// Returns every page of the mailbox.
fn mailbox(program: &crate::program::Program) -> Vec<String> {
    let list = program.get("/mailbox.json").expect(200);
    let ids = list["items"].as_array().unwrap().iter().map(|item| item["id"].as_str().unwrap());
    let mut pages = vec![program.get("/mailbox").text()];
    for id in ids {
        let html = program.get(&format!("/mailbox/{id}/html"));
        assert!(html.header("content-security-policy").starts_with("sandbox "));
        pages.extend([program.get(&format!("/mailbox/{id}")).text(), html.text()]);
    }
    assert_eq!(pages.len(), 1 + 4 * NAMES.len());
    pages
}

#[tokio::test]
async fn no_path_leads_out_of_the_mailbox_folder() {
    let database = TestDatabase::create().await;
    let place = Place::on(&database);
    std::fs::create_dir_all(place.path().join("data/mail/inside")).unwrap();
    for place in
        [place.path().join("data/outside.eml"), place.path().join("data/mail/inside/x.eml")]
    {
        std::fs::write(place, "Subject: not for you\r\n\r\nnot for you").unwrap();
    }
    let program = place.serve();
    for id in [
        "..%2foutside",
        "%2e%2e%2foutside",
        "..%5coutside",
        "../outside",
        "inside%2fx",
        "%2fetc%2fpasswd",
        "outside%00",
        "..%252foutside",
        "%ff",
    ] {
        for below in ["", "/raw", "/text", "/html", "/attachments/0"] {
            let answer = Ask::get(&format!("/mailbox/{id}{below}")).of(&program);
            assert!(matches!(answer.status, 400 | 404), "{id}{below}: {}", answer.status);
            assert!(!answer.text().contains("not for you"), "{id}{below}");
        }
    }
}

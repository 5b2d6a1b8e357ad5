//! The company's settings and pages, and the audit.

use serde_json::{Value, json};

use super::{
    case::{Case, done, play, refused},
    described::settings,
    theatre::Theatre,
};
use crate::ask::Ask;

const SITE: &str = "/api/v1/admin/site";
const PAGES: &str = "/api/v1/admin/pages";
const PAGE: &str = "/api/v1/admin/pages/{slug}";
const PREVIEW: &str = "/api/v1/admin/preview";
const AUDIT: &str = "/api/v1/admin/audit";

fn admin(theatre: &Theatre, ask: Ask) -> Ask {
    theatre.as_staff("admin", ask)
}

fn put(path: &str, body: &Value) -> Ask {
    Ask::new("PUT", path).json(body).header("If-Match", "\"v1\"")
}

fn text() -> Value {
    json!({ "title": "Chi siamo", "body": "Siamo *in sei*.\n", "position": 2 })
}

/// Adds a page and returns its path.
fn page(theatre: &Theatre) -> String {
    let slug = format!("pagina-{}", theatre.address().replace("@example.org", ""));
    let mut body = text();
    body["slug"] = json!(slug);
    theatre.send(&admin(theatre, Ask::post(PAGES, &body))).expect(201);
    format!("{PAGES}/{slug}")
}

fn pages() -> Vec<Case> {
    let gone = format!("{PAGES}/gone");
    let nowhere = move |method: &'static str| {
        let gone = gone.clone();
        refused(method, PAGE, 404, "not-found", move |theatre| {
            let ask = Ask::new(method, &gone).header("If-Match", "\"v1\"");
            admin(theatre, if method == "PUT" { ask.json(&text()) } else { ask })
        })
    };
    vec![
        done("GET", PAGES, 200, |theatre| {
            page(theatre);
            admin(theatre, Ask::get(PAGES))
        })
        .and(|answer| assert_eq!(answer.json()["items"][0]["title"], "Chi siamo")),
        done("POST", PAGES, 201, |theatre| {
            let body = json!({ "slug": "accessibility", "title": "Accessibilità", "body": "" });
            admin(theatre, Ask::post(PAGES, &body))
        }),
        refused("POST", PAGES, 409, "slug-taken", |theatre| {
            page(theatre);
            let taken = theatre.send(&admin(theatre, Ask::get(PAGES))).expect(200);
            let mut body = text();
            body["slug"] = taken["items"][0]["slug"].clone();
            admin(theatre, Ask::post(PAGES, &body))
        }),
        done("GET", PAGE, 200, |theatre| admin(theatre, Ask::get(&page(theatre)))).and(|answer| {
            assert_eq!(
                (answer.header("etag"), &answer.json()["body"]),
                ("\"v1\"", &text()["body"])
            );
        }),
        done("PUT", PAGE, 200, |theatre| {
            let body = json!({ "title": "Chi è chi", "body": "In sette.\n" });
            admin(theatre, put(&page(theatre), &body))
        })
        .and(|answer| assert_eq!(answer.header("etag"), "\"v2\"")),
        done("PUT", PAGE, 200, |theatre| {
            let mut body = text();
            body["slug"] = json!("renamed");
            admin(theatre, put(&page(theatre), &body))
        })
        .and(|answer| assert_eq!(answer.json()["slug"], "renamed")),
        refused("PUT", PAGE, 409, "slug-taken", |theatre| {
            let taken = page(theatre);
            let mut body = text();
            body["slug"] = json!(taken.rsplit('/').next().unwrap());
            admin(theatre, put(&page(theatre), &body))
        }),
        done("PUT", PAGE, 200, |theatre| {
            // The maximum length, with each character in its longest JSON form.
            let long = "\\ud83c\\udfad".repeat(50_000);
            let body = format!(r#"{{"title": "Lunga", "body": "{long}"}}"#);
            admin(theatre, put(&page(theatre), &json!({})).bytes(body))
        })
        .and(|answer| {
            let body = answer.json()["body"].as_str().unwrap().to_owned();
            assert_eq!(body.chars().count(), 50_000);
        }),
        refused("PUT", PAGE, 413, "too-large", |theatre| {
            let body = "x".repeat(700_000);
            admin(theatre, put(&page(theatre), &json!({ "title": "Lunga", "body": body })))
        }),
        done("DELETE", PAGE, 204, |theatre| {
            admin(theatre, Ask::new("DELETE", &page(theatre)).header("If-Match", "\"v1\""))
        }),
        nowhere("GET"),
        nowhere("PUT"),
        nowhere("DELETE"),
    ]
}

pub fn cases() -> Vec<Case> {
    let mut cases = pages();
    cases.extend([
        done("GET", SITE, 200, |theatre| admin(theatre, Ask::get(SITE)))
            .and(|answer| assert!(answer.header("etag").starts_with("\"v"))),
        done("PUT", SITE, 200, |theatre| admin(theatre, put(SITE, &settings())))
            .and(|answer| assert_eq!(answer.json()["contact"]["email"], "box@example.org")),
        done("POST", PREVIEW, 200, |theatre| {
            admin(theatre, Ask::post(PREVIEW, &json!({ "markdown": "*sei* <b onclick=x>" })))
        })
        .and(|answer| {
            assert_eq!(answer.json()["html"], "<p><em>sei</em> &lt;b onclick=x&gt;</p>\n");
        }),
        done("GET", AUDIT, 200, |theatre| {
            page(theatre);
            admin(theatre, Ask::get(&format!("{AUDIT}?action=page.add&limit=1")))
        })
        .and(|answer| {
            let entry = &answer.json()["items"][0];
            assert_eq!(
                (&entry["action"], &entry["by"]["role"]),
                (&json!("page.add"), &json!("admin"))
            );
            assert_eq!(entry["subject"]["name"], "Chi siamo");
            assert_eq!(entry["after"]["title"], "Chi siamo");
            assert!(answer.json()["next_cursor"].is_string());
        }),
        refused("GET", AUDIT, 422, "validation", |theatre| {
            admin(theatre, Ask::get(&format!("{AUDIT}?by=me&refused=maybe&limit=0&cursor=x")))
        }),
    ]);
    cases
}

#[test]
fn settings_pages_and_audit_have_the_described_answers() {
    play(&cases());
}

#[test]
fn the_second_of_two_edits_at_once_is_refused() {
    let theatre = Theatre::open();
    let path = page(&theatre);
    let mut first = settings();
    first["name"] = json!("Primo");
    let mut second = settings();
    second["name"] = json!("Secondo");
    for (path, first, second) in
        [(SITE, first, second), (&*path, text(), json!({ "title": "Secondo", "body": "" }))]
    {
        let mut first = first;
        if path != SITE {
            first["title"] = json!("Primo");
        }
        theatre.send(&admin(&theatre, put(path, &first))).expect(200);
        let late = theatre.send(&admin(&theatre, put(path, &second)));
        assert_eq!(late.problem(412), "edited-meanwhile", "{path}");
        let now = theatre.send(&admin(&theatre, Ask::get(path)));
        assert!(now.text().contains("Primo"), "{path}");
        assert_eq!(now.header("etag"), "\"v2\"");
    }
}

#[test]
fn an_invalid_setting_names_the_field() {
    let theatre = Theatre::open();
    for (field, value, code) in [
        ("name", json!(" "), "required"),
        ("tagline", json!("x".repeat(201)), "too_long"),
        ("time_zone", json!("Europe/Atlantis"), "invalid"),
        ("time_zone", json!("Etc/Unknown"), "invalid"),
        ("hold_minutes", json!(0), "out_of_range"),
        ("hold_minutes", json!(10_081), "out_of_range"),
        ("max_seats_per_reservation", json!(1_001), "out_of_range"),
        ("retention_days", json!(0.5), "invalid"),
        ("version", json!(1), "unknown_field"),
    ] {
        let mut body = settings();
        body[field] = value;
        let answer = theatre.send(&admin(&theatre, put(SITE, &body)));
        assert_eq!(answer.problem(422), "validation", "{body}");
        let error = &answer.json()["errors"][0];
        assert_eq!((&error["field"], &error["code"]), (&json!(field), &json!(code)));
    }
    let mut body = settings();
    body["contact"]["email"] = json!("nobody");
    let answer = theatre.send(&admin(&theatre, put(SITE, &body)));
    assert_eq!(answer.expect(422)["errors"][0]["field"], "contact.email");
    assert_eq!(theatre.send(&admin(&theatre, Ask::get(SITE))).header("etag"), "\"v1\"");
}

#[test]
fn html_pasted_into_a_page_cannot_run() {
    let theatre = Theatre::open();
    let hostile = "<script>alert(1)</script>\n\n<img src=x onerror=alert(1)>\n\n\
        [x](javascript:alert(1)) <a href=\"data:text/html,x\" onclick=\"x\">y</a>";
    let preview = Ask::post(PREVIEW, &json!({ "markdown": hostile }));
    let html = theatre.send(&admin(&theatre, preview)).expect(200)["html"].clone();
    let html = html.as_str().unwrap();
    assert!(!html.contains("<script") && !html.contains("<img") && !html.contains("javascript:"));
    let body = json!({ "slug": "privacy", "title": "Privacy", "body": hostile });
    theatre.send(&admin(&theatre, Ask::post(PAGES, &body))).expect(201);
    let public = theatre.send(&Ask::get("/api/v1/pages/privacy")).expect(200);
    assert_eq!(public["html"], html, "the site shows the same as the preview");
}

#[test]
fn the_audit_is_read_in_pages_and_cannot_be_deleted() {
    let theatre = Theatre::open();
    for _ in 0..5 {
        page(&theatre);
    }
    let (mut seen, mut cursor) = (Vec::new(), String::new());
    loop {
        let path = format!("{AUDIT}?action=page.&limit=2{cursor}");
        let part = theatre.send(&admin(&theatre, Ask::get(&path))).expect(200);
        let items = part["items"].as_array().unwrap();
        seen.extend(items.iter().map(|entry| entry["id"].as_str().unwrap().to_owned()));
        match part["next_cursor"].as_str() {
            Some(next) => cursor = format!("&cursor={next}"),
            None => break,
        }
    }
    assert_eq!(seen.len(), 5);
    assert!(seen.is_sorted_by(|later, earlier| later > earlier));
    for method in ["POST", "PUT", "PATCH", "DELETE"] {
        let answer = theatre.send(&admin(&theatre, Ask::new(method, AUDIT)));
        assert_eq!(answer.problem(405), "method-not-allowed");
    }
}

#[test]
fn sign_ins_are_audited_without_what_was_typed() {
    let theatre = Theatre::open();
    for email in ["door@example.org", "nobody-known@example.org"] {
        let body = json!({ "email": email, "password": "una-password-sbagliata" });
        let answer = theatre.send(&Ask::post("/api/v1/session", &body));
        assert_eq!(answer.problem(401), "wrong-credentials");
    }
    let path = format!("{AUDIT}?action=session.open");
    let answer = theatre.send(&admin(&theatre, Ask::get(&path)));
    let entries = answer.expect(200)["items"].as_array().unwrap().clone();
    let summary = |entry: &Value| (entry["refused"].clone(), entry["subject"]["name"].clone());
    assert_eq!(summary(&entries[0]), (json!("wrong-credentials"), Value::Null));
    assert_eq!(summary(&entries[1]), (json!("wrong-credentials"), json!("Dario Porta")));
    assert!(entries[..2].iter().all(|entry| entry["by"].is_null()));
    assert_eq!(
        (&entries[2]["refused"], &entries[2]["by"]["role"]),
        (&Value::Null, &json!("admin"))
    );
    assert!(!answer.text().contains("nobody-known") && !answer.text().contains("sbagliata"));
}

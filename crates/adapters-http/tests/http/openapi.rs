use std::{collections::BTreeSet, fs, path::Path};

use azionelab_adapters_http::openapi;
use serde_json::Value;

use crate::support::{Ask, Theatre};

/// The frontend's API client is generated from this document. To update it, run
/// `AZIONELAB_WRITE_OPENAPI=1 cargo test -p azionelab-adapters-http openapi`.
#[test]
fn the_committed_openapi_document_is_up_to_date() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("openapi.json");
    let now = openapi().to_pretty_json().unwrap() + "\n";
    if std::env::var_os("AZIONELAB_WRITE_OPENAPI").is_some() {
        fs::write(&path, &now).unwrap();
    }
    assert!(fs::read_to_string(&path).unwrap_or_default() == now, "openapi.json is out of date");
}

#[tokio::test]
async fn the_openapi_document_is_served() {
    let answer = Theatre::new().ask(Ask::get("/api/openapi.json")).await;
    assert_eq!(answer.header("content-type"), "application/json");
    assert_eq!(answer.json()["openapi"], "3.1.0");
}

#[test]
fn every_reference_has_a_target() {
    let description = serde_json::to_value(openapi()).unwrap();
    let mut references = BTreeSet::new();
    collect(&description, &mut references);
    assert!(!references.is_empty());
    for reference in references {
        let pointer = reference.strip_prefix('#').unwrap();
        assert!(description.pointer(pointer).is_some(), "{reference}");
    }
}

fn collect(value: &Value, into: &mut BTreeSet<String>) {
    match value {
        Value::Object(members) => members.iter().for_each(|(name, member)| match member {
            Value::String(reference) if name == "$ref" => {
                into.insert(reference.clone());
            }
            member => collect(member, into),
        }),
        Value::Array(items) => items.iter().for_each(|item| collect(item, into)),
        _ => {}
    }
}

#[test]
fn every_error_is_described_as_a_problem_document() {
    let description = serde_json::to_value(openapi()).unwrap();
    for (path, operations) in description["paths"].as_object().unwrap() {
        for (method, operation) in operations.as_object().unwrap() {
            for (status, response) in operation["responses"].as_object().unwrap() {
                let is_problem = response["content"]["application/problem+json"].is_object();
                assert_eq!(is_problem, status.as_str() >= "400", "{method} {path} {status}");
            }
        }
    }
}

#[tokio::test]
async fn the_api_browser_loads_nothing_from_other_sites() {
    let router = Theatre::new().router();
    assert_eq!(Ask::get("/api/docs").of(&router).await.status, 303);
    let page = Ask::get("/api/docs/").of(&router).await;
    assert_eq!(page.status, 200);
    assert!(!page.text().contains("//unpkg") && !page.text().contains("https://cdn"));
    for asset in ["swagger-ui.css", "swagger-ui-bundle.js", "swagger-initializer.js"] {
        assert_eq!(Ask::get(&format!("/api/docs/{asset}")).of(&router).await.status, 200);
    }
}

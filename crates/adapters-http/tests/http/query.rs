//! A query may contain only documented parameters, each once.

use std::collections::BTreeSet;

use azionelab_adapters_http::openapi;
use serde_json::Value;

use crate::support::{Ask, PERFORMANCE, Theatre};

struct Operation {
    method: String,
    path: String,
    definition: Value,
}

impl Operation {
    fn all() -> Vec<Self> {
        let description = serde_json::to_value(openapi()).unwrap();
        let paths = description["paths"].as_object().unwrap().clone();
        let operations = paths.into_iter().flat_map(|(path, methods)| {
            let methods = methods.as_object().unwrap().clone();
            methods.into_iter().map(move |(method, definition)| Self {
                method: method.to_uppercase(),
                path: path
                    .replace("{id}", PERFORMANCE.to_string().as_str())
                    .replace("{slug}", "la-locandiera")
                    .replace("{file}", &format!("{}.webp", "0".repeat(64))),
                definition,
            })
        });
        operations.collect()
    }

    fn parameters(&self) -> Vec<Value> {
        let parameters = self.definition["parameters"].as_array().cloned().unwrap_or_default();
        parameters.into_iter().filter(|parameter| parameter["in"] == "query").collect()
    }

    fn with(&self, query: &str) -> Ask {
        Ask::new(&self.method, &format!("{}?{query}", self.path))
    }
}

#[tokio::test]
async fn undocumented_parameters_are_refused() {
    let router = Theatre::new().router();
    let operations = Operation::all();
    assert!(operations.len() > 80, "the document has operations");
    for operation in operations {
        for query in ["surprise=1", "utm_source=a&fbclid", "Limit=1", "=1", "limit%00=1"] {
            let faults = operation.with(query).of(&router).await.faults();
            let each_is_unknown = faults.iter().all(|fault| fault.ends_with(": unknown_parameter"));
            assert!(each_is_unknown, "{} {}: {faults:?}", operation.method, operation.path);
            assert_eq!(faults.len(), query.split('&').count());
        }
    }
}

#[tokio::test]
async fn repeated_parameters_are_refused() {
    let router = Theatre::new().router();
    let mut tried = BTreeSet::new();
    for operation in Operation::all() {
        for parameter in operation.parameters() {
            let name = parameter["name"].as_str().unwrap();
            let answer = operation.with(&format!("{name}=a&{name}=b")).of(&router).await;
            assert_eq!(answer.faults(), [format!("{name}: duplicate")], "{}", operation.path);
            tried.insert(name.to_owned());
        }
    }
    for name in ["sort", "cursor", "from", "search", "alternative_text"] {
        assert!(tried.contains(name), "{name}");
    }
}

#[tokio::test]
async fn restricted_parameters_must_not_be_empty() {
    let router = Theatre::new().router();
    for operation in Operation::all() {
        for parameter in operation.parameters() {
            let (name, schema) = (parameter["name"].as_str().unwrap(), &parameter["schema"]);
            let is_narrow = ["format", "enum", "pattern", "anyOf", "minimum", "minLength"]
                .iter()
                .any(|limit| schema.get(limit).is_some())
                || schema["type"] != "string";
            if is_narrow {
                let faults = operation.with(&format!("{name}=")).of(&router).await.faults();
                assert_eq!(faults, [format!("{name}: invalid")], "{}", operation.path);
            }
        }
    }
}

#[tokio::test]
async fn parameters_are_described_precisely() {
    for operation in Operation::all() {
        for parameter in operation.definition["parameters"].as_array().into_iter().flatten() {
            let (name, schema) = (parameter["name"].as_str().unwrap(), &parameter["schema"]);
            let says = |limit: &str| schema.get(limit).is_some();
            let of = format!("{} {} {name}: {schema}", operation.method, operation.path);
            match name {
                "sort" | "state" | "status" | "publication" | "delivery" => {
                    assert!(says("enum"), "{of}");
                }
                "cursor" | "Idempotency-Key" | "If-Match" | "slug" | "file" => {
                    assert!(says("pattern") || says("format"), "{of}");
                }
                "from" | "to" => assert!(says("anyOf"), "{of}"),
                "id" | "performance" | "by" => assert_eq!(schema["format"], "uuid", "{of}"),
                _ => {}
            }
        }
    }
}

#[test]
fn bodies_forbid_undocumented_fields() {
    let description = serde_json::to_value(openapi()).unwrap();
    for operation in Operation::all() {
        let schema = &operation.definition["requestBody"]["content"]["application/json"]["schema"];
        let Some(reference) = schema["$ref"].as_str() else { continue };
        let schema = description.pointer(reference.strip_prefix('#').unwrap()).unwrap();
        assert_eq!(schema["additionalProperties"], false, "{} {schema}", operation.path);
    }
}

#[tokio::test]
async fn head_requests_accept_the_parameters_of_get() {
    let router = Theatre::on_stage().router();
    let head = |query| Ask::new("HEAD", &format!("/api/v1/performances?{query}"));
    assert_eq!(head("limit=1").of(&router).await.status, 200);
    assert_eq!(head("surprise=1").of(&router).await.status, 422);
}

#[tokio::test]
async fn pages_ignore_tracking_parameters() {
    let router = Theatre::on_stage().router();
    for page in ["/", "/shows/la-locandiera", "/venues", "/reservation", "/calendar"] {
        let marked = format!("{page}?utm_source=newsletter&utm_source=again&fbclid=1");
        assert_eq!(Ask::get(&marked).of(&router).await.status, 200, "{page}");
    }
}

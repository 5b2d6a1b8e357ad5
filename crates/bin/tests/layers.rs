//! Checks with cargo that dependencies point inwards only (docs/ARCHITECTURE.md).
#![expect(clippy::unwrap_used, reason = "a test fails on any unexpected error")]

use std::{
    collections::{BTreeSet, HashMap},
    process::Command,
};

use serde_json::Value;

/// The dependencies of the built program, without those of tests and build scripts.
struct Dependencies {
    names: HashMap<String, String>,
    of: HashMap<String, Vec<String>>,
}

impl Dependencies {
    fn read() -> Self {
        let output = Command::new(env!("CARGO"))
            .args(["metadata", "--format-version", "1", "--offline", "--locked"])
            // Packages for other systems only were not downloaded.
            .args(["--filter-platform", &this_system()])
            .current_dir(env!("CARGO_MANIFEST_DIR"))
            .output()
            .unwrap();
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
        let metadata: Value = serde_json::from_slice(&output.stdout).unwrap();
        let text = |value: &Value| value.as_str().unwrap().to_owned();
        let list = |value: &Value| value.as_array().unwrap().clone();
        let names = list(&metadata["packages"])
            .iter()
            .map(|package| (text(&package["id"]), text(&package["name"])))
            .collect();
        let of = list(&metadata["resolve"]["nodes"])
            .iter()
            .map(|node| {
                let dependencies = list(&node["deps"])
                    .iter()
                    .filter(|of| list(&of["dep_kinds"]).iter().any(|kind| kind["kind"].is_null()))
                    .map(|of| text(&of["pkg"]))
                    .collect();
                (text(&node["id"]), dependencies)
            })
            .collect();
        Self { names, of }
    }

    fn id(&self, name: &str) -> &String {
        self.names.iter().find(|(_, known)| *known == name).unwrap().0
    }

    fn direct(&self, name: &str) -> BTreeSet<&str> {
        self.of[self.id(name)].iter().map(|id| &*self.names[id]).collect()
    }

    fn all(&self, name: &str) -> BTreeSet<&str> {
        let (mut all, mut next) = (BTreeSet::new(), vec![self.id(name)]);
        while let Some(id) = next.pop() {
            for dependency in &self.of[id] {
                if all.insert(&*self.names[dependency]) {
                    next.push(dependency);
                }
            }
        }
        all
    }
}

/// The target triple of this system.
fn this_system() -> String {
    let output = Command::new("rustc").arg("-vV").output().unwrap();
    let printed = String::from_utf8(output.stdout).unwrap();
    printed.lines().find_map(|line| line.strip_prefix("host: ")).unwrap().to_owned()
}

const ADAPTERS: [&str; 3] =
    ["azionelab-adapters-http", "azionelab-adapters-postgres", "azionelab-adapters-smtp"];

#[test]
fn the_domain_has_only_allowed_dependencies() {
    let allowed = BTreeSet::from([
        "base64ct",
        "email_address",
        "hmac",
        "idna",
        "jiff",
        "sha2",
        "thiserror",
        "unicode-normalization",
        "unicode-properties",
        "uuid",
    ]);
    let dependencies = Dependencies::read();
    let strangers = dependencies.direct("azionelab-domain");
    assert_eq!(strangers.difference(&allowed).collect::<Vec<_>>(), Vec::<&&str>::new());
}

#[test]
fn the_domain_and_the_application_depend_on_no_technology() {
    let dependencies = Dependencies::read();
    for layer in ["azionelab-domain", "azionelab-application"] {
        let reached = dependencies.all(layer);
        for technology in
            ["axum", "diesel", "hyper", "lettre", "metrics", "tokio", "tokio-postgres"]
        {
            assert!(!reached.contains(technology), "{layer} reaches {technology}");
        }
        for outer in ADAPTERS.iter().chain(&["azionelab-bin"]) {
            assert!(!reached.contains(outer), "{layer} reaches {outer}");
        }
    }
}

#[test]
fn no_adapter_depends_on_another() {
    let dependencies = Dependencies::read();
    for adapter in ADAPTERS {
        let reached = dependencies.all(adapter);
        assert!(
            reached.contains("azionelab-application"),
            "the dependencies of {adapter} are read"
        );
        for other in ADAPTERS {
            assert!(!reached.contains(other), "{adapter} reaches {other}");
        }
    }
}

#[test]
fn each_technology_is_used_by_its_adapter_only() {
    let dependencies = Dependencies::read();
    for (technology, home) in [
        ("axum", "azionelab-adapters-http"),
        ("diesel", "azionelab-adapters-postgres"),
        ("diesel-async", "azionelab-adapters-postgres"),
        ("lettre", "azionelab-adapters-smtp"),
    ] {
        for layer in ADAPTERS.iter().chain(&["azionelab-bin"]).filter(|layer| **layer != home) {
            assert!(!dependencies.direct(layer).contains(technology), "{layer} uses {technology}");
        }
    }
}

#[test]
fn every_dependency_has_a_reason() {
    let root = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    let manifest = std::fs::read_to_string(root.join("Cargo.toml")).unwrap();
    let reasons = std::fs::read_to_string(root.join("docs/dependencies.md")).unwrap();
    let (_, after) = manifest.split_once("[workspace.dependencies]").unwrap();
    let (dependencies, _) = after.split_once("\n[").unwrap();
    let ours: BTreeSet<_> = dependencies
        .lines()
        .filter_map(|line| line.split_once(" = "))
        .map(|(name, _)| name)
        .filter(|name| !name.starts_with("azionelab-"))
        .collect();
    let explained: BTreeSet<_> = reasons
        .lines()
        .filter(|line| line.starts_with("| `"))
        .filter_map(|line| line.split('|').nth(1))
        .flat_map(|names| names.split(',').map(|name| name.trim().trim_matches('`')))
        .collect();
    assert_eq!(explained, ours);
}

/// Checks that every file in SECURITY.md exists, and every test that it names after `::`.
#[test]
fn every_test_named_as_proof_exists() {
    let root = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    let threats = std::fs::read_to_string(root.join("SECURITY.md")).unwrap();
    let proofs: Vec<_> = threats
        .lines()
        .filter(|line| line.starts_with('|'))
        .flat_map(|line| line.split('`').skip(1).step_by(2))
        .filter(|word| word.contains('/'))
        .collect();
    assert!(proofs.len() > 30, "the table was read: {proofs:?}");
    for proof in proofs {
        let (file, test) = proof.split_once("::").unwrap_or((proof, ""));
        let source = std::fs::read_to_string(root.join(file)).unwrap_or_default();
        assert!(!source.is_empty(), "{file} does not exist");
        let named = if test.is_empty() { String::new() } else { format!("fn {test}(") };
        assert!(source.contains(&named), "{file} has no test {test}");
    }
}

//! Public answers come from memory.

use crate::support::{Answer, Ask, PERFORMANCE, Theatre, listing, season, site};
use axum::Router;
use azionelab_application::{
    ports::{Version, Versioned},
    site::CompanyPage,
};
use azionelab_domain::{Line, Markdown, Role};
use futures_util::future::join_all;
use rstest::rstest;
use std::{
    io::Read as _,
    sync::{
        Arc,
        atomic::{AtomicUsize, Ordering},
    },
};

const PAGES: [&str; 12] = [
    "/",
    "/accessibility",
    "/calendar",
    "/manifest.webmanifest",
    "/pages/chi-siamo",
    "/privacy",
    "/reservation",
    "/shows",
    "/shows/la-locandiera",
    "/t",
    "/venues",
    "/venues/teatro-piccolo",
];

const LISTS: [&str; 8] = [
    "/api/v1/home",
    "/api/v1/pages/chi-siamo",
    "/api/v1/performances",
    "/api/v1/shows",
    "/api/v1/shows/la-locandiera",
    "/api/v1/site",
    "/api/v1/venues",
    "/api/v1/venues/teatro-piccolo",
];

/// The decoded text.
fn text(answer: &Answer) -> String {
    let mut text = String::new();
    let body = &answer.body[..];
    match answer.header("content-encoding") {
        "br" => brotli::Decompressor::new(body, 4096).read_to_string(&mut text),
        "gzip" => flate2::read::GzDecoder::new(body).read_to_string(&mut text),
        _ => (&body[..]).read_to_string(&mut text),
    }
    .unwrap();
    text
}

/// A theatre that counts how often the site's data are read.
fn counting() -> (Router, Arc<AtomicUsize>) {
    let reads = Arc::new(AtomicUsize::new(0));
    let counted = reads.clone();
    let mut theatre = Theatre::new().signed_in(Role::Admin);
    theatre.programme.expect_site().returning(move || {
        counted.fetch_add(1, Ordering::Relaxed);
        Ok(site())
    });
    theatre.programme.expect_shows().returning(|_| Ok(vec![season()]));
    theatre.programme.expect_performances().returning(|_, _| Ok(vec![listing()]));
    theatre.editorial.expect_page().returning(|of| {
        let page = CompanyPage {
            slug: of.clone(),
            title: Line::parse("Chi siamo").unwrap(),
            body: Markdown::parse("Una compagnia.").unwrap(),
            position: 1,
        };
        Ok(Some(Versioned { value: page, version: Version(1) }))
    });
    theatre.editorial.expect_delete_page().returning(|_, _, _| Ok(true));
    (theatre.router(), reads)
}

#[tokio::test]
async fn many_requests_at_once_share_one_computation() {
    let (router, reads) = counting();
    let answers = join_all((0..50).map(|_| Ask::get("/").of(&router))).await;
    assert!(answers.iter().all(|answer| answer.status == 200));
    assert_eq!(reads.load(Ordering::Relaxed), 1);
}

#[tokio::test]
async fn every_encoding_has_the_same_text_and_every_answer_its_own_nonce() {
    let router = Theatre::on_stage().router();
    let mut nonces = Vec::new();
    let mut texts = Vec::new();
    for encoding in ["identity", "gzip", "br", "identity", "gzip", "br"] {
        let answer = Ask::get("/").header("accept-encoding", encoding).of(&router).await;
        let text = text(&answer);
        let nonce = super::website::between(&text, "ngCspNonce=\"", "\"").to_owned();
        let policy = answer.header("content-security-policy");
        assert!(policy.contains(&format!("'nonce-{nonce}'")), "{policy}");
        texts.push(text.replace(&nonce, "nonce"));
        nonces.push(nonce);
    }
    texts.dedup();
    assert_eq!(texts.len(), 1);
    assert!(!texts[0].contains("placeholder"));
    nonces.sort();
    nonces.dedup();
    assert_eq!(nonces.len(), 6);
}

#[rstest]
#[tokio::test]
async fn a_known_answer_is_not_sent_again(#[values("/", "/api/v1/performances")] path: &str) {
    let router = Theatre::on_stage().router();
    let first = Ask::get(path).of(&router).await;
    let tag = first.header("etag").to_owned();
    for known in [tag.as_str(), "\"other\", *", &format!("\"other\", {tag}")] {
        let again = Ask::get(path).header("if-none-match", known).of(&router).await;
        assert_eq!((again.status.as_u16(), again.body.len()), (304, 0), "{known}");
        assert_eq!(again.header("etag"), tag);
        // A new policy would have another nonce than the page that the browser has.
        assert_eq!(again.header("content-security-policy"), "");
    }
    let other = Ask::get(path).header("if-none-match", "W/\"other\"").of(&router).await;
    assert_eq!(other.status, 200);
}

#[tokio::test]
async fn every_public_answer_is_stored() {
    let router = Theatre::on_stage().router();
    let performance = format!("/performances/{PERFORMANCE}");
    let of_performance = [
        performance.clone(),
        format!("/api/v1{performance}"),
        format!("/api/v1{performance}/other-dates"),
    ];
    for path in PAGES.into_iter().chain(LISTS).chain(of_performance.iter().map(String::as_str)) {
        let answer = Ask::get(path).of(&router).await;
        assert_eq!(answer.status, 200, "{path}");
        assert!(answer.header("etag").starts_with("W/"), "{path}");
        let head = Ask::new("HEAD", path).of(&router).await;
        assert_eq!((head.status.as_u16(), head.body.len()), (200, 0), "{path}");
        assert_eq!(head.header("content-length"), answer.body.len().to_string(), "{path}");
    }
}

#[tokio::test]
async fn an_answer_depends_on_the_language_the_theme_and_the_address() {
    let (router, reads) = counting();
    for ask in [
        Ask::get("/"),
        Ask::get("/").header("accept-language", "en"),
        Ask::get("/").header("cookie", "theme=dark"),
        Ask::get("/?a=b"),
        Ask::get("/shows"),
    ] {
        assert_eq!(ask.of(&router).await.status, 200);
    }
    assert_eq!(reads.load(Ordering::Relaxed), 5);
    let again = Ask::get("/").header("cookie", "theme=dark; other=1").of(&router).await;
    assert!(text(&again).contains("data-theme=\"dark\""));
    assert_eq!(reads.load(Ordering::Relaxed), 5);
}

#[tokio::test]
async fn an_answer_with_a_cookie_is_not_stored() {
    let (router, reads) = counting();
    for count in 1..=2 {
        let answer = Ask::get("/?lang=en").of(&router).await;
        assert_ne!(answer.header("set-cookie"), "");
        assert_eq!(answer.header("etag"), "");
        assert_eq!(reads.load(Ordering::Relaxed), count);
    }
}

#[tokio::test]
async fn an_edit_is_seen_at_once() {
    let (router, reads) = counting();
    for count in 1..=2 {
        assert_eq!(Ask::get("/").of(&router).await.status, 200);
        assert_eq!(Ask::get("/").of(&router).await.status, 200);
        assert_eq!(reads.load(Ordering::Relaxed), count);
        let delete = Ask::new("DELETE", "/api/v1/admin/pages/chi-siamo");
        let deleted = delete.staff().header("if-match", "\"v1\"").of(&router).await;
        assert_eq!(deleted.status, 204);
    }
}

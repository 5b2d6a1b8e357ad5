use super::{between, first_answers, pages};
use crate::support::{Ask, PERFORMANCE, Theatre, listing, season, site, venue};
use base64ct::{Base64, Encoding as _};
use insta::assert_snapshot;
use rstest::rstest;
use sha2::{Digest as _, Sha256};

#[tokio::test]
async fn the_content_security_policy_is_recorded() {
    let page = Theatre::on_stage().ask(Ask::get("/")).await;
    let policy = page.header("content-security-policy").replace("; ", ";\n");
    let nonce = between(&page.text(), "ngCspNonce=\"", "\"").to_owned();
    assert_snapshot!(policy.replace(&nonce, "<nonce>"));
}

#[tokio::test]
async fn the_policy_allows_the_inline_scripts() {
    let page = Theatre::on_stage().ask(Ask::get("/reservation")).await;
    let (text, policy) = (page.text(), page.header("content-security-policy").to_owned());
    let inline =
        text.split("<script data-").skip(1).map(|script| between(script, ">", "</script>"));
    let hashes = inline
        .map(|script| Base64::encode_string(&Sha256::digest(script)))
        .inspect(|hash| assert!(policy.contains(&format!("'sha256-{hash}'")), "{policy}"));
    assert_eq!(hashes.count(), 2, "one prefetches the reservation, one starts the app");
    assert_eq!(policy.matches("'sha256-").count(), 2);
}

#[tokio::test]
async fn only_the_holders_page_prefetches_with_the_secret() {
    let router = Theatre::on_stage().router();
    for path in pages() {
        let page = Ask::get(&path).of(&router).await.text();
        let asks = page.contains("data-reservation=\"/api/v1/reservation\"");
        assert_eq!(asks, path == "/reservation", "{path}");
    }
}

#[tokio::test]
async fn every_answer_has_a_unique_nonce() {
    let router = Theatre::on_stage().router();
    let mut nonces = Vec::new();
    for path in ["/", "/", "/nowhere"] {
        let page = Ask::get(path).of(&router).await;
        let (text, policy) = (page.text(), page.header("content-security-policy").to_owned());
        let nonce = between(&text, "ngCspNonce=\"", "\"").to_owned();
        assert!(nonce.len() >= 22, "128 bits in base64 at least: {nonce}");
        assert!(policy.contains(&format!("style-src 'self' 'nonce-{nonce}';")), "{policy}");
        assert!(text.contains(&format!("<style nonce=\"{nonce}\">")) && !text.contains("offline"));
        nonces.push(nonce);
    }
    nonces.dedup();
    assert_eq!(nonces.len(), 3);
}

#[rstest]
#[case("/", &[], "it")]
#[case("/", &[("accept-language", "en-GB,en;q=0.9")], "en")]
#[case("/", &[("accept-language", "de-AT,de;q=0.9")], "de")]
#[case("/", &[("accept-language", "la")], "it")]
#[case("/", &[("accept-language", "en"), ("cookie", "a=b; language=it")], "it")]
#[case("/", &[("accept-language", "it"), ("cookie", "a=b; language=en")], "en")]
#[case("/", &[("accept-language", "en"), ("cookie", "language=la")], "en")]
#[case("/?lang=en", &[("cookie", "language=it")], "en")]
#[case("/?a=b&lang=it", &[("accept-language", "en")], "it")]
#[case("/?lang=la", &[("cookie", "language=en")], "en")]
#[case("/?lang=%22%3E", &[], "it")]
#[tokio::test]
async fn the_query_wins_over_the_cookie_and_the_browsers_language(
    #[case] path: &str,
    #[case] headers: &[(&'static str, &str)],
    #[case] language: &str,
) {
    let ask = headers.iter().fold(Ask::get(path), |ask, (name, value)| ask.header(name, value));
    let page = Theatre::on_stage().ask(ask).await;
    assert!(page.text().contains(&format!("<html lang=\"{language}\">")), "{}", page.text());
    assert_eq!(page.header("content-language"), language);
}

#[rstest]
#[case(
    "https://teatro.example",
    "/shows?lang=en",
    "language=en; Path=/; Max-Age=31536000; SameSite=Lax; Secure"
)]
#[case(
    "http://localhost:8080",
    "/nowhere?lang=it",
    "language=it; Path=/; Max-Age=31536000; SameSite=Lax"
)]
#[case("https://teatro.example", "/?lang=la", "")]
#[case("https://teatro.example", "/", "")]
#[tokio::test]
async fn the_language_in_the_query_is_stored(
    #[case] base_url: &str,
    #[case] path: &str,
    #[case] cookie: &str,
) {
    let mut theatre = Theatre::on_stage();
    theatre.settings.base_url = azionelab_application::mail::BaseUrl::parse(base_url).unwrap();
    let host = base_url.split_once("://").unwrap().1;
    let answer = theatre.ask(Ask::get(path).header("host", host)).await;
    assert_eq!(answer.header("set-cookie"), cookie);
}

#[rstest]
#[case("theme=dark", "<html lang=\"it\" data-theme=\"dark\">")]
#[case("language=it; theme=light", "<html lang=\"it\" data-theme=\"light\">")]
#[case("theme=\"><script>", "<html lang=\"it\">")]
#[case("theme=device", "<html lang=\"it\">")]
#[case("", "<html lang=\"it\">")]
#[tokio::test]
async fn the_theme_in_the_cookie_is_applied(#[case] cookie: &str, #[case] html: &str) {
    let page = Theatre::on_stage().ask(Ask::get("/").header("cookie", cookie)).await;
    assert!(page.text().contains(html), "{}", page.text());
}

#[tokio::test]
async fn texts_of_the_company_cannot_break_out_of_a_page() {
    const EVIL: &str = "</script><script>alert(1)</script><!--\"'\u{2028}</title></app-root>";
    let mut theatre = Theatre::new();
    let evil_show = || {
        let mut season = season();
        season.entry.show.title = EVIL.into();
        season.entry.show.subtitle = EVIL.into();
        season.entry.show.summary = EVIL.into();
        season.entry.show.age_advice = EVIL.into();
        season.entry.poster.as_mut().unwrap().alternative_text = EVIL.into();
        season
    };
    let evil_venue = || {
        let mut venue = venue();
        (venue.name, venue.address, venue.city) = (EVIL.into(), EVIL.into(), EVIL.into());
        venue.access_notes = EVIL.into();
        venue
    };
    let evil_listing = move || {
        let mut listing = listing();
        (listing.entry, listing.venue) = (evil_show().entry, evil_venue());
        listing
    };
    theatre.programme.expect_site().returning(|| {
        let mut site = site();
        (site.name, site.tagline) = (EVIL.into(), EVIL.into());
        site.contact.email = EVIL.into();
        site.contact.phone = EVIL.into();
        site.contact.address = EVIL.into();
        site.pages[0].title = EVIL.into();
        Ok(site)
    });
    theatre.programme.expect_shows().returning(move |_| Ok(vec![evil_show()]));
    theatre.programme.expect_show().returning(move |_, _| Ok(Some(evil_show())));
    theatre.programme.expect_venues().returning(move || Ok(vec![evil_venue()]));
    theatre.programme.expect_venue().returning(move |_| Ok(Some(evil_venue())));
    theatre.programme.expect_performances().returning(move |_, _| Ok(vec![evil_listing()]));
    theatre.programme.expect_performance().returning(move |_, _| Ok(Some(evil_listing())));
    theatre.programme.expect_page().returning(|_| {
        Ok(Some(azionelab_application::programme::Page { title: EVIL.into(), body: EVIL.into() }))
    });
    let router = theatre.router();
    for path in pages() {
        let page = Ask::get(&path).of(&router).await;
        let text = page.text();
        assert_eq!(page.status, 200, "{path}");
        assert!(!text.contains("<script>") && !text.contains("alert(1)</"), "{path}: {text}");
        assert!(!text.contains("<!--"), "{path}: {text}");
        for script in text.split("<script ").skip(1) {
            assert!(!between(script, ">", "</script>").contains(['<', '\u{2028}']), "{path}");
        }
        assert_eq!(text.matches("</app-root>").count(), 1, "{path}");
        assert_eq!(text.matches("</title>").count(), 1, "{path}");
        assert_eq!(first_answers(&text)["/api/v1/site"]["name"], EVIL, "{path}");
    }
    let sitemap = Ask::get("/sitemap.xml").of(&router).await.text();
    assert!(!sitemap.contains("script"));
    assert!(text_of_performance(&router).await.contains("application/ld+json"));
}

async fn text_of_performance(router: &axum::Router) -> String {
    Ask::get(&format!("/performances/{PERFORMANCE}")).of(router).await.text()
}

#[tokio::test]
async fn large_answers_are_compressed() {
    let router = Theatre::on_stage().router();
    for path in ["/", "/api/v1/shows/la-locandiera"] {
        let whole = Ask::get(path).of(&router).await;
        assert_eq!(whole.header("content-encoding"), "", "{path}");
        for encoding in ["br", "gzip"] {
            let small = Ask::get(path).header("accept-encoding", encoding).of(&router).await;
            assert_eq!(small.header("content-encoding"), encoding, "{path}");
            assert!(small.body.len() * 3 < whole.body.len() * 2, "{path}");
            assert!(small.headers.get_all("vary").iter().any(|vary| {
                vary.to_str().unwrap().to_ascii_lowercase().contains("accept-encoding")
            }));
        }
    }
    for nothing in ["identity;q=0", "*;q=0"] {
        let whole = Ask::get("/").header("accept-encoding", nothing).of(&router).await;
        assert_eq!((whole.status.as_u16(), whole.header("content-encoding")), (200, ""));
    }
    let short = Ask::get("/api/v1/site").header("accept-encoding", "br").of(&router).await;
    assert_eq!(short.header("content-encoding"), "", "short answers are not compressed");
}

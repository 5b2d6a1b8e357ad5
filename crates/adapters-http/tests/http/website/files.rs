use rstest::rstest;

use crate::support::{Ask, NoFrontend, Theatre, website};

const SCRIPT: &str = "/main-5VZ3RWKO.js";

#[rstest]
#[case("gzip, deflate, br", "brotli", "br")]
#[case("gzip", "gzip", "gzip")]
#[case("br;q=0, gzip", "gzip", "gzip")]
#[case("identity", "plain", "")]
#[case("", "plain", "")]
#[case("identity;q=0", "plain", "")]
#[case("*;q=0", "plain", "")]
#[case("identity;q=0, gzip", "gzip", "gzip")]
#[case("br ; q = 0, gzip;Q=1", "gzip", "gzip")]
#[tokio::test]
async fn a_file_is_sent_with_its_build_time_compression(
    #[case] accepted: &str,
    #[case] body: &str,
    #[case] encoding: &str,
) {
    let ask = Ask::get(SCRIPT).header("accept-encoding", accepted);
    let answer = Theatre::new().ask(ask).await;
    assert_eq!((answer.status.as_u16(), answer.text().as_str()), (200, body));
    assert_eq!(answer.header("content-encoding"), encoding);
    assert_eq!(answer.header("vary"), "Accept-Encoding");
    assert_eq!(answer.header("content-type"), "text/javascript; charset=utf-8");
    assert_eq!(answer.header("cache-control"), "public, max-age=31536000, immutable");
}

#[tokio::test]
async fn a_cached_file_is_not_modified() {
    let router = Theatre::new().router();
    let script = || Ask::get(SCRIPT).header("accept-encoding", "br");
    let tag = script().of(&router).await.header("etag").to_owned();
    let plain = Ask::get(SCRIPT).of(&router).await.header("etag").to_owned();
    assert!(tag.starts_with('"') && tag != plain, "{tag} {plain}");
    for known in [tag.clone(), format!("\"x\", W/{tag}"), "*".to_owned()] {
        let answer = script().header("if-none-match", &known).of(&router).await;
        assert_eq!((answer.status.as_u16(), answer.body.len()), (304, 0), "{known}");
        assert_eq!(answer.header("etag"), tag);
        assert!(answer.header("cache-control").contains("immutable"));
    }
    let stale = script().header("if-none-match", &plain).of(&router).await;
    assert_eq!(stale.status, 200, "each encoding is a file of its own");
}

#[rstest]
#[case("/ngsw.json", "application/json", "same-origin")]
#[case("/ngsw-worker.js", "text/javascript; charset=utf-8", "same-origin")]
#[case("/og.png", "image/png", "cross-origin")]
#[case("/icons/icon-192.png", "image/png", "cross-origin")]
#[tokio::test]
async fn files_without_a_hash_are_revalidated(
    #[case] path: &str,
    #[case] kind: &str,
    #[case] embeddable: &str,
) {
    let answer = Theatre::new().ask(Ask::get(path)).await;
    assert_eq!((answer.header("content-type"), answer.header("cache-control")), (kind, "no-cache"));
    assert_eq!(answer.header("cross-origin-resource-policy"), embeddable);
    assert!(!answer.header("etag").is_empty());
}

#[rstest]
#[case("/ngsw-worker.js")]
#[case("/safety-worker.js")]
#[case("/worker-basic.min.js")]
#[tokio::test]
async fn a_worker_may_fetch_from_this_site(#[case] path: &str) {
    let answer = Theatre::new().ask(Ask::get(path)).await;
    let policy = "default-src 'none'; script-src 'self'; connect-src 'self'";
    assert_eq!(answer.header("content-security-policy"), policy);
}

#[tokio::test]
async fn the_offline_shell_is_served_as_built() {
    let router = Theatre::new().router();
    let shell = Ask::get("/index.html").of(&router).await;
    assert!(
        shell.text().contains("ngCspNonce=\"offline\"") && shell.text().contains("<!--head-->")
    );
    assert!(shell.header("content-security-policy").contains("style-src 'self' 'nonce-offline';"));
    assert_eq!(shell.header("x-robots-tag"), "noindex");
}

#[tokio::test]
async fn files_answer_head_requests() {
    let router = Theatre::new().router();
    let head = Ask::new("HEAD", SCRIPT).of(&router).await;
    assert_eq!((head.status.as_u16(), head.body.len()), (200, 0));
    assert_eq!(head.header("content-length"), "plain".len().to_string());
}

#[rstest]
#[case("/main-5VZ3RWKO.js.br")]
#[case("/routes.json")]
#[case("/../routes.json")]
#[case("/%2e%2e/routes.json")]
#[case("/browser/og.png")]
#[case("/icons/")]
#[case("/icons")]
#[case("//og.png/")]
#[tokio::test]
async fn anything_but_a_public_file_is_not_found(#[case] path: &str) {
    let answer = Theatre::on_stage().ask(Ask::get(path)).await;
    assert!(matches!(answer.status.as_u16(), 404 | 308), "{path}: {}", answer.status);
    assert!(answer.header("location").is_empty() || path == "/icons/");
}

#[tokio::test]
async fn a_program_without_the_website_says_so() {
    let theatre = || Theatre { website: website(NoFrontend), ..Theatre::on_stage() };
    for (path, status) in [("/", 503), ("/shows/la-locandiera", 503), ("/nowhere", 404)] {
        let page = theatre().ask(Ask::get(path)).await;
        assert_eq!(page.status, status, "{path}");
        assert!(page.text().contains("make run"));
    }
}

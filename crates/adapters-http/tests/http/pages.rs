use crate::support::{Ask, Theatre};

#[tokio::test]
async fn the_pages_hold_no_script_of_their_own() {
    let router = Theatre::new().router();
    for path in ["/", "/reservation", "/t"] {
        let page = Ask::get(path).of(&router).await;
        assert_eq!(page.status, 200);
        assert_eq!(page.header("content-type"), "text/html; charset=utf-8");
        assert!(page.header("content-security-policy").contains("script-src 'self';"));
        for inline in ["<script>", "<style", " style=", " onclick="] {
            assert!(!page.text().contains(inline), "{path}: {inline}");
        }
    }
}

#[tokio::test]
async fn what_a_page_needs_is_there() {
    let router = Theatre::new().router();
    for path in ["/", "/reservation", "/t"] {
        let page = Ask::get(path).of(&router).await.text();
        let assets = page.split('"').filter(|part| part.starts_with("/assets/"));
        for asset in assets {
            assert_eq!(Ask::get(asset).of(&router).await.status, 200, "{asset}");
        }
    }
}

#[tokio::test]
async fn what_is_not_there_has_a_page_of_its_own() {
    for path in ["/nowhere", "/apis", "/reservation/x", "/mailbox"] {
        let page = Theatre::new().ask(Ask::get(path)).await;
        assert_eq!(page.status, 404);
        assert_eq!(page.header("content-type"), "text/html; charset=utf-8");
    }
}

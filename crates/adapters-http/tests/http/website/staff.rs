//! The pages for staff, an application of their own.

use crate::support::{Ask, SmallFrontend, Theatre, website};

#[tokio::test]
async fn every_page_for_staff_loads_their_application() {
    let router = Theatre::on_stage().router();
    for path in ["/sign-in", "/door", "/door/x", "/office", "/office/shows/new", "/account"] {
        let page = Ask::get(path).of(&router).await;
        assert_eq!(page.status, 200, "{path}");
        let text = page.text();
        assert!(text.contains("main-STAFFAPP.js") && !text.contains("main-5VZ3RWKO.js"), "{path}");
        assert!(text.contains("<meta name=\"robots\" content=\"noindex\">"), "{path}");
    }
}

#[tokio::test]
async fn pages_for_visitors_load_no_script_for_staff() {
    let router = Theatre::on_stage().router();
    for path in super::pages() {
        let page = Ask::get(&path).of(&router).await;
        assert!(!page.text().contains("STAFFAPP"), "{path}");
    }
}

#[tokio::test]
async fn only_pages_for_staff_may_run_web_assembly() {
    let router = Theatre::on_stage().router();
    let may = |page: &crate::support::Answer| {
        page.header("content-security-policy").contains("'wasm-unsafe-eval'")
    };
    assert!(may(&Ask::get("/door").of(&router).await));
    assert!(!may(&Ask::get("/").of(&router).await));
    assert!(!may(&Ask::get("/reservation").of(&router).await));
}

#[tokio::test]
async fn staff_see_when_the_database_is_unavailable() {
    let mut theatre = Theatre::new();
    theatre.programme.expect_site().returning(|| {
        Err(azionelab_application::ports::StoreError::Unavailable("the database is down".into()))
    });
    theatre.website = website(SmallFrontend);
    let page = theatre.ask(Ask::get("/office?to=x")).await;
    assert_eq!(page.status, 503);
    assert!(page.text().contains("main-STAFFAPP.js"));
}

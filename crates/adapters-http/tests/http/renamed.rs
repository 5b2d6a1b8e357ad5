use crate::support::{Ask, Theatre, slug};
use azionelab_application::programme::Named;

/// Nothing has a public slug, and `prima` was renamed to `adesso`.
fn theatre() -> Theatre {
    let mut theatre = Theatre::on_stage();
    theatre.programme.expect_renamed().returning(|what, old| {
        let is_known = matches!(what, Named::Show | Named::Venue | Named::Page);
        Ok((is_known && *old == slug("prima")).then(|| slug("adesso")))
    });
    theatre
}

#[tokio::test]
async fn an_earlier_slug_redirects_to_the_present_one() {
    let router = theatre().router();
    for (old_path, place) in [
        ("/shows/prima", "/shows/adesso"),
        ("/shows/prima?lang=en", "/shows/adesso?lang=en"),
        ("/shows/prima/calendar.ics", "/shows/adesso/calendar.ics"),
        ("/venues/prima", "/venues/adesso"),
        ("/pages/prima", "/pages/adesso"),
        ("/api/v1/shows/prima", "/api/v1/shows/adesso"),
        ("/api/v1/venues/prima", "/api/v1/venues/adesso"),
        ("/api/v1/pages/prima", "/api/v1/pages/adesso"),
    ] {
        let answer = Ask::get(old_path).of(&router).await;
        assert_eq!(answer.status, 308, "{old_path}");
        assert_eq!(answer.header("location"), place);
        let cached = answer.header("cache-control");
        assert!(["no-cache", "no-store"].contains(&cached), "{old_path}: {cached}");
    }
    Ask::get("/api/v1/shows/mai").of(&router).await.problem(404, "not-found");
    assert_eq!(Ask::get("/shows/mai").of(&router).await.status, 404);
}

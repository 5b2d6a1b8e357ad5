use super::between;
use crate::support::{Ask, PERFORMANCE, Theatre, house, listing, now, site, time};
use azionelab_application::programme::Listing;
use azionelab_domain::{House, Policy, Seating};
use insta::assert_snapshot;
use rstest::rstest;

/// The main part of a page as the server renders it.
async fn seen(theatre: Theatre, path: &str) -> String {
    let page = theatre.ask(Ask::get(path)).await.text();
    between(&page, "<main id=\"main\" tabindex=\"-1\">", "</main>").to_owned()
}

#[tokio::test]
async fn every_page_has_the_companys_layout() {
    let page = Theatre::on_stage().ask(Ask::get("/shows?lang=en")).await.text();
    let html = between(&page, "<div class=\"server-page\">", "</div><app-root");
    let (before, _) = html.split_once("<main").unwrap();
    let (_, after) = html.split_once("</main>").unwrap();
    let before = before.replace(" viewBox", "\n viewBox");
    assert_snapshot!(format!("{before}\n…\n{after}"));
}

#[tokio::test]
async fn the_home_page_shows_the_next_performance() {
    assert_snapshot!(seen(Theatre::on_stage(), "/").await);
}

#[tokio::test]
async fn a_show_is_rendered() {
    assert_snapshot!(seen(Theatre::on_stage(), "/shows/la-locandiera").await);
}

#[tokio::test]
async fn the_list_of_shows_is_rendered() {
    assert_snapshot!(seen(Theatre::on_stage(), "/shows").await);
}

#[tokio::test]
async fn the_calendar_is_rendered() {
    assert_snapshot!(seen(Theatre::on_stage(), "/calendar?lang=en").await);
}

#[tokio::test]
async fn the_list_of_venues_is_rendered() {
    assert_snapshot!(seen(Theatre::on_stage(), "/venues").await);
}

#[tokio::test]
async fn a_venue_is_rendered_with_its_performances() {
    assert_snapshot!(seen(Theatre::on_stage(), "/venues/teatro-piccolo").await);
}

#[tokio::test]
async fn a_page_of_the_company_is_rendered() {
    assert_snapshot!(seen(Theatre::on_stage(), "/pages/chi-siamo").await);
}

/// The shows page of a theatre with a current and a past show.
async fn shows_page(query: &str) -> String {
    let mut theatre = Theatre::new();
    theatre.programme.expect_site().returning(|| Ok(site()));
    theatre.programme.expect_shows().returning(|_| {
        let mut past = crate::support::season();
        "Amleto".clone_into(&mut past.entry.show.title);
        (past.next_at, past.last_at) = (None, Some(time("2026-03-01T20:00:00Z")));
        Ok(vec![crate::support::season(), past])
    });
    seen(theatre, &format!("/shows{query}")).await
}

#[rstest]
#[case::all("", true, true)]
#[case::current_ones("?only=playing", true, false)]
#[case::past_ones("?lang=en&only=past", false, true)]
#[case::an_unknown_filter("?only=x", true, true)]
#[tokio::test]
async fn shows_can_be_filtered_without_scripts(
    #[case] query: &str,
    #[case] has_current: bool,
    #[case] has_past: bool,
) {
    let page = shows_page(query).await;
    assert_eq!(page.contains("<h3>La locandiera</h3>"), has_current, "{page}");
    assert_eq!(page.contains("<h3>Amleto</h3>"), has_past, "{page}");
}

#[rstest]
#[case::all("", 2)]
#[case::one_show("?show=amleto", 1)]
#[case::an_unknown_show("?show=x", 2)]
#[tokio::test]
async fn the_calendar_can_be_filtered_by_show(#[case] query: &str, #[case] nights: usize) {
    let mut theatre = Theatre::new();
    theatre.programme.expect_site().returning(|| Ok(site()));
    theatre.programme.expect_performances().returning(|_, _| {
        let mut other = listing();
        other.entry.show.slug = azionelab_domain::Slug::parse("amleto").unwrap();
        Ok(vec![listing(), other])
    });
    let page = seen(theatre, &format!("/calendar{query}")).await;
    assert_eq!(page.matches("<li class=\"night\">").count(), nights, "{page}");
    assert!(page.contains("<a href=\"/calendar?show=amleto\""), "{page}");
}

#[tokio::test]
async fn a_statement_replaces_a_missing_page() {
    let privacy = seen(Theatre::on_stage(), "/privacy?lang=en").await;
    assert!(privacy.contains("<h1 class=\"page-title\">Privacy</h1>"), "{privacy}");
    assert!(privacy.contains("AzioneLab<br><a href=\"mailto:ciao@example.org\">"), "{privacy}");
}

#[tokio::test]
async fn a_booking_page_is_rendered() {
    assert_snapshot!(seen(Theatre::on_stage(), &format!("/performances/{PERFORMANCE}")).await);
}

/// The booking page of a house.
async fn booking_page(house: House) -> String {
    let mut one = listing();
    one.house = house;
    let mut theatre = Theatre::new();
    theatre.programme.expect_site().returning(|| Ok(site()));
    theatre.programme.expect_performances().returning(|_, _| Ok(Vec::new()));
    theatre.programme.expect_performance().returning(move |_, _| Ok(Some(one.clone())));
    seen(theatre, &format!("/performances/{PERFORMANCE}")).await
}

#[rstest]
#[case::two(house_of(50, |_| ()), "<span class=\"number\">2</span><span class=\"unit\">posti</span>")]
#[case::the_last(
    house_of(9, |_| ()),
    "<span class=\"number\">1</span><span class=\"unit\">posto</span>"
)]
#[case::the_last_says_so(house_of(9, |_| ()), "<p class=\"note\">È l’ultimo posto.</p>")]
#[case::the_largest_party(
    house_where(|policy| policy.max_seats_per_reservation = 2),
    "<p class=\"note\">Al massimo 2 per prenotazione. Per gruppi più numerosi scrivi a <a href=\"mailto:ciao@example.org\">ciao@example.org</a>.</p>"
)]
#[case::rescheduled(
    house_of(50, |one| one.previous_start = Some(time("2026-10-23T19:00:00Z"))),
    "<p class=\"rescheduled\">Spostata: era venerdì 23 ottobre alle ore 21:00</p>"
)]
#[case::none(house_of(8, |_| ()), "<h1>Tutto esaurito</h1>")]
#[case::cancelled(
    house_of(50, |one| one.cancelled_at = Some(now())),
    "<p class=\"stamp\" data-status=\"cancelled\">Annullata</p>"
)]
#[case::soon(
    house_of(50, |one| one.opens_at = time("2026-10-24T18:30:00Z")),
    "<p class=\"lead\">Le prenotazioni aprono sabato 24 ottobre alle ore 20:30.</p>"
)]
#[case::closed(house_of(8, |one| one.closes_at = now()), "<h1>Prenotazioni chiuse</h1>")]
#[case::closed_with_seats(
    house_of(50, |one| one.closes_at = now()),
    "<p>Ci sono ancora 42 posti: vieni direttamente all’ingresso.</p>"
)]
#[tokio::test]
async fn the_booking_page_shows_the_state_of_the_performance(
    #[case] house: House,
    #[case] expected: &str,
) {
    let page = booking_page(house).await;
    assert!(page.contains(expected), "{page}");
}

#[tokio::test]
async fn a_performance_that_cannot_be_booked_has_no_form() {
    let page = booking_page(house_of(8, |_| ())).await;
    assert!(!page.contains("class=\"box") && !page.contains("class=\"tear\""), "{page}");
}

#[tokio::test]
async fn a_page_without_a_form_says_when_else_the_show_is_on() {
    let page = booking_page(house_of(8, |_| ())).await;
    assert!(
        page.contains("<h2 id=\"other-dates\" class=\"section-head\">Altre date</h2>"),
        "{page}"
    );
    assert!(page.contains("Al momento non ci sono altre date prenotabili."), "{page}");
    assert!(!booking_page(house_of(50, |_| ())).await.contains("other-dates"));
}

#[tokio::test]
async fn a_venue_without_a_street_is_in_its_town() {
    let mut theatre = Theatre::new();
    theatre.programme.expect_site().returning(|| Ok(site()));
    theatre.programme.expect_venues().returning(|| {
        let mut venue = crate::support::venue();
        venue.address.clear();
        Ok(vec![venue])
    });
    let venues = seen(theatre, "/venues").await;
    assert!(venues.contains("<p class=\"soft\">Torino</p>"), "{venues}");
}

#[tokio::test]
async fn a_page_that_needs_the_app_says_so() {
    assert_snapshot!(seen(Theatre::on_stage(), "/reservation?lang=en").await);
    let ticket = seen(Theatre::on_stage(), "/t").await;
    assert!(ticket.contains("<noscript>") && ticket.contains("codice QR"), "{ticket}");
}

#[tokio::test]
async fn the_404_page_links_to_other_pages() {
    assert_snapshot!(seen(Theatre::on_stage(), "/nowhere").await);
}

/// The only performance is changed like this.
fn with(change: impl FnOnce(&mut Listing)) -> Theatre {
    let mut one = listing();
    change(&mut one);
    let mut theatre = Theatre::new();
    theatre.programme.expect_site().returning(|| Ok(site()));
    theatre.programme.expect_performances().returning(move |_, _| Ok(vec![one.clone()]));
    theatre
}

fn house_of(capacity: u32, change: impl FnOnce(&mut azionelab_domain::Performance)) -> House {
    let seating = Seating { capacity, occupied: 0, extra: 0 };
    let mut performance = azionelab_domain::Performance { seating, ..*house().performance() };
    change(&mut performance);
    House::new(performance, Policy::default()).with_seats_held_elsewhere(8)
}

/// Booking is open for another day.
fn tomorrow(one: &mut azionelab_domain::Performance) {
    (one.starts_at, one.closes_at) = (time("2026-10-25T19:00:00Z"), time("2026-10-25T19:00:00Z"));
}

/// A house of 50 seats with another policy.
fn house_where(change: impl FnOnce(&mut Policy)) -> House {
    let mut policy = Policy::default();
    change(&mut policy);
    House::new(*house().performance(), policy)
}

#[rstest]
#[case::many(house_of(50, tomorrow), "<span class=\"seats\">42 posti liberi</span>")]
#[case::few(house_of(12, tomorrow), "<span class=\"seats few\">Ultimi 4 posti</span>")]
#[case::one(house_of(9, tomorrow), "<span class=\"seats few\">Ultimo posto</span>")]
#[case::closing(
    house_of(12, |_| ()),
    "<span class=\"seats few\">Ultimi 4 posti · prenota entro le 21:00</span>"
)]
#[case::none(house_of(8, |_| ()), "<span class=\"seats none\">Esaurito</span>")]
#[case::cancelled(
    house_of(50, |one| one.cancelled_at = Some(now())),
    "<span class=\"seats none\">Annullata</span>"
)]
#[case::soon(
    house_of(50, |one| one.opens_at = time("2026-10-24T18:30:00Z")),
    "<span class=\"seats\">Prenotazioni dal sab 24 ott, 20:30</span>"
)]
#[case::closed(
    house_of(8, |one| one.closes_at = now()),
    "<span class=\"seats\">Prenotazioni chiuse</span>"
)]
#[case::closed_with_seats(
    house_of(9, |one| one.closes_at = now()),
    "<span class=\"seats\">Prenotazioni chiuse: ancora 1 posto all’ingresso</span>"
)]
#[case::begun(
    house_of(50, |one| (one.starts_at, one.closes_at) = (now(), now())),
    "<span class=\"seats\">Già andata in scena</span>"
)]
#[case::rescheduled(
    house_of(50, |one| one.previous_start = Some(time("2026-10-23T19:00:00Z"))),
    "<p class=\"seats few\">Spostata: era venerdì 23 ottobre alle ore 21:00</p>"
)]
#[tokio::test]
async fn a_row_shows_the_state_of_the_performance(#[case] house: House, #[case] expected: &str) {
    let calendar = seen(with(|one| one.house = house), "/calendar").await;
    assert!(calendar.contains(expected), "{calendar}");
}

#[tokio::test]
async fn a_cancelled_performance_has_no_booking_link() {
    let house = house_of(50, |one| one.cancelled_at = Some(now()));
    let calendar = seen(with(|one| one.house = house), "/calendar").await;
    assert!(calendar.contains("<li class=\"night off\">"), "{calendar}");
    assert!(!calendar.contains("/performances/"), "{calendar}");
}

#[tokio::test]
async fn an_empty_programme_has_its_own_text() {
    let mut theatre = Theatre::new();
    theatre.programme.expect_site().returning(|| Ok(site()));
    theatre.programme.expect_performances().returning(|_, _| Ok(Vec::new()));
    theatre.programme.expect_shows().returning(|_| Ok(Vec::new()));
    let home = seen(theatre, "/").await;
    assert!(home.contains("<h1>Nessuno spettacolo in programma</h1>"), "{home}");
    assert!(!home.contains("playbill") && !home.contains("posters"), "{home}");
}

#[tokio::test]
async fn a_show_without_a_poster_shows_its_title() {
    let mut theatre = Theatre::new();
    theatre.programme.expect_site().returning(|| Ok(site()));
    theatre.programme.expect_shows().returning(|_| {
        let mut season = crate::support::season();
        season.entry.poster = None;
        (season.next_at, season.last_at) = (None, Some(time("2026-03-01T20:00:00Z")));
        Ok(vec![season])
    });
    let shows = seen(theatre, "/shows").await;
    assert!(shows.contains("<div class=\"poster blank\" aria-hidden=\"true\">La locandiera</div>"));
    assert!(shows.contains("<ul class=\"posters past\">"), "{shows}");
    assert!(shows.contains("<p class=\"date\">Ultima replica: marzo 2026</p>"), "{shows}");
}

//! The programme as visitors see it.

use crate::world::{World, no_company, now, performance_in, show, venue};
use azionelab_adapters_postgres::{Company, NewPage};
use azionelab_application::programme::{
    Contact, ImageHash, PageLink, Poster, PosterImage, Programme, ShowSeason,
};
use azionelab_domain::{MapPosition, Performance, Policy, Publication, Show, Slug, Venue};
use jiff::{SignedDuration, Timestamp, tz::TimeZone};

fn slug(text: &str) -> Slug {
    Slug::parse(text).unwrap()
}

fn hours(hours: i64) -> SignedDuration {
    SignedDuration::from_hours(hours)
}

/// A company with these shows, each with performances in these hours from now.
fn giving(shows: &[(&str, &[i64])]) -> Company {
    let venue = venue("sala");
    let shows: Vec<_> = shows.iter().map(|(slug, times)| (show(slug), *times)).collect();
    let performances = |(show, times): &(Show, &[i64])| -> Vec<Performance> {
        times.iter().map(|time| performance_in(show, &venue, hours(*time))).collect()
    };
    Company {
        performances: shows.iter().flat_map(performances).collect(),
        shows: shows.into_iter().map(|(show, _)| show).collect(),
        venues: vec![venue.clone()],
        ..no_company()
    }
}

impl World {
    async fn season(&self, show: &str) -> Option<ShowSeason> {
        self.store.show(&slug(show), now()).await.unwrap()
    }

    async fn slugs(&self, at: Timestamp) -> Vec<String> {
        let seasons = self.store.shows(at).await.unwrap();
        seasons.iter().map(|season| season.entry.show.slug.to_string()).collect()
    }

    /// Stores a poster of these widths, twice as high, for the only show.
    async fn poster(&self, widths: &[u32]) {
        for width in widths {
            let (bytes, height) = (format!("sha256('{width}'::bytea)"), width * 2);
            self.execute(&format!(
                "INSERT INTO images VALUES ({bytes}, {width}, {height}, '{width}'::bytea); \
                 INSERT INTO posters SELECT id, {bytes} FROM shows; \
                 UPDATE shows SET poster_alternative_text = 'Una locanda'"
            ))
            .await;
        }
    }
}

#[tokio::test]
async fn a_show_is_read_as_it_was_stored() {
    let company = giving(&[("locandiera", &[-48, 24, 48])]);
    let wanted = company.shows[0].clone();
    let world = World::of(company).await;
    let season = world.season("locandiera").await.unwrap();
    assert_eq!(season.entry.show, wanted);
    assert_eq!(season.entry.poster, None);
    assert_eq!(season.next_at, Some(now() + hours(24)));
    assert_eq!(season.last_at, Some(now() + hours(48)));
    assert_eq!(world.store.shows(now()).await.unwrap(), [season]);
}

#[tokio::test]
async fn future_shows_come_first_by_start_then_past_shows_latest_first() {
    let world = World::of(giving(&[
        ("long-ago", &[-900, -800]),
        ("later", &[30]),
        ("never", &[]),
        ("just-over", &[-2]),
        ("both", &[-1_000, 20]),
        ("soon", &[1, 500]),
        ("a-week-ago", &[-170]),
    ]))
    .await;
    let past = ["just-over", "a-week-ago", "long-ago", "never"];
    let order = |first: [&'static str; 3]| [&first[..], &past[..]].concat();
    assert_eq!(world.slugs(now()).await, order(["soon", "both", "later"]));
    assert_eq!(world.slugs(now() + hours(1)).await, order(["soon", "both", "later"]));
    assert_eq!(world.slugs(now() + hours(25)).await, order(["later", "soon", "both"]));
}

#[tokio::test]
async fn a_cancelled_performance_is_not_the_next_one() {
    let world = World::of(giving(&[("locandiera", &[24, 48])])).await;
    world
        .execute(&format!(
            "UPDATE performances SET cancelled_at = now() WHERE id = '{}'",
            world.performance()
        ))
        .await;
    let season = world.season("locandiera").await.unwrap();
    assert_eq!(season.next_at, Some(now() + hours(48)));
    world.execute("UPDATE performances SET cancelled_at = now()").await;
    let season = world.season("locandiera").await.unwrap();
    assert_eq!((season.next_at, season.last_at), (None, Some(now() + hours(48))));
}

#[tokio::test]
async fn only_published_shows_are_visible() {
    let mut company = giving(&[("draft", &[24]), ("archived", &[24]), ("published", &[24])]);
    company.shows[0].publication = Publication::Draft;
    company.shows[1].publication = Publication::Archived;
    let world = World::of(company).await;
    assert_eq!(world.slugs(now()).await, ["published"]);
    for (show, performance) in ["draft", "archived"].into_iter().zip(&world.performances) {
        assert_eq!(world.season(show).await, None);
        assert_eq!(world.store.performance(*performance, now()).await.unwrap(), None);
    }
    assert_eq!(world.season("unknown").await, None);
}

#[tokio::test]
async fn a_poster_comes_in_several_widths_the_narrowest_first() {
    let world = World::of(giving(&[("locandiera", &[24])])).await;
    world.poster(&[800, 400, 1_600]).await;
    let poster = world.season("locandiera").await.unwrap().entry.poster.unwrap();
    let sizes: Vec<_> = poster.images.iter().map(|image| (image.width, image.height)).collect();
    assert_eq!(poster.alternative_text, "Una locanda");
    assert_eq!(sizes, [(400, 800), (800, 1_600), (1_600, 3_200)]);

    let listing = world.store.performance(world.performance(), now()).await.unwrap().unwrap();
    assert_eq!(listing.entry.poster.as_ref(), Some(&poster));
    let Poster { images, .. } = poster;
    let PosterImage { hash, .. } = images[1];
    assert_eq!(world.store.image(hash).await.unwrap().unwrap().0, b"800");
}

#[tokio::test]
async fn an_unknown_image_is_not_found() {
    let world = World::of(no_company()).await;
    assert_eq!(world.store.image(ImageHash([7; 32])).await.unwrap(), None);
}

#[tokio::test]
async fn pages_are_linked_in_their_order_and_read_by_their_address() {
    let page = |slug: &str, title: &str| NewPage {
        slug: Slug::parse(slug).unwrap(),
        title: title.into(),
        body: format!("# {title}"),
    };
    let pages = vec![page("zona", "Dove siamo"), page("chi-siamo", "Chi siamo")];
    let world = World::of(Company { pages, ..no_company() }).await;
    let links = world.store.site().await.unwrap().pages;
    let link = |slug: &str, title: &str| PageLink {
        slug: Slug::parse(slug).unwrap(),
        title: title.into(),
    };
    assert_eq!(links, [link("zona", "Dove siamo"), link("chi-siamo", "Chi siamo")]);
    let page = world.store.page(&slug("chi-siamo")).await.unwrap().unwrap();
    assert_eq!((page.title.as_str(), page.body.as_str()), ("Chi siamo", "# Chi siamo"));
    assert_eq!(world.store.page(&slug("nessuno")).await.unwrap(), None);
}

#[tokio::test]
async fn venues_are_listed_by_name() {
    let position = Some(MapPosition { latitude: 45.07, longitude: -7.69 });
    let time_zone = TimeZone::get("Europe/Lisbon").unwrap();
    let mut venues = vec![venue("b"), Venue { position, time_zone, ..venue("a") }, venue("c")];
    venues[2].name = "Aula".into();
    let world = World::of(Company { venues: venues.clone(), ..no_company() }).await;
    let listed = world.store.venues().await.unwrap();
    assert_eq!(listed, [venues[2].clone(), venues[1].clone(), venues[0].clone()]);
    assert_eq!(world.store.venue(&slug("a")).await.unwrap().as_ref(), Some(&venues[1]));
    assert_eq!(world.store.venue(&slug("d")).await.unwrap(), None);
}

#[tokio::test]
async fn the_site_has_its_contact_and_booking_rules() {
    let contact = Contact {
        email: "info@example.org".into(),
        phone: "+39 011 1234567".into(),
        address: "Via Po 1, Torino".into(),
    };
    let company = Company { tagline: "Teatro".into(), contact: contact.clone(), ..no_company() };
    let world = World::of(company).await;
    let site = world.store.site().await.unwrap();
    assert_eq!((site.name.as_str(), site.tagline.as_str()), ("Compagnia di prova", "Teatro"));
    assert_eq!(site.time_zone.iana_name(), Some("Europe/Rome"));
    assert_eq!(site.contact, contact);
    assert_eq!(site.policy, Policy::default(), "the schema's defaults are the domain's");

    world
        .execute(
            "UPDATE site SET hold_seconds = 600, max_seats_per_reservation = 4, \
             max_live_reservations_per_address = 1, door_opens_before_seconds = 3600, \
             door_closes_after_seconds = 7200, retention_days = 7",
        )
        .await;
    let policy = Policy {
        hold: SignedDuration::from_mins(10),
        max_seats_per_reservation: 4,
        max_live_reservations_per_address: 1,
        door_opens_before: hours(1),
        door_closes_after: hours(2),
        retention: hours(7 * 24),
    };
    assert_eq!(world.store.site().await.unwrap().policy, policy);
}

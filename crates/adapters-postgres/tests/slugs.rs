//! Earlier slugs lead to the current ones, and calendars see changes.

use crate::world::{
    Booking, World, cancel, cancel_performance, change_seats, confirm, edited, id, minutes, noted,
    now, reschedule, show,
};
use azionelab_application::{
    audit::Subject,
    booking::Reservations,
    ports::Version,
    programme::{Named, Programme, Shows},
    site::{CompanyPage, Editorial},
};
use azionelab_domain::{Line, Markdown, Publication, Show, Slug, StaffId};
use jiff::Timestamp;

fn slug(text: &str) -> Slug {
    Slug::parse(text).unwrap()
}

struct Stage {
    world: World,
}

impl Stage {
    async fn empty() -> Self {
        Self { world: World::with_seats(10).await }
    }

    async fn add(&self, show: &Show) {
        Shows::add(&self.world.store, show, &edited(Subject::Show(show.id))).await.unwrap();
    }

    /// Saves over the latest version.
    async fn save(&self, show: &Show) {
        let version = Shows::find(&self.world.store, show.id).await.unwrap().unwrap().version;
        let entry = edited(Subject::Show(show.id));
        Shows::save(&self.world.store, show, version, &entry).await.unwrap();
    }

    async fn leads_to(&self, old: &str) -> Option<String> {
        let today = self.world.store.renamed(Named::Show, &slug(old)).await.unwrap();
        today.map(|today| today.to_string())
    }
}

fn public(slug: &str) -> Show {
    Show { publication: Publication::Published, ..show(slug) }
}

fn called(show: &Show, name: &str) -> Show {
    Show { slug: slug(name), ..show.clone() }
}

#[tokio::test]
async fn every_earlier_slug_of_a_show_leads_to_the_current_one() {
    let stage = Stage::empty().await;
    let show = public("uno");
    stage.add(&show).await;
    assert_eq!(stage.leads_to("uno").await, None, "it has this one");
    stage.save(&called(&show, "due")).await;
    stage.save(&called(&show, "tre")).await;
    for old in ["uno", "due"] {
        assert_eq!(stage.leads_to(old).await.as_deref(), Some("tre"), "{old}");
    }
    stage.save(&called(&show, "uno")).await;
    assert_eq!(stage.leads_to("uno").await, None, "there is no cycle");
    for old in ["due", "tre"] {
        assert_eq!(stage.leads_to(old).await.as_deref(), Some("uno"), "{old}");
    }
}

#[tokio::test]
async fn a_slug_belongs_to_the_last_show_published_under_it() {
    let stage = Stage::empty().await;
    let (older, newer) = (public("faust"), public("nuovo"));
    stage.add(&older).await;
    stage.save(&called(&older, "faust-1999")).await;
    stage.add(&newer).await;
    let draft = Show { publication: Publication::Draft, ..called(&newer, "faust") };
    stage.save(&draft).await;
    assert_eq!(
        stage.leads_to("faust").await.as_deref(),
        Some("faust-1999"),
        "the newer one was never published under it"
    );
    stage.save(&called(&newer, "faust")).await;
    assert_eq!(stage.leads_to("faust").await, None, "the newer one has it");
    stage.save(&called(&newer, "faust-2026")).await;
    assert_eq!(stage.leads_to("faust").await.as_deref(), Some("faust-2026"));
}

#[tokio::test]
async fn earlier_slugs_of_deleted_or_unpublished_shows_lead_nowhere() {
    let stage = Stage::empty().await;
    let show = public("uno");
    stage.add(&show).await;
    stage.save(&called(&show, "due")).await;
    let hidden = Show { publication: Publication::Draft, ..called(&show, "due") };
    stage.save(&hidden).await;
    assert_eq!(stage.leads_to("uno").await, None);
    stage.save(&called(&show, "due")).await;
    assert_eq!(stage.leads_to("uno").await.as_deref(), Some("due"));
    let version = Shows::find(&stage.world.store, show.id).await.unwrap().unwrap().version;
    let entry = edited(Subject::Show(show.id));
    Shows::delete(&stage.world.store, show.id, version, &entry).await.unwrap();
    for old in ["uno", "due"] {
        assert_eq!(stage.leads_to(old).await, None, "{old}");
    }
}

#[tokio::test]
async fn pages_and_venues_are_found_by_their_earlier_slugs() {
    let world = World::with_seats(10).await;
    let entry = || noted(StaffId::new(id()));
    let page = |of: &str| CompanyPage {
        slug: slug(of),
        title: Line::parse("Noi").unwrap(),
        body: Markdown::parse("").unwrap(),
        position: 0,
    };
    let leads_to = async |what, old| {
        let today = world.store.renamed(what, &slug(old)).await.unwrap();
        today.map(|today| today.to_string())
    };
    assert!(world.store.add_page(&page("noi"), &entry()).await.unwrap());
    for (version, (from, to)) in
        [("noi", "chi-siamo"), ("chi-siamo", "la-compagnia")].into_iter().enumerate()
    {
        let version = Version(u64::try_from(version).unwrap() + 1);
        world.store.save_page(&slug(from), &page(to), version, &entry()).await.unwrap();
    }
    for old in ["noi", "chi-siamo"] {
        assert_eq!(leads_to(Named::Page, old).await.as_deref(), Some("la-compagnia"), "{old}");
    }
    assert!(world.store.add_page(&page("noi"), &entry()).await.unwrap());
    assert_eq!(leads_to(Named::Page, "noi").await, None, "a newer page has it");
    let deleted = world.store.delete_page(&slug("la-compagnia"), Version(3), &entry()).await;
    assert!(deleted.unwrap());
    assert_eq!(leads_to(Named::Page, "chi-siamo").await, None);

    let before = world.value("SELECT slug FROM venues").await;
    world.execute("UPDATE venues SET slug = 'teatro-nuovo'").await;
    assert_eq!(leads_to(Named::Venue, &before).await.as_deref(), Some("teatro-nuovo"));
}

/// The last change of the holder's calendar entry, in seconds, as calendars count.
async fn changed_at(world: &World, booking: &Booking) -> i64 {
    let held = world.store.held(booking.secret.hash(), now()).await.unwrap().unwrap();
    let changed_at: Timestamp = held.changed_at.max(held.listing.changed_at);
    changed_at.as_second()
}

#[tokio::test]
async fn each_change_that_a_calendar_shows_has_a_later_time() {
    let world = World::with_seats(10).await;
    let booking = world.book(Booking::of(2)).await;
    let mut last = changed_at(&world, &booking).await;
    let mut grew = async |what: &str| {
        let now = changed_at(&world, &booking).await;
        assert!(now > last, "{what}");
        last = now;
    };
    world.change(confirm(booking.id)).await.unwrap();
    grew("confirmed").await;
    world.change(change_seats(booking.id, 3)).await.unwrap();
    grew("other seats").await;
    // Each row has its own time. Further changes in the same second get later times.
    world
        .execute("UPDATE performances SET changed_at = (SELECT changed_at FROM reservations)")
        .await;
    let later = world.stored_performance().await.starts_at + minutes(60);
    world.change(reschedule(later)).await.unwrap();
    grew("rescheduled").await;
    world.execute("UPDATE venues SET changed_at = (SELECT changed_at FROM performances)").await;
    world.execute("UPDATE venues SET name = 'Teatro Nuovo'").await;
    grew("another venue's name").await;
    world.execute("UPDATE reservations SET changed_at = (SELECT changed_at FROM venues)").await;
    world.change(cancel(booking.id)).await.unwrap();
    grew("cancelled").await;
    world
        .execute("UPDATE performances SET changed_at = (SELECT changed_at FROM reservations)")
        .await;
    world.change(cancel_performance()).await.unwrap();
    grew("cancelled").await;
}

#[tokio::test]
async fn changes_that_a_calendar_does_not_show_keep_its_time() {
    let world = World::with_seats(10).await;
    let booking = world.book_and_confirm(Booking::of(2)).await;
    let before = changed_at(&world, &booking).await;
    world.book(Booking::of(1)).await;
    world.execute("UPDATE performances SET capacity = 20").await;
    world.execute("UPDATE reservations SET notes = 'In prima fila'").await;
    assert_eq!(changed_at(&world, &booking).await, before);
}

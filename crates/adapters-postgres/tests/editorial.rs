//! The settings and pages of the site.

use crate::world::{World, id, noted};
use azionelab_application::{
    ports::Version,
    programme::Programme,
    site::{CompanyPage, Editorial, PageSaved, SiteSettings},
};
use azionelab_domain::{EmailAddress, Line, Markdown, PhoneNumber, Policy, Slug, StaffId};
use jiff::{SignedDuration, tz::TimeZone};

fn slug(text: &str) -> Slug {
    Slug::parse(text).unwrap()
}

fn page(of: &str, title: &str, position: u16) -> CompanyPage {
    CompanyPage {
        slug: slug(of),
        title: Line::parse(title).unwrap(),
        body: Markdown::parse("# Noi\n\nSiamo *in sei*.\n").unwrap(),
        position,
    }
}

fn entry() -> azionelab_application::audit::AuditEntry {
    noted(StaffId::new(id()))
}

#[tokio::test]
async fn settings_are_read_as_they_were_saved() {
    let world = World::with_seats(10).await;
    let settings = SiteSettings {
        name: Line::parse("Teatro \"dell'Azione\"").unwrap(),
        tagline: Some(Line::parse("Si va in scena").unwrap()),
        time_zone: TimeZone::get("Europe/Lisbon").unwrap(),
        email: Some(EmailAddress::parse("box@example.org").unwrap()),
        phone: Some(PhoneNumber::parse("+39 011 123456").unwrap()),
        address: None,
        policy: Policy {
            hold: SignedDuration::from_mins(10_080),
            max_seats_per_reservation: 1_000,
            max_live_reservations_per_address: 1_000,
            door_opens_before: SignedDuration::ZERO,
            door_closes_after: SignedDuration::from_mins(10_080),
            retention: SignedDuration::from_hours(24 * 3_650),
        },
    };
    let before = world.store.settings().await.unwrap();
    assert_eq!(before.version, Version(1));
    assert!(world.store.save_settings(&settings, Version(1), &entry()).await.unwrap());
    let after = world.store.settings().await.unwrap();
    assert_eq!((&after.value, after.version), (&settings, Version(2)));

    assert!(!world.store.save_settings(&before.value, Version(1), &entry()).await.unwrap());
    assert_eq!(world.store.settings().await.unwrap(), after);
    assert_eq!(world.entries().await, "1");
    let public = world.store.site().await.unwrap();
    assert_eq!((&*public.name, public.policy), (settings.name.as_str(), settings.policy));
}

#[tokio::test]
async fn pages_are_added_edited_and_deleted() {
    let world = World::with_seats(10).await;
    let (privacy, about) = (page("privacy", "Privacy", 2), page("noi", "Chi siamo", 1));
    for page in [&privacy, &about] {
        assert!(world.store.add_page(page, &entry()).await.unwrap());
    }
    assert!(!world.store.add_page(&page("noi", "Another", 0), &entry()).await.unwrap());
    let all = world.store.pages().await.unwrap();
    assert_eq!(all.into_iter().map(|page| page.value).collect::<Vec<_>>(), [about, privacy]);

    let edited = page("noi", "Chi è chi", 1);
    let save = async |of: &str, page: &CompanyPage, over| {
        world.store.save_page(&slug(of), page, over, &entry()).await.unwrap()
    };
    assert_eq!(save("noi", &edited, Version(1)).await, PageSaved::Saved);
    let read = Editorial::page(&world.store, &edited.slug).await.unwrap().unwrap();
    assert_eq!((read.value, read.version), (edited.clone(), Version(2)));
    assert_eq!(save("noi", &edited, Version(1)).await, PageSaved::EditedMeanwhile);
    let gone = page("gone", "Gone", 1);
    assert_eq!(save("gone", &gone, Version(1)).await, PageSaved::EditedMeanwhile);

    let noi = slug("noi");
    assert!(!world.store.delete_page(&noi, Version(1), &entry()).await.unwrap());
    assert!(world.store.delete_page(&noi, Version(2), &entry()).await.unwrap());
    assert!(!world.store.delete_page(&noi, Version(2), &entry()).await.unwrap());
    assert_eq!(Editorial::page(&world.store, &noi).await.unwrap(), None);
    assert_eq!(world.entries().await, "4", "what was refused changed nothing");
}

#[tokio::test]
async fn a_page_can_get_another_slug_unless_it_is_taken() {
    let world = World::with_seats(10).await;
    for page in [page("privacy", "Privacy", 2), page("noi", "Chi siamo", 1)] {
        assert!(world.store.add_page(&page, &entry()).await.unwrap());
    }
    let (old, renamed) = (slug("noi"), page("chi-siamo", "Chi siamo", 1));
    let saved = world.store.save_page(&old, &renamed, Version(1), &entry()).await.unwrap();
    assert_eq!(saved, PageSaved::Saved);
    assert_eq!(Editorial::page(&world.store, &old).await.unwrap(), None);
    let read = Editorial::page(&world.store, &renamed.slug).await.unwrap().unwrap();
    assert_eq!((read.value, read.version), (renamed.clone(), Version(2)));

    let taken = page("privacy", "Chi siamo", 1);
    let saved = world.store.save_page(&renamed.slug, &taken, Version(2), &entry()).await.unwrap();
    assert_eq!(saved, PageSaved::SlugTaken);
    let read = Editorial::page(&world.store, &taken.slug).await.unwrap().unwrap();
    assert_eq!(read.value.title.as_str(), "Privacy");
}

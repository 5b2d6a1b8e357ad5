//! Editing shows and their posters.

use crate::world::{World, show, staff};
use azionelab_application::{
    accounts::Denied,
    audit::{Fact, Facts, MockAuditLog, Outcome},
    ports::{Version, Versioned},
    programme::{
        AddError, ConvertedImage, DeleteError, MockPosterConverter, MockShows, PosterError,
        SaveError, ShowContent, ShowEntry, ShowError, UnreadablePicture,
    },
};
use azionelab_domain::{Line, Markdown, Publication, Role, Slug};
use std::sync::{Arc, Mutex};

fn content(title: &str) -> ShowContent {
    ShowContent {
        slug: None,
        title: Line::parse(title).unwrap(),
        subtitle: None,
        summary: None,
        description: Markdown::default(),
        credits: Markdown::default(),
        duration_minutes: Some(90),
        age_advice: None,
        language: "it".into(),
        publication: Publication::Published,
    }
}

fn stored() -> Versioned<ShowEntry> {
    let value = ShowEntry { show: show(), poster: None };
    Versioned { value, version: Version(3) }
}

fn shows() -> MockShows {
    let mut shows = MockShows::new();
    shows.expect_find().returning(|_| Ok(Some(stored())));
    shows
}

type Refusals = Arc<Mutex<Vec<&'static str>>>;

/// The world, and the recorded refusals.
fn world(shows: MockShows) -> (World, Refusals) {
    let (mut world, refusals) = (World::new(), Refusals::default());
    let mut audit = MockAuditLog::new();
    let written = refusals.clone();
    audit.expect_note().returning(move |entry| {
        let Outcome::Refused(why) = entry.outcome else { panic!("{:?}", entry.outcome) };
        written.lock().unwrap().push(why);
        Ok(())
    });
    world.ports.audit = Arc::new(audit);
    world.ports.shows = Arc::new(shows);
    (world, refusals)
}

#[tokio::test]
async fn a_new_show_gets_a_slug_from_its_title_with_a_number_if_it_is_taken() {
    let mut shows = shows();
    let tried = Arc::new(Mutex::new(Vec::new()));
    let slugs = tried.clone();
    shows.expect_add().times(3).returning(move |show, entry| {
        slugs.lock().unwrap().push(show.slug.to_string());
        assert_eq!(entry.after["slug"], Fact::from(show.slug.as_str()));
        let taken = slugs.lock().unwrap().len() < 3;
        if taken { Err(AddError::SlugTaken) } else { Ok(()) }
    });
    let (world, refusals) = world(shows);
    let shows = world.use_cases().programme.shows;
    shows.add(&staff(Role::Admin), content("Così è!")).await.unwrap();
    assert_eq!(*tried.lock().unwrap(), ["cosi-e", "cosi-e-2", "cosi-e-3"]);
    assert!(refusals.lock().unwrap().is_empty());
}

#[tokio::test]
async fn a_chosen_slug_is_not_changed() {
    let mut shows = shows();
    shows.expect_add().once().returning(|_, _| Err(AddError::SlugTaken));
    let (world, refusals) = world(shows);
    let chosen = ShowContent { slug: Some(Slug::parse("re").unwrap()), ..content("Il re") };
    let shows = world.use_cases().programme.shows;
    let error = shows.add(&staff(Role::Admin), chosen).await.unwrap_err();
    assert!(matches!(error, ShowError::SlugTaken), "{error:?}");
    assert_eq!(*refusals.lock().unwrap(), ["slug-taken"]);
    let error = shows.add(&staff(Role::Admin), content("茶館")).await.unwrap_err();
    assert!(matches!(error, ShowError::NoSlug), "{error:?}");
}

#[tokio::test]
async fn changes_are_recorded_without_long_texts() {
    let mut shows = shows();
    shows.expect_save().once().returning(|show, over, entry| {
        assert_eq!((show.slug.as_str(), over), ("la-locandiera", Version(3)));
        assert_eq!(entry.before["title"], Fact::from("La locandiera"));
        assert_eq!(entry.after["title"], Fact::from("Mirandolina"));
        assert_eq!(entry.after["description_changed"], Fact::Flag(true));
        assert!(!entry.after.values().any(|fact| *fact == Fact::from("Un *testo*.")));
        assert!(!entry.after.contains_key("language"));
        Ok(())
    });
    let (world, _) = world(shows);
    let new = ShowContent {
        description: Markdown::parse("Un *testo*.").unwrap(),
        ..content("Mirandolina")
    };
    let shows = world.use_cases().programme.shows;
    shows.save(&staff(Role::Admin), show().id, Version(3), new).await.unwrap();
}

#[tokio::test]
async fn saving_the_same_content_is_not_an_edit() {
    let (world, refusals) = world(shows());
    let shows = world.use_cases().programme.shows;
    let same = content("La locandiera");
    let saved = shows.save(&staff(Role::Admin), show().id, Version(3), same).await.unwrap();
    assert_eq!(saved.version, Version(3));
    assert!(refusals.lock().unwrap().is_empty());
}

#[tokio::test]
async fn refusals_are_recorded() {
    let mut shows = shows();
    shows.expect_save().returning(|_, _, _| Err(SaveError::EditedMeanwhile));
    shows.expect_delete().returning(|_, _, _| Err(DeleteError::InUse));
    let (world, refusals) = world(shows);
    let (shows, admin) = (world.use_cases().programme.shows, staff(Role::Admin));
    let stale = shows.save(&admin, show().id, Version(2), content("Due")).await.unwrap_err();
    assert!(matches!(stale, ShowError::EditedMeanwhile), "{stale:?}");
    let raced = shows.save(&admin, show().id, Version(3), content("Tre")).await.unwrap_err();
    assert!(matches!(raced, ShowError::EditedMeanwhile), "{raced:?}");
    let refused = shows.delete(&admin, show().id, Version(3)).await.unwrap_err();
    assert!(matches!(refused, ShowError::HasPerformances), "{refused:?}");
    let denied = shows.add(&staff(Role::BoxOffice), content("Mio")).await.unwrap_err();
    assert!(matches!(denied, ShowError::Denied(Denied::Forbidden)), "{denied:?}");
    let denied = shows.one(&staff(Role::Door), show().id).await.unwrap_err();
    assert!(matches!(denied, ShowError::Denied(Denied::Forbidden)), "{denied:?}");
    shows.one(&staff(Role::BoxOffice), show().id).await.unwrap();
    let written =
        ["edited-meanwhile", "edited-meanwhile", "has-performances", "forbidden", "forbidden"];
    assert_eq!(*refusals.lock().unwrap(), written);
}

#[tokio::test]
async fn a_poster_that_is_not_a_picture_is_refused() {
    let (mut world, refusals) = world(shows());
    let mut converter = MockPosterConverter::new();
    converter.expect_convert().once().returning(|_| Err(UnreadablePicture));
    world.ports.poster_converter = Arc::new(converter);
    let posters = world.use_cases().programme.posters;
    let text = Line::parse("Un faro").unwrap();
    let (admin, show) = (staff(Role::Admin), show().id);
    let error = posters.set(&admin, show, Version(3), &text, vec![1]).await.unwrap_err();
    assert!(matches!(error, PosterError::UnreadableImage), "{error:?}");
    // Permission and version are checked before the picture is read.
    let error = posters.set(&admin, show, Version(2), &text, vec![1]).await.unwrap_err();
    assert!(matches!(error, PosterError::EditedMeanwhile), "{error:?}");
    let who = staff(Role::BoxOffice);
    let error = posters.set(&who, show, Version(3), &text, vec![1]).await.unwrap_err();
    assert!(matches!(error, PosterError::Denied(Denied::Forbidden)), "{error:?}");
    let error = posters.remove(&admin, show, Version(3)).await.unwrap_err();
    assert!(matches!(error, PosterError::NotFound), "{error:?}");
    assert_eq!(*refusals.lock().unwrap(), ["unreadable-image", "edited-meanwhile", "forbidden"]);
}

#[tokio::test]
async fn a_poster_is_stored_with_its_images() {
    let mut shows = shows();
    shows.expect_set_poster().once().returning(|_, over, text, images, entry| {
        assert_eq!((over, text, images.len()), (Version(3), "Un faro", 1));
        let after =
            Facts::from([("alternative_text", "Un faro".into()), ("width", 320_u32.into())]);
        assert_eq!(entry.after, after);
        Ok(())
    });
    let (mut world, _) = world(shows);
    let mut converter = MockPosterConverter::new();
    converter
        .expect_convert()
        .returning(|bytes| Ok(vec![ConvertedImage { width: 320, height: 200, bytes }]));
    world.ports.poster_converter = Arc::new(converter);
    let posters = world.use_cases().programme.posters;
    let text = Line::parse("Un faro").unwrap();
    posters.set(&staff(Role::Admin), show().id, Version(3), &text, vec![1]).await.unwrap();
}

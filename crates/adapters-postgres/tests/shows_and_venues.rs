//! Shows, posters and venues as staff edit them.

use crate::world::{Booking, World, edited, id, minutes, now, show, venue};
use azionelab_application::{
    audit::Subject,
    ports::{Paging, Place, Sorting, Version},
    programme::{
        AddError, ConvertedImage, DeleteError, SaveError, SavePosterError, ShowOrder, ShowQuery,
        Shows, UpcomingSummary, VenueEntry, Venues,
    },
};
use azionelab_domain::{Publication, Show, ShowId, Slug, VenueId};
use futures_util::join;

fn query(by: ShowOrder, descending: bool, limit: u32) -> ShowQuery {
    let paging = Paging { sorting: Sorting { by, descending }, after: None, limit };
    ShowQuery { search: None, publication: None, paging }
}

fn entry(show: &Show) -> azionelab_application::audit::AuditEntry {
    edited(Subject::Show(show.id))
}

async fn titles(world: &World, query: &ShowQuery) -> Vec<String> {
    let part = Shows::table(&world.store, query, now()).await.unwrap();
    part.rows.into_iter().map(|row| row.entry.show.title).collect()
}

/// Adds shows to the world's own, which has a performance a day from now.
async fn some_shows(world: &World) {
    for (slug, title) in [("zuccheri", "Zuccheri"), ("eva", "È Eva"), ("amleto", "amleto")] {
        let show = Show { title: title.into(), publication: Publication::Draft, ..show(slug) };
        Shows::add(&world.store, &show, &entry(&show)).await.unwrap();
    }
}

#[tokio::test]
async fn shows_are_sorted_searched_and_paged() {
    let world = World::with_seats(10).await;
    some_shows(&world).await;
    let by_title = query(ShowOrder::Title, false, 10);
    assert_eq!(titles(&world, &by_title).await, ["amleto", "È Eva", "La locandiera", "Zuccheri"]);
    let backwards = query(ShowOrder::Title, true, 10);
    assert_eq!(titles(&world, &backwards).await, ["Zuccheri", "La locandiera", "È Eva", "amleto"]);
    for descending in [false, true] {
        let by_next = query(ShowOrder::NextAt, descending, 1);
        assert_eq!(titles(&world, &by_next).await, ["La locandiera"], "{descending}");
    }
    let search = |text: &str| ShowQuery { search: Some(text.into()), ..by_title.clone() };
    assert_eq!(titles(&world, &search("è")).await.len(), 4, "`e` is in all of them");
    assert_eq!(titles(&world, &search("GOLDONI locand")).await, ["La locandiera"]);
    assert_eq!(titles(&world, &search("goldoni pirandello")).await, [""; 0]);
    assert_eq!(titles(&world, &search("eva")).await, ["È Eva"]);
    assert_eq!(titles(&world, &search("%")).await, [""; 0]);
    let drafts = ShowQuery { publication: Some(Publication::Draft), ..by_title.clone() };
    assert_eq!(titles(&world, &drafts).await.len(), 3);

    for descending in [false, true] {
        let mut query = query(ShowOrder::Title, descending, 3);
        let first = Shows::table(&world.store, &query, now()).await.unwrap();
        assert_eq!((first.rows.len(), first.total), (3, 4));
        query.paging.after = first.next;
        let second = Shows::table(&world.store, &query, now()).await.unwrap();
        assert_eq!((second.rows.len(), second.total, second.next), (1, 4, None));
        let last = if descending { "amleto" } else { "Zuccheri" };
        assert_eq!(second.rows[0].entry.show.title, last);

        let end = &second.rows[0].entry.show;
        let key = if descending { "amleto" } else { "Zuccheri" };
        query.paging.after = Some(Place { key: key.into(), id: end.id.uuid() });
        let none = Shows::table(&world.store, &query, now()).await.unwrap();
        assert_eq!((none.rows.len(), none.total, none.next), (0, 4, None));
    }
}

#[tokio::test]
async fn a_show_is_added_and_saved_with_its_audit_entries() {
    let world = World::with_seats(10).await;
    let new = show("nuovo");
    Shows::add(&world.store, &new, &entry(&new)).await.unwrap();
    let found = Shows::find(&world.store, new.id).await.unwrap().unwrap();
    assert_eq!((&found.value.show, found.version), (&new, Version(1)));

    let better = Show { title: "Meglio".into(), duration_minutes: None, ..new.clone() };
    Shows::save(&world.store, &better, Version(1), &entry(&new)).await.unwrap();
    let found = Shows::find(&world.store, new.id).await.unwrap().unwrap();
    assert_eq!((&found.value.show, found.version), (&better, Version(2)));
    assert_eq!(world.audited().await, 2);
}

#[tokio::test]
async fn a_refused_edit_changes_nothing_and_is_not_recorded_as_done() {
    let world = World::with_seats(10).await;
    let new = show("nuovo");
    Shows::add(&world.store, &new, &entry(&new)).await.unwrap();
    let twin = show("nuovo");
    let taken = Shows::add(&world.store, &twin, &entry(&twin)).await;
    assert!(matches!(taken, Err(AddError::SlugTaken)), "{taken:?}");
    let renamed = Show { slug: Slug::parse("la-locandiera").unwrap(), ..new.clone() };
    let taken = Shows::save(&world.store, &renamed, Version(1), &entry(&new)).await;
    assert!(matches!(taken, Err(SaveError::SlugTaken)), "{taken:?}");
    let stale = Shows::save(&world.store, &new, Version(7), &entry(&new)).await;
    assert!(matches!(stale, Err(SaveError::EditedMeanwhile)), "{stale:?}");
    let given: uuid::Uuid =
        world.value("SELECT id FROM shows WHERE slug = 'la-locandiera'").await.parse().unwrap();
    let given = ShowId::new(given);
    let subject = Subject::Show(given);
    let refused = Shows::delete(&world.store, given, Version(1), &edited(subject)).await;
    assert!(matches!(refused, Err(DeleteError::InUse)), "{refused:?}");
    assert_eq!(world.audited().await, 1);
    let found = Shows::find(&world.store, new.id).await.unwrap().unwrap();
    assert_eq!((&found.value.show, found.version), (&new, Version(1)));
}

#[tokio::test]
async fn only_one_of_two_saves_of_the_same_version_succeeds() {
    let world = World::with_seats(10).await;
    let new = show("nuovo");
    Shows::add(&world.store, &new, &entry(&new)).await.unwrap();
    let saves = ["Uno", "Due"].map(|title| Show { title: title.into(), ..new.clone() });
    let entries = [entry(&new), entry(&new)];
    let (one, other) = join!(
        Shows::save(&world.store, &saves[0], Version(1), &entries[0]),
        Shows::save(&world.store, &saves[1], Version(1), &entries[1]),
    );
    let refused = [one, other].into_iter().filter_map(Result::err).collect::<Vec<_>>();
    assert!(matches!(&refused[..], [SaveError::EditedMeanwhile]), "{refused:?}");
    assert_eq!(world.audited().await, 2);
}

fn image(width: u32, bytes: &[u8]) -> ConvertedImage {
    ConvertedImage { width, height: width, bytes: bytes.to_vec() }
}

#[tokio::test]
async fn a_new_poster_replaces_the_earlier_one_and_deletes_its_images() {
    let world = World::with_seats(10).await;
    let [one, other] = ["uno", "due"].map(show);
    for show in [&one, &other] {
        Shows::add(&world.store, show, &entry(show)).await.unwrap();
    }
    let hang = |show: ShowId, over: u64, images: Vec<ConvertedImage>| {
        let store = &world.store;
        async move {
            let entry = edited(Subject::Show(show));
            store.set_poster(show, Version(over), "Un faro", &images, &entry).await
        }
    };
    let shared = image(320, b"shared");
    hang(one.id, 1, vec![shared.clone(), image(640, b"old")]).await.unwrap();
    hang(other.id, 1, vec![shared.clone()]).await.unwrap();
    let found = Shows::find(&world.store, one.id).await.unwrap().unwrap();
    let poster = found.value.poster.unwrap();
    assert_eq!((&*poster.alternative_text, found.version), ("Un faro", Version(2)));
    let widths: Vec<_> = poster.images.iter().map(|image| image.width).collect();
    assert_eq!(widths, [320, 640]);

    let stale = hang(one.id, 1, vec![image(320, b"never")]).await;
    assert!(matches!(stale, Err(SavePosterError::EditedMeanwhile)), "{stale:?}");
    hang(one.id, 2, vec![image(320, b"new")]).await.unwrap();
    assert_eq!(world.value("SELECT count(*) FROM images").await, "2", "the shared and the new");
    let subject = Subject::Show(one.id);
    Shows::delete(&world.store, one.id, Version(3), &edited(subject)).await.unwrap();
    assert_eq!(world.value("SELECT count(*) FROM images").await, "1");
    hang(other.id, 2, Vec::new()).await.unwrap();
    assert_eq!(world.value("SELECT count(*) FROM images").await, "0");
    let found = Shows::find(&world.store, other.id).await.unwrap().unwrap();
    assert_eq!(found.value.poster, None);
}

#[tokio::test]
async fn two_posters_saved_at_once_leave_one_poster() {
    let world = World::with_seats(10).await;
    let new = show("nuovo");
    Shows::add(&world.store, &new, &entry(&new)).await.unwrap();
    let pictures = [vec![image(320, b"one")], vec![image(320, b"other")]];
    let entries = [entry(&new), entry(&new)];
    let (one, other) = join!(
        world.store.set_poster(new.id, Version(1), "Uno", &pictures[0], &entries[0]),
        world.store.set_poster(new.id, Version(1), "Due", &pictures[1], &entries[1]),
    );
    assert_eq!([one.is_ok(), other.is_ok()].iter().filter(|done| **done).count(), 1);
    assert_eq!(world.value("SELECT count(*) FROM images").await, "1");
}

#[tokio::test]
async fn a_poster_and_the_deletion_of_its_show_at_once_do_not_deadlock() {
    let world = World::with_seats(10).await;
    for number in 0..10 {
        let new = show(&format!("nuovo-{number}"));
        Shows::add(&world.store, &new, &entry(&new)).await.unwrap();
        let (images, entries) = ([image(320, b"one")], [entry(&new), entry(&new)]);
        let (saved, deleted) = join!(
            world.store.set_poster(new.id, Version(1), "Uno", &images, &entries[0]),
            Shows::delete(&world.store, new.id, Version(1), &entries[1]),
        );
        assert!(
            matches!(
                (&saved, &deleted),
                (Ok(()), Err(DeleteError::EditedMeanwhile))
                    | (Err(SavePosterError::EditedMeanwhile), Ok(()))
            ),
            "{saved:?} {deleted:?}"
        );
    }
}

#[tokio::test]
async fn future_performances_of_a_show_are_counted() {
    let world = World::with_houses(&[10, 10, 10]).await;
    world.book_and_confirm(Booking::of(2)).await;
    world.book(Booking::of(3)).await;
    Booking::of(1).make(&world.store, world.performances[1]).await.unwrap();
    world
        .execute(&format!(
            "UPDATE performances SET cancelled_at = now() WHERE id = '{}'",
            world.performances[1]
        ))
        .await;
    let show = world.stored_performance().await.show;
    let still = world.store.upcoming_summary(show, now()).await.unwrap();
    assert_eq!(still, UpcomingSummary { performances: 2, reservations: 2, seats: 5 });
    let later = world.store.upcoming_summary(show, now() + minutes(60)).await.unwrap();
    assert_eq!(later, UpcomingSummary { performances: 2, reservations: 1, seats: 2 });
    let after = world.store.upcoming_summary(show, now() + minutes(2 * 24 * 60)).await.unwrap();
    assert_eq!(after, UpcomingSummary::default());
}

#[tokio::test]
async fn a_venue_is_added_saved_and_deleted() {
    let world = World::with_seats(10).await;
    let new = VenueEntry { venue: venue("nuova-sala"), default_capacity: Some(99) };
    let note = || edited(Subject::Venue(new.venue.id));
    Venues::add(&world.store, &new, &note()).await.unwrap();
    let found = Venues::find(&world.store, new.venue.id).await.unwrap().unwrap();
    assert_eq!((&found.value, found.version), (&new, Version(1)));

    let better = VenueEntry { default_capacity: None, ..new.clone() };
    Venues::save(&world.store, &better, Version(1), &note()).await.unwrap();
    let stale = Venues::save(&world.store, &new, Version(1), &note()).await;
    assert!(matches!(stale, Err(SaveError::EditedMeanwhile)), "{stale:?}");
    let found = Venues::all(&world.store).await.unwrap();
    let names: Vec<_> = found.iter().map(|venue| venue.value.venue.slug.as_str()).collect();
    assert_eq!(names, ["nuova-sala", "sala-grande"]);
    assert_eq!(found[0].value, better);

    let twin = VenueEntry { venue: venue("nuova-sala"), default_capacity: None };
    let taken = Venues::add(&world.store, &twin, &note()).await;
    assert!(matches!(taken, Err(AddError::SlugTaken)), "{taken:?}");
    let in_use = world.stored_performance().await.venue;
    let refused = Venues::delete(&world.store, in_use, Version(1), &note()).await;
    assert!(matches!(refused, Err(DeleteError::InUse)), "{refused:?}");
    Venues::delete(&world.store, new.venue.id, Version(2), &note()).await.unwrap();
    assert!(Venues::find(&world.store, new.venue.id).await.unwrap().is_none());
    let gone = Venues::delete(&world.store, VenueId::new(id()), Version(1), &note()).await;
    assert!(matches!(gone, Err(DeleteError::EditedMeanwhile)), "{gone:?}");
    assert_eq!(world.audited().await, 3);
}

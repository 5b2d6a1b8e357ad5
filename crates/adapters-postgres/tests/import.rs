//! Imports into an empty database.

use crate::world::{Booking, World, company, id, minutes, no_company, now, show, venue};
use azionelab_adapters_postgres::{Company, ImportError, NewImage, NewPage, NewPoster};
use azionelab_application::{
    booking::Reservations,
    programme::{Programme, ShowSeason},
};
use azionelab_domain::{
    AccessNeeds, Change, Guest, Locale, PersonName, Reservation, ReservationId, ShowId, Slug,
    Status,
};

fn slug(text: &str) -> Slug {
    Slug::parse(text).unwrap()
}

/// A reservation for the first performance.
fn reservation(company: &Company, status: Status) -> Reservation {
    let booking = Booking::of(2);
    let confirmed = status == Status::Confirmed;
    Reservation {
        id: ReservationId::new(id()),
        performance: company.performances[0].id,
        code: booking.code,
        source: azionelab_domain::BookingSource::Website,
        guest: Guest {
            name: Some(PersonName::parse("Anna Bianchi").unwrap()),
            phone: None,
            notes: None,
            access_needs: AccessNeeds::default(),
            locale: Locale::En,
            ..booking.guest()
        },
        seats: crate::world::seats(2),
        status,
        booked_at: now(),
        confirmed_at: confirmed.then(now),
        cancelled_at: (status == Status::Cancelled).then(now),
        origin: None,
        check_ins: Vec::new(),
    }
}

#[tokio::test]
async fn a_company_is_stored_with_its_reservations() {
    let mut company = company(&[10, 20]);
    let statuses = [
        Status::Pending { hold_until: now() + minutes(30) },
        Status::Expired,
        Status::Confirmed,
        Status::Cancelled,
    ];
    let reservations = statuses.map(|status| reservation(&company, status));
    company.reservations = reservations.to_vec();
    let world = World::of(company).await;
    assert_eq!(world.rows().await, [4, 0, 0, 0]);
    for reservation in reservations {
        assert_eq!(world.reservation(reservation.id).await, reservation);
        let key = world.store.by_id(reservation.id).await.unwrap().unwrap();
        assert_eq!(key.performance, world.performance());
    }
    assert_eq!(world.available().await, 6);
}

/// A poster of these widths. The height is 1.5 times the width, and each image is one letter.
fn poster(show: ShowId, alternative_text: &str, widths: &[i32]) -> NewPoster {
    let image = |(width, letter): (&i32, u8)| NewImage {
        width: *width,
        height: *width * 3 / 2,
        bytes: vec![letter; 1_000],
    };
    let images = widths.iter().zip(b'a'..).map(image).collect();
    NewPoster { show, alternative_text: alternative_text.into(), images }
}

#[tokio::test]
async fn a_company_is_stored_with_its_posters() {
    let mut company = company(&[10]);
    company.shows.push(show("il-treno"));
    let shows = [company.shows[0].id, company.shows[1].id];
    // Their first images are the same.
    company.posters =
        vec![poster(shows[0], "Una chiave", &[320, 640]), poster(shows[1], "Un treno", &[320])];
    let world = World::of(company).await;
    let poster = |season: ShowSeason| season.entry.poster.unwrap();
    let key = poster(world.store.show(&slug("la-locandiera"), now()).await.unwrap().unwrap());
    let train = poster(world.store.show(&slug("il-treno"), now()).await.unwrap().unwrap());
    assert_eq!((&*key.alternative_text, &*train.alternative_text), ("Una chiave", "Un treno"));
    let sizes: Vec<_> = key.images.iter().map(|image| (image.width, image.height)).collect();
    assert_eq!(sizes, [(320, 480), (640, 960)]);
    assert_eq!(train.images, key.images[..1]);
    let image = world.store.image(key.images[1].hash).await.unwrap().unwrap();
    assert_eq!(image.0, vec![b'b'; 1_000]);
}

#[tokio::test]
async fn import_does_not_change_a_database_with_data() {
    let world = World::with_seats(10).await;
    let refused = world.store.import(company(&[10]), now()).await.unwrap_err();
    let ImportError::NotEmpty(name) = refused else { panic!("{refused:?}") };
    assert_eq!(name, "Compagnia di prova");
    assert_eq!(world.value("SELECT count(*) FROM performances").await, "1");
}

#[tokio::test]
async fn a_database_with_any_part_of_a_company_is_not_empty() {
    let page = NewPage { slug: slug("p"), title: "P".into(), body: "P".into() };
    for part in [
        Company { pages: vec![page], ..no_company() },
        Company { venues: vec![venue("sala")], ..no_company() },
        Company { shows: vec![show("locandiera")], ..no_company() },
    ] {
        let world = World::of(part).await;
        let refused = world.store.import(company(&[10]), now()).await;
        assert!(matches!(refused, Err(ImportError::NotEmpty(_))), "{refused:?}");
    }
}

#[tokio::test]
async fn a_failed_import_leaves_nothing_behind() {
    let world = World::of(no_company()).await;
    let mut broken = company(&[10]);
    broken.name = "Un'altra compagnia".into();
    broken.performances.push(broken.performances[0]);
    let refused = world.store.import(broken, now()).await;
    assert!(matches!(refused, Err(ImportError::Store(_))), "{refused:?}");
    assert_eq!(world.store.site().await.unwrap().name, "Compagnia di prova");
    assert_eq!(world.store.venues().await.unwrap(), []);
    world.store.import(company(&[10]), now()).await.unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn the_second_of_two_imports_at_once_is_refused() {
    let world = World::of(no_company()).await;
    let other = world.database.store(world.clock.clone());
    let locked = world.database.hold("BEGIN; LOCK TABLE venues").await;
    let mut second = company(&[10]);
    second.shows[0].slug = slug("another-show");
    second.venues[0].slug = slug("another-venue");
    let one = world.store.import(company(&[10]), now());
    let two = other.import(second, now());
    let (one, two, ()) = tokio::join!(one, two, async {
        // Until one waits for the table and the other for the first transaction.
        world.wait_for_locks(2).await;
        drop(locked);
    });
    let refused = one.and(two).unwrap_err();
    assert!(matches!(refused, ImportError::NotEmpty(_)), "{refused:?}");
    assert_eq!(world.value("SELECT count(*) FROM performances").await, "1");
}

#[tokio::test]
async fn an_imported_performance_can_be_booked() {
    let world = World::with_seats(10).await;
    let booked = Booking::of(10).make(&world.store, world.performance()).await.unwrap();
    assert!(matches!(booked, Change::Booked { .. }));
}

use super::{addressee, deliver_due, due};
use crate::world::{BASE_URL, Call, World, booking, first_party, minutes, party, secret_in, start};
use MessageKind::{
    CancelledByOffice, CancelledByTheatre, CancelledByVisitor, ConfirmYourSeats, Rescheduled,
    SeatsChanged, Transferred, YourTicket,
};
use azionelab_application::{
    houses::Issued,
    mail::{MessageKind, PosterPicture},
    programme::{ImageHash, Poster, PosterImage},
};
use azionelab_domain::Publication;

#[tokio::test]
async fn a_retried_letter_has_another_secret() {
    let world = World::new();
    world.mail_server.fail_temporarily();
    let booked = world.use_cases().booking.book.execute(booking(2)).await.unwrap();
    world.mail_server.recover();
    world.clock.advance(minutes(1));

    assert_eq!(deliver_due(&world).await.unwrap(), 1);

    let letters = world.mail_server.letters();
    let [first, second] = letters.as_slice() else { panic!("{} letters", letters.len()) };
    assert_eq!(first.id(), second.id());
    let expires_at = start() + minutes(30 * 24 * 60);
    let issued = [first, second].map(|letter| Issued::new(&secret_in(letter), expires_at));
    assert_ne!(issued[0], issued[1]);
    assert_eq!(world.theatre.issued(booked.id), issued);
}

#[tokio::test]
async fn each_kind_of_letter_has_its_link_qr_code_and_calendar() {
    for (kind, link, qr_code, calendar) in [
        (ConfirmYourSeats, true, false, false),
        (YourTicket, true, true, true),
        (Rescheduled, true, false, true),
        (Transferred, true, true, true),
        (SeatsChanged, true, true, true),
        (CancelledByOffice, false, false, true),
        (CancelledByVisitor, false, false, true),
        (CancelledByTheatre, false, false, true),
    ] {
        let world = due(kind, addressee(kind));

        deliver_due(&world).await.unwrap();

        let letter = world.mail_server.only_letter();
        assert_eq!(letter.link.is_some(), link, "{kind:?}");
        assert_eq!(letter.qr_code.is_some(), qr_code, "{kind:?}");
        assert_eq!(letter.calendar.is_some(), calendar, "{kind:?}");
    }
}

#[tokio::test]
async fn a_new_secret_is_issued_only_for_letters_with_a_link() {
    for kind in MessageKind::ALL {
        let world = due(kind, addressee(kind));
        let before = world.theatre.issued(first_party());

        deliver_due(&world).await.unwrap();

        let letter = world.mail_server.only_letter();
        let issued = world.theatre.issued(first_party()).split_off(before.len());
        let mailed = kind
            .carries_link()
            .then(|| Issued::new(&secret_in(&letter), start() + minutes(30 * 24 * 60)));
        assert_eq!(issued, Vec::from_iter(mailed), "{kind:?}");
    }
}

#[tokio::test]
async fn the_qr_code_and_the_link_of_a_ticket_have_the_same_secret() {
    let world = due(YourTicket, party(1).confirmed());

    deliver_due(&world).await.unwrap();

    let letter = world.mail_server.only_letter();
    let ticket = secret_in(&letter).ticket().reveal();
    assert_eq!(letter.qr_code.unwrap(), format!("{BASE_URL}/t#{ticket}").into_bytes());
}

#[tokio::test]
async fn a_letter_shows_the_narrowest_image_of_the_poster_that_is_sharp() {
    for (widths, shown) in [(&[160, 320, 640][..], 320), (&[100, 200], 200)] {
        let world = due(YourTicket, party(1).confirmed());
        let image = |width: u32| {
            let hash = ImageHash([width.to_le_bytes()[0]; 32]);
            PosterImage { hash, width, height: width * 3 / 2 }
        };
        world.theatre.add_poster(Poster {
            alternative_text: "Una locanda".into(),
            images: widths.iter().copied().map(image).collect(),
        });

        deliver_due(&world).await.unwrap();

        let name = format!("{:02x}", image(shown).hash.0[0]).repeat(32);
        let poster = PosterPicture {
            address: format!("{BASE_URL}/api/v1/media/{name}.jpg"),
            width: shown,
            height: shown * 3 / 2,
            alternative_text: "Una locanda".into(),
        };
        assert_eq!(world.mail_server.only_letter().poster, Some(poster));
    }
}

#[tokio::test]
async fn a_letter_links_to_the_page_of_a_show_that_is_on_the_site() {
    let address = format!("{BASE_URL}/shows/la-locandiera");
    for (publication, page) in [
        (Publication::Published, Some(address.clone())),
        (Publication::Archived, Some(address)),
        (Publication::Draft, None),
    ] {
        let world = due(CancelledByVisitor, addressee(CancelledByVisitor));
        world.theatre.show(|show| show.publication = publication);

        deliver_due(&world).await.unwrap();

        assert_eq!(world.mail_server.only_letter().show_page, page);
    }
}

#[tokio::test]
async fn no_letter_is_sent_if_its_secret_cannot_be_stored() {
    let world = due(ConfirmYourSeats, party(1));
    world.theatre.fail_next(Call::Issue);

    deliver_due(&world).await.unwrap();

    assert!(world.mail_server.letters().is_empty());
}

#[tokio::test]
async fn the_calendar_of_a_cancellation_has_a_cancelled_event() {
    for (kind, cancelled) in [
        (YourTicket, false),
        (Rescheduled, false),
        (Transferred, false),
        (SeatsChanged, false),
        (CancelledByOffice, true),
        (CancelledByVisitor, true),
        (CancelledByTheatre, true),
    ] {
        let world = due(kind, addressee(kind));

        deliver_due(&world).await.unwrap();

        let calendar = world.mail_server.only_letter().calendar.unwrap();
        assert_eq!(calendar.contains("status: Cancelled"), cancelled, "{kind:?}: {calendar}");
    }
}

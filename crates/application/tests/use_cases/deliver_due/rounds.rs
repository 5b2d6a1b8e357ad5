use azionelab_application::ports::{MessageKind::ConfirmYourSeats, Settlement, StoreError};

use super::{deliver_due, due, many_due, seconds};
use crate::world::{Call, message_id, now, party};

#[tokio::test]
async fn what_is_not_yet_due_is_left_alone() {
    let world = due(ConfirmYourSeats, party(1));
    world.clock.set(now() - seconds(1));

    assert_eq!(deliver_due(&world).await.unwrap(), 0);
    assert!(world.post.letters().is_empty());
}

#[tokio::test]
async fn messages_are_claimed_batch_by_batch_until_none_is_left() {
    let world = many_due(45);

    assert_eq!(deliver_due(&world).await.unwrap(), 45);

    assert_eq!(world.post.letters().len(), 45);
    let claimed = world.theatre.claims().iter().map(|claim| claim.got).collect::<Vec<_>>();
    assert_eq!(claimed, [20, 20, 5]);
}

#[tokio::test]
async fn a_claim_lasts_until_the_last_message_of_the_batch_has_had_its_time() {
    let mut world = many_due(25);
    world.preferences.mail.hand_over = seconds(3);
    world.post.slow_down(seconds(3));

    deliver_due(&world).await.unwrap();

    let [first, second] = world.theatre.claims()[..] else { panic!("two claims") };
    assert!(first.until > now() + seconds(3) * i32::try_from(first.limit).unwrap());
    // The second one is made when the first batch has taken its time.
    assert!(second.until > now() + seconds(3) * 40);
}

#[tokio::test]
async fn what_fails_is_due_again_before_the_batch_is_through_and_yet_tried_once_only() {
    let mut world = many_due(20);
    world.preferences.mail.hand_over = seconds(3);
    world.post.slow_down(seconds(3));
    world.post.go_away();

    assert_eq!(deliver_due(&world).await.unwrap(), 20);

    assert_eq!(world.post.letters().len(), 20);
}

#[tokio::test]
async fn paused_mail_is_not_even_claimed() {
    let mut world = many_due(3);
    world.preferences.mail.paused = true;

    assert_eq!(deliver_due(&world).await.unwrap(), 0);

    assert_eq!(world.theatre.claims(), []);
}

#[tokio::test]
async fn a_database_that_goes_away_stops_the_round_and_loses_nothing() {
    for call in [Call::Entry, Call::Issue, Call::Settle] {
        let world = many_due(3);
        world.theatre.fail_next(call);

        let error = deliver_due(&world).await.unwrap_err();
        let before = world.post.letters().len();
        let claim = world.theatre.claims()[0];
        world.clock.set(claim.until);
        let tried = deliver_due(&world).await.unwrap();

        assert!(matches!(error, StoreError::Unavailable(_)), "{call:?}: {error:?}");
        assert_eq!(before, usize::from(call == Call::Settle), "{call:?}");
        assert_eq!(tried, 3, "{call:?}");
        for number in 1..=3 {
            let settlements = world.theatre.settlements(message_id(number));
            assert_eq!(settlements, [Settlement::Sent], "{call:?}");
        }
    }
}

#[tokio::test]
async fn a_message_that_can_not_be_read_does_not_keep_the_others_waiting() {
    let world = many_due(3);
    world.theatre.spoil(message_id(1));

    assert_eq!(deliver_due(&world).await.unwrap(), 3);

    assert_eq!(world.theatre.settlements(message_id(1)), []);
    for number in 2..=3 {
        assert_eq!(world.theatre.settlements(message_id(number)), [Settlement::Sent]);
    }
}

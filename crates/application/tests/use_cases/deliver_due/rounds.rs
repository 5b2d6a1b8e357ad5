use super::{deliver_due, due, many_due, seconds};
use crate::world::{Call, Hangs, first_party, message_id, now, party};
use azionelab_application::{
    mail::{MailFailure, MessageKind::ConfirmYourSeats, Settlement},
    ports::Clock as _,
};

#[tokio::test]
async fn what_is_not_yet_due_is_left_alone() {
    let world = due(ConfirmYourSeats, party(1));
    world.clock.set(now() - seconds(1));

    assert_eq!(deliver_due(&world).await.unwrap(), 0);
    assert!(world.post.letters().is_empty());
}

#[tokio::test]
async fn every_message_that_is_due_is_delivered_one_after_the_other() {
    let world = many_due(45);

    deliver_due(&world).await.unwrap();

    assert_eq!(world.post.letters().len(), 45);
}

#[tokio::test]
async fn no_more_are_handed_over_at_the_same_time_than_a_mail_server_bears() {
    let world = many_due(45);
    world.post.hang(Hangs::BeforeTheLetter);
    let use_cases = world.use_cases();

    for _ in 0..5 {
        use_cases.deliver_mail.deliver_due().await.unwrap();
    }

    assert_eq!(world.post.letters().len(), 4);
}

#[tokio::test]
async fn a_message_that_was_claimed_is_left_alone_by_others_while_it_is_in_hand() {
    let world = due(ConfirmYourSeats, party(1));
    world.post.hang(Hangs::BeforeTheLetter);
    let (one, other) = (world.use_cases(), world.use_cases());

    one.deliver_mail.deliver_due().await.unwrap();
    for _ in 0..20 {
        world.clock.sleep(seconds(20)).await;
        other.deliver_mail.deliver_due().await.unwrap();
    }

    world.post.only_letter();
}

#[tokio::test]
async fn what_fails_is_tried_once_only_in_a_round() {
    let world = many_due(20);
    world.post.slow_down(seconds(3));
    world.post.go_away();

    deliver_due(&world).await.unwrap();

    assert_eq!(world.post.letters().len(), 20);
}

#[tokio::test]
async fn a_mail_server_that_is_back_gets_all_that_waits_but_what_may_have_arrived() {
    let world = many_due(10);
    let use_cases = world.use_cases();
    world.post.fail_with(MailFailure::Unanswered("silence".into()));
    use_cases.deliver_mail.deliver_due().await.unwrap();
    for number in 11..=30 {
        world.theatre.post(number, ConfirmYourSeats, first_party(), 8);
    }
    world.post.go_away();
    use_cases.deliver_mail.deliver_due().await.unwrap();
    world.post.come_back();

    // Somebody books, and their letter is taken.
    world.theatre.post(31, ConfirmYourSeats, first_party(), 0);
    use_cases.deliver_mail.deliver_due().await.unwrap();
    use_cases.deliver_mail.deliver_due().await.unwrap();

    for number in 11..=31 {
        let settlements = world.theatre.settlements(message_id(number));
        assert_eq!(settlements.last(), Some(&Settlement::Sent), "{number}");
    }
    for number in 1..=10 {
        assert_eq!(world.theatre.settlements(message_id(number)).len(), 1, "{number}");
    }
}

#[tokio::test]
async fn a_server_that_can_not_be_reached_costs_no_secret() {
    let world = due(ConfirmYourSeats, party(1));
    let before = world.theatre.issued(first_party());
    world.post.disappear();

    deliver_due(&world).await.unwrap();

    assert_eq!(world.theatre.issued(first_party()), before);
}

#[tokio::test]
async fn paused_mail_is_not_even_claimed() {
    let mut world = many_due(3);
    world.preferences.mail.paused = true;

    assert_eq!(deliver_due(&world).await.unwrap(), 0);

    assert_eq!(world.theatre.claims(), []);
}

#[tokio::test]
async fn a_database_that_goes_away_loses_nothing() {
    for call in [Call::Entry, Call::Issue, Call::Settle] {
        let world = many_due(3);
        world.theatre.fail_next(call);

        deliver_due(&world).await.unwrap();
        let claim = world.theatre.claims()[0];
        world.clock.set(claim.until);
        deliver_due(&world).await.unwrap();

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

    deliver_due(&world).await.unwrap();

    assert_eq!(world.theatre.settlements(message_id(1)), []);
    for number in 2..=3 {
        assert_eq!(world.theatre.settlements(message_id(number)), [Settlement::Sent]);
    }
}

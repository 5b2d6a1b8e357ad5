use super::{deliver_due, due, many_due, seconds};
use crate::world::{Call, Hangs, first_party, message_id, now, party};
use azionelab_application::{
    mail::{MailFailure, MessageKind::ConfirmYourSeats, Settlement},
    ports::Clock as _,
};

#[tokio::test]
async fn a_message_that_is_not_due_is_not_sent() {
    let world = due(ConfirmYourSeats, party(1));
    world.clock.set(now() - seconds(1));

    assert_eq!(deliver_due(&world).await.unwrap(), 0);
    assert!(world.mail_server.letters().is_empty());
}

#[tokio::test]
async fn all_due_messages_are_delivered() {
    let world = many_due(45);

    deliver_due(&world).await.unwrap();

    assert_eq!(world.mail_server.letters().len(), 45);
}

#[tokio::test]
async fn at_most_four_messages_are_delivered_at_the_same_time() {
    let world = many_due(45);
    world.mail_server.hang(Hangs::BeforeTheLetter);
    let use_cases = world.use_cases();

    for _ in 0..5 {
        use_cases.deliver_mail.deliver_due().await.unwrap();
    }

    assert_eq!(world.mail_server.letters().len(), 4);
}

#[tokio::test]
async fn a_claimed_message_is_not_taken_by_others() {
    let world = due(ConfirmYourSeats, party(1));
    world.mail_server.hang(Hangs::BeforeTheLetter);
    let (one, other) = (world.use_cases(), world.use_cases());

    one.deliver_mail.deliver_due().await.unwrap();
    for _ in 0..20 {
        world.clock.sleep(seconds(20)).await;
        other.deliver_mail.deliver_due().await.unwrap();
    }

    world.mail_server.only_letter();
}

#[tokio::test]
async fn a_failed_message_is_tried_once_per_round() {
    let world = many_due(20);
    world.mail_server.slow_down(seconds(3));
    world.mail_server.fail_temporarily();

    deliver_due(&world).await.unwrap();

    assert_eq!(world.mail_server.letters().len(), 20);
}

#[tokio::test]
async fn a_mail_server_that_is_back_gets_all_waiting_messages_except_unanswered_ones() {
    let world = many_due(10);
    let use_cases = world.use_cases();
    world.mail_server.fail_with(MailFailure::Unanswered("silence".into()));
    use_cases.deliver_mail.deliver_due().await.unwrap();
    for number in 11..=30 {
        world.theatre.add_message(number, ConfirmYourSeats, first_party(), 8);
    }
    world.mail_server.fail_temporarily();
    use_cases.deliver_mail.deliver_due().await.unwrap();
    world.mail_server.recover();

    // A new booking's letter is accepted.
    world.theatre.add_message(31, ConfirmYourSeats, first_party(), 0);
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
async fn no_secret_is_issued_while_the_mail_server_cannot_be_reached() {
    let world = due(ConfirmYourSeats, party(1));
    let before = world.theatre.issued(first_party());
    world.mail_server.be_unreachable();

    deliver_due(&world).await.unwrap();

    assert_eq!(world.theatre.issued(first_party()), before);
}

#[tokio::test]
async fn paused_mail_is_not_claimed() {
    let mut world = many_due(3);
    world.preferences.mail.paused = true;

    assert_eq!(deliver_due(&world).await.unwrap(), 0);

    assert_eq!(world.theatre.claims(), []);
}

#[tokio::test]
async fn a_failure_of_the_database_loses_no_message() {
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
async fn a_message_that_cannot_be_read_does_not_block_the_others() {
    let world = many_due(3);
    world.theatre.make_unreadable(message_id(1));

    deliver_due(&world).await.unwrap();

    assert_eq!(world.theatre.settlements(message_id(1)), []);
    for number in 2..=3 {
        assert_eq!(world.theatre.settlements(message_id(number)), [Settlement::Sent]);
    }
}

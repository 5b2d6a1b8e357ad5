//! Mail to staff, and the links in it.

use crate::world::{BASE_URL, World, message_id, minutes, now, staff};
use azionelab_application::{
    accounts::{
        ChosenPassword, LinkPurpose, MockPasswords, MockSessions, MockStaffLinks, NewLink,
        PasswordHash, StaffLink, StaffLinkError, StaffNotice,
    },
    mail::{Claim, MockOutbox, Outgoing, Settlement},
};
use azionelab_domain::{Locale, Role, Secret};
use jiff::SignedDuration;
use std::sync::{Arc, Mutex};

fn notice(purpose: LinkPurpose) -> StaffNotice {
    StaffNotice {
        id: message_id(1),
        purpose,
        failed_attempts: 0,
        unanswered_attempts: 0,
        created_at: now(),
        member: staff(Role::Door),
        locale: Locale::En,
        has_password: purpose == LinkPurpose::PasswordReset,
        is_deactivated: false,
        site_name: "Compagnia dell'Azione".into(),
        site_email: String::new(),
    }
}

/// The settlement of a message, and the links stored for it.
struct Delivered {
    world: World,
    settled: Settlement,
    issued: Vec<NewLink>,
}

/// Delivers the only due message.
async fn deliver(notice: StaffNotice, change: impl FnOnce(&World)) -> Delivered {
    let (settled, issued) = (Arc::new(Mutex::new(None)), Arc::new(Mutex::new(Vec::new())));
    let mut outbox = MockOutbox::new();
    outbox
        .expect_claim()
        .once()
        .returning(|_, _, _| Ok(vec![Claim { message: message_id(1), number: 1 }]));
    outbox.expect_claim().returning(|_, _, _| Ok(Vec::new()));
    outbox.expect_end_pauses().returning(|_, _| Ok(0));
    outbox.expect_entry().returning(move |_| Ok(Some(Outgoing::ToStaff(Box::new(notice.clone())))));
    let outcome = settled.clone();
    outbox.expect_settle().once().returning(move |_, settlement, _| {
        *outcome.lock().unwrap() = Some(settlement);
        Ok(())
    });
    let mut links = MockStaffLinks::new();
    let list = issued.clone();
    links.expect_issue_link().returning(move |link| {
        list.lock().unwrap().push(*link);
        Ok(())
    });
    let mut world = World::new();
    world.ports.outbox = Arc::new(outbox);
    world.ports.staff_links = Arc::new(links);
    change(&world);
    world.use_cases().deliver_mail.deliver_due().await.unwrap();
    let settled = settled.lock().unwrap().take().unwrap();
    let issued = issued.lock().unwrap().clone();
    Delivered { world, settled, issued }
}

#[tokio::test]
async fn a_letter_to_staff_has_its_own_link_whose_hash_is_stored() {
    for (purpose, lasts) in [
        (LinkPurpose::Invitation, SignedDuration::from_hours(7 * 24)),
        (LinkPurpose::PasswordReset, SignedDuration::from_hours(1)),
    ] {
        let delivered = deliver(notice(purpose), |_| {}).await;

        assert_eq!(delivered.settled, Settlement::Sent);
        let letters = delivered.world.mail_server.staff_letters();
        let [letter] = letters.as_slice() else { panic!("{} letters", letters.len()) };
        let secret = letter.link.strip_prefix(&format!("{BASE_URL}/staff-link#")).unwrap();
        let link = NewLink {
            who: staff(Role::Door).id,
            purpose,
            secret: Secret::parse(secret).unwrap().hash(),
            expires_at: now() + lasts,
        };
        assert_eq!(delivered.issued, [link]);
    }
}

#[tokio::test]
async fn a_useless_letter_to_staff_is_dropped_without_a_link() {
    let accepted = StaffNotice { has_password: true, ..notice(LinkPurpose::Invitation) };
    let gone = StaffNotice { is_deactivated: true, ..notice(LinkPurpose::Invitation) };
    let reset = notice(LinkPurpose::PasswordReset);
    let stale = StaffNotice { created_at: now() - minutes(24 * 60 + 1), ..reset.clone() };
    for notice in [accepted, gone, stale, StaffNotice { is_deactivated: true, ..reset }] {
        let delivered = deliver(notice, |_| {}).await;

        assert_eq!(delivered.settled, Settlement::Dropped);
        assert!(
            delivered.issued.is_empty() && delivered.world.mail_server.staff_letters().is_empty()
        );
    }
}

#[tokio::test]
async fn a_letter_that_is_not_accepted_waits() {
    let delivered =
        deliver(notice(LinkPurpose::Invitation), |world| world.mail_server.fail_temporarily())
            .await;

    assert!(matches!(delivered.settled, Settlement::Waiting { .. }), "{:?}", delivered.settled);
}

#[tokio::test]
async fn a_reset_request_is_recorded_without_a_name_and_sends_no_mail_at_once() {
    let mut links = MockStaffLinks::new();
    links
        .expect_ask_reset()
        .withf(|email, _, not_since, entry| {
            *email == staff(Role::Door).email
                && *not_since == now() - minutes(5)
                && entry.by.is_none()
                && entry.after.is_empty()
                && entry.action.as_str() == "account.ask_password_reset"
        })
        .once()
        .returning(|_, _, _, _| Ok(()));
    let mut world = World::new();
    world.ports.staff_links = Arc::new(links);

    world.use_cases().accounts.staff_links.ask_reset(&staff(Role::Door).email).await.unwrap();

    assert!(world.mail_server.staff_letters().is_empty());
}

/// A link to Dora. `works` says whether it is still unused.
fn linked(purpose: LinkPurpose, works: bool) -> World {
    let secret = Secret::from_random([6; 32]);
    let mut links = MockStaffLinks::new();
    links.expect_find_link().returning(move |hash, at| {
        assert_eq!(at, now());
        let link = StaffLink { purpose, member: staff(Role::Door) };
        Ok((hash == secret.hash()).then_some(link))
    });
    links
        .expect_redeem()
        .withf(|_, _, _, entry| entry.by == Some(staff(Role::Door)))
        .returning(move |_, _, _, _| Ok(works));
    let mut passwords = MockPasswords::new();
    passwords.expect_hash().returning(|_| PasswordHash("the hash".into()));
    let mut sessions = MockSessions::new();
    sessions
        .expect_issued_device()
        .returning(|device| Ok(device == Secret::from_random([8; 32]).hash()));
    let mut world = World::new();
    world.ports.staff_links = Arc::new(links);
    world.ports.passwords = Arc::new(passwords);
    world.ports.sessions = Arc::new(sessions);
    world
}

#[tokio::test]
async fn a_valid_link_sets_a_password_and_makes_the_device_known() {
    let use_cases = linked(LinkPurpose::Invitation, true).use_cases();
    let secret = Secret::from_random([6; 32]);
    let chosen = ChosenPassword::parse(&"a long password".into()).unwrap();

    assert_eq!(
        use_cases.accounts.staff_links.see(&secret).await.unwrap().member,
        staff(Role::Door)
    );
    let device = Secret::from_random([8; 32]);
    let redeemed = use_cases
        .accounts
        .staff_links
        .redeem(&secret, &chosen, Some(device.clone()))
        .await
        .unwrap();
    assert_eq!(redeemed.device_token, device);

    let invented = Secret::from_random([13; 32]);
    let redeemed = use_cases
        .accounts
        .staff_links
        .redeem(&secret, &chosen, Some(invented.clone()))
        .await
        .unwrap();
    assert_ne!(redeemed.device_token, invented, "it was never issued");
}

#[tokio::test]
async fn an_unknown_or_used_link_does_nothing() {
    let chosen = ChosenPassword::parse(&"a long password".into()).unwrap();
    for (works, secret) in [(true, [1; 32]), (false, [6; 32])] {
        let use_cases = linked(LinkPurpose::PasswordReset, works).use_cases();
        let secret = Secret::from_random(secret);

        let error =
            use_cases.accounts.staff_links.redeem(&secret, &chosen, None).await.unwrap_err();

        assert!(matches!(error, StaffLinkError::Unknown), "{error:?}");
    }
}

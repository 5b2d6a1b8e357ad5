//! The links in mails to staff.

use crate::world::{World, account, id, minutes, noted, now, secret};
use azionelab_application::{
    accounts::{
        LinkPurpose, NewLink, PasswordHash, Sessions, StaffAccounts, StaffLinks, StaffMember,
        StaffNotice,
    },
    mail::{Claim, Outbox, Outgoing},
};
use azionelab_domain::{EmailAddress, Locale, MessageId, Role, SecretHash};
use jiff::SignedDuration;

const HOUR: SignedDuration = SignedDuration::from_hours(1);

impl World {
    async fn link(&self, to: &StaffMember) -> SecretHash {
        let secret = secret().hash();
        let purpose = LinkPurpose::PasswordReset;
        let link = NewLink { who: to.id, purpose, secret, expires_at: now() + HOUR };
        self.store.issue_link(&link).await.unwrap();
        secret
    }

    async fn redeem(&self, link: SecretHash, of: &StaffMember) -> bool {
        let (hash, device) = (PasswordHash("chosen".into()), secret().hash());
        self.store.redeem(link, &hash, device, &noted(of.id)).await.unwrap()
    }

    async fn ask(&self, email: &EmailAddress) -> Option<StaffNotice> {
        let message = MessageId::new(id());
        let entry = noted(azionelab_domain::StaffId::new(id()));
        self.store.ask_reset(email, message, now() - minutes(5), &entry).await.unwrap();
        match self.store.entry(message).await.unwrap()? {
            Outgoing::ToStaff(notice) => Some(*notice),
            Outgoing::ToGuest(_) => panic!("to a guest"),
        }
    }
}

#[tokio::test]
async fn a_forgotten_password_is_mailed_at_most_once_in_a_while() {
    let world = World::with_seats(10).await;
    world.execute("UPDATE site SET contact_email = 'box@example.org'").await;
    let member = world.member(Role::Door).await;
    world.execute("UPDATE staff SET locale = 'en'").await;
    let notice = world.ask(&member.email).await.unwrap();
    let expected = StaffNotice {
        id: notice.id,
        purpose: LinkPurpose::PasswordReset,
        failed_attempts: 0,
        unanswered_attempts: 0,
        created_at: now(),
        member: member.clone(),
        locale: Locale::En,
        has_password: true,
        is_deactivated: false,
        site_name: world.value("SELECT name FROM site").await,
        site_email: "box@example.org".into(),
    };
    assert_eq!(notice, expected);
    assert!(world.ask(&member.email).await.is_none(), "a moment later");
    world.execute("UPDATE outbox SET created_at = created_at - interval '5 minutes'").await;
    assert!(world.ask(&member.email).await.is_some());
}

#[tokio::test]
async fn an_account_that_cannot_sign_in_gets_no_mail_and_each_attempt_is_recorded() {
    let world = World::with_seats(10).await;
    let member = world.member(Role::Door).await;
    let stranger = account().member.email;
    assert!(world.ask(&stranger).await.is_none());
    for change in ["deactivated_at = now()", "deactivated_at = NULL, password_hash = NULL"] {
        world.execute(&format!("UPDATE staff SET {change}")).await;
        assert!(world.ask(&member.email).await.is_none(), "{change}");
    }
    assert_eq!(world.entries().await, "3");
    assert_eq!(
        world.values("SELECT count(subject_id) FROM audit").await,
        ["0"],
        "an account that cannot sign in is not named"
    );
}

#[tokio::test]
async fn a_message_to_staff_is_settled_like_any_other() {
    let world = World::with_seats(10).await;
    let member = world.member(Role::Door).await;
    let notice = world.ask(&member.email).await.unwrap();
    let claimed = world.store.claim(now(), now() + HOUR, 10).await.unwrap();
    assert_eq!(claimed, [Claim { message: notice.id, number: 1 }]);
    let sent = azionelab_application::mail::Settlement::Sent;
    world.store.settle(claimed[0], sent, now()).await.unwrap();
    assert_eq!(world.store.entry(notice.id).await.unwrap(), None);
}

#[tokio::test]
async fn a_link_works_until_it_expires() {
    let world = World::with_seats(10).await;
    let member = world.member(Role::BoxOffice).await;
    let link = world.link(&member).await;
    let moment = SignedDuration::from_micros(1);
    for (at, works) in [(now(), true), (now() + HOUR - moment, true), (now() + HOUR, false)] {
        let found = world.store.find_link(link, at).await.unwrap();
        assert_eq!(found.map(|link| link.member), works.then(|| member.clone()), "{at}");
    }
    assert_eq!(world.store.find_link(secret().hash(), now()).await.unwrap(), None);
}

#[tokio::test]
async fn a_link_sets_a_password_once_and_ends_all_sessions() {
    let world = World::with_seats(10).await;
    let member = world.member(Role::Door).await;
    let session = secret().hash();
    world.open(session, member.id, now() + HOUR).await;
    let (link, other) = (world.link(&member).await, world.link(&member).await);

    assert!(world.redeem(link, &member).await);

    assert!(world.store.find(session, now(), now() - HOUR).await.unwrap().is_none());
    for used in [link, other] {
        assert_eq!(world.store.find_link(used, now()).await.unwrap(), None);
        assert!(!world.redeem(used, &member).await);
    }
    let hash = "SELECT password_hash FROM staff";
    assert_eq!(world.value(hash).await, "chosen");
    assert_eq!(
        world.value("SELECT count(*) FROM known_devices").await,
        "1",
        "only this device is known"
    );
    assert_eq!(world.entries().await, "2");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_link_used_many_times_at_once_works_once() {
    let world = World::with_seats(10).await;
    let member = world.member(Role::Door).await;
    let link = world.link(&member).await;
    let attempts: Vec<_> = (0..20_u8)
        .map(|number| {
            let (store, of) = (world.store.clone(), member.id);
            tokio::spawn(async move {
                let hash = PasswordHash(format!("hash {number}").into());
                store.redeem(link, &hash, secret().hash(), &noted(of)).await.unwrap()
            })
        })
        .collect();
    let mut used = 0;
    for attempt in attempts {
        used += usize::from(attempt.await.unwrap());
    }
    assert_eq!(used, 1);
    assert_eq!(world.entries().await, "1");
}

#[tokio::test]
async fn a_link_of_a_deactivated_account_does_not_work() {
    let world = World::with_seats(10).await;
    let member = world.member(Role::Door).await;
    let link = world.link(&member).await;
    world.execute("UPDATE staff SET deactivated_at = now()").await;
    assert_eq!(world.store.find_link(link, now()).await.unwrap(), None);
    assert!(!world.redeem(link, &member).await);
}

#[tokio::test]
async fn an_accepted_invitation_lets_the_account_sign_in() {
    let world = World::with_seats(10).await;
    let member = world.member(Role::Door).await;
    world.execute("UPDATE staff SET password_hash = NULL").await;
    let version = world.value("SELECT version FROM staff").await;
    let link = world.link(&member).await;
    assert!(world.redeem(link, &member).await);
    let account = world.store.by_email(&member.email).await.unwrap();
    assert_eq!(account.unwrap().member, member);
    assert_ne!(world.value("SELECT version FROM staff").await, version, "to the office too");
}

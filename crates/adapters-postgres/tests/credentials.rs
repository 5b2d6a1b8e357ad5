//! Passwords, second factors and recovery codes of staff.

use crate::world::{World, account, id, minutes, noted, now, secret};
use azionelab_application::accounts::{
    Account, Credentials, LinkPurpose, NewLink, PasswordHash, Sessions, StaffAccounts, StaffLinks,
    TotpSecret,
};
use azionelab_domain::{RecoveryCode, RecoveryCodeHash, Secret, SecretHash, StaffId};
use secrecy::ExposeSecret;

fn hashes(of: u8) -> Vec<RecoveryCodeHash> {
    (0..10).map(|number| RecoveryCode::from_random([of * 10 + number; 10]).hash()).collect()
}

fn totp(secret: &str) -> TotpSecret {
    TotpSecret(secret.into())
}

/// The secret of the session that changes the second factor.
fn secret_of_the_session() -> SecretHash {
    Secret::from_random([42; 32]).hash()
}

impl World {
    /// Adds a staff member without a second factor.
    async fn plain(&self) -> StaffId {
        let account = Account { totp: None, ..account() };
        self.store.add(&account, now()).await.unwrap();
        account.member.id
    }

    /// Whether a staff member has a second factor, and the number of recovery codes.
    async fn factor(&self, of: StaffId) -> (bool, u32) {
        let proof = self.store.proof(of).await.unwrap().unwrap();
        (proof.has_totp, proof.recovery_codes_left)
    }

    async fn activate(&self, of: StaffId, secret: &str, step: u64, codes: u8) -> bool {
        let (secret, codes) = (totp(secret), hashes(codes));
        let keep = secret_of_the_session();
        self.store.activate_totp(of, &secret, step, &codes, keep, &noted(of)).await.unwrap()
    }
}

#[tokio::test]
async fn a_new_password_ends_all_other_sessions_and_links() {
    let world = World::with_seats(10).await;
    let (who, other) = (world.plain().await, world.plain().await);
    let (own, ended, others) = (secret().hash(), secret().hash(), secret().hash());
    for (token, of) in [(own, who), (ended, who), (others, other)] {
        world.open(token, of, now() + minutes(60)).await;
    }
    let link = NewLink {
        who,
        purpose: LinkPurpose::PasswordReset,
        secret: secret().hash(),
        expires_at: now() + minutes(60),
    };
    world.store.issue_link(&link).await.unwrap();

    let hash = PasswordHash("another hash".into());
    world.store.change_password(who, &hash, own, &noted(who)).await.unwrap();

    let proof = world.store.proof(who).await.unwrap().unwrap();
    assert_eq!(proof.password.0.expose_secret(), "another hash");
    for (token, of) in [(own, Some(who)), (ended, None), (others, Some(other))] {
        let found = world.store.find(token, now(), now() - minutes(1)).await.unwrap();
        assert_eq!(found.map(|member| member.id), of);
    }
    assert_eq!(world.store.find_link(link.secret, now()).await.unwrap(), None);
    assert_eq!(world.entries().await, "4");
}

#[tokio::test]
async fn an_app_is_valid_after_activation_with_the_prepared_secret() {
    let world = World::with_seats(10).await;
    let who = world.plain().await;
    assert!(!world.activate(who, "FIRST", 7, 1).await, "nothing was prepared");
    world.store.prepare_totp(who, &totp("FIRST")).await.unwrap();
    world.store.prepare_totp(who, &totp("SECOND")).await.unwrap();
    assert_eq!(world.factor(who).await, (false, 0));
    assert!(!world.activate(who, "FIRST", 7, 1).await, "another one was prepared since");
    assert!(world.activate(who, "SECOND", 7, 1).await);
    assert!(!world.activate(who, "SECOND", 8, 2).await, "it is no more prepared");

    assert_eq!(world.factor(who).await, (true, 10));
    assert!(!world.store.use_totp_step(who, 7).await.unwrap(), "its first code was used");
    assert!(world.store.use_totp_step(who, 8).await.unwrap());
    assert_eq!(world.entries().await, "1");
}

#[tokio::test]
async fn a_recovery_code_works_once_and_only_for_its_owner() {
    let world = World::with_seats(10).await;
    let (who, other) = (world.plain().await, world.plain().await);
    for of in [who, other] {
        world.store.prepare_totp(of, &totp("SECRET")).await.unwrap();
    }
    world.activate(who, "SECRET", 7, 1).await;
    world.activate(other, "SECRET", 7, 2).await;
    let code = hashes(1)[3];
    for (of, counts) in [(other, false), (who, true), (who, false)] {
        assert_eq!(world.store.use_recovery_code(of, code).await.unwrap(), counts);
    }
    assert_eq!(world.factor(who).await, (true, 9));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_recovery_code_sent_many_times_at_once_works_once() {
    let world = World::with_seats(10).await;
    let who = world.plain().await;
    world.store.prepare_totp(who, &totp("SECRET")).await.unwrap();
    world.activate(who, "SECRET", 7, 1).await;
    let code = hashes(1)[0];
    let attempts: Vec<_> = (0..20)
        .map(|_| {
            let store = world.store.clone();
            tokio::spawn(async move { store.use_recovery_code(who, code).await.unwrap() })
        })
        .collect();
    let mut counted = 0;
    for attempt in attempts {
        counted += usize::from(attempt.await.unwrap());
    }
    assert_eq!(counted, 1);
}

#[tokio::test]
async fn new_recovery_codes_replace_the_earlier_ones() {
    let world = World::with_seats(10).await;
    let who = world.plain().await;
    assert!(!world.store.renew_recovery_codes(who, &hashes(1), &noted(who)).await.unwrap());
    world.store.prepare_totp(who, &totp("SECRET")).await.unwrap();
    world.activate(who, "SECRET", 7, 1).await;
    assert!(world.store.renew_recovery_codes(who, &hashes(2), &noted(who)).await.unwrap());
    assert_eq!(world.factor(who).await, (true, 10));
    for (code, counts) in [(hashes(1)[0], false), (hashes(2)[0], true)] {
        assert_eq!(world.store.use_recovery_code(who, code).await.unwrap(), counts);
    }
}

#[tokio::test]
async fn removing_the_app_removes_the_recovery_codes() {
    let world = World::with_seats(10).await;
    let who = world.plain().await;
    world.store.prepare_totp(who, &totp("SECRET")).await.unwrap();
    world.activate(who, "SECRET", 7, 1).await;
    for _ in 0..2 {
        world.store.remove_totp(who, secret_of_the_session(), &noted(who)).await.unwrap();
        assert_eq!(world.factor(who).await, (false, 0));
    }
    assert_eq!(world.entries().await, "2", "what was gone already is not written down");
}

#[tokio::test]
async fn changing_the_second_factor_ends_all_other_sessions() {
    let world = World::with_seats(10).await;
    let (who, other) = (world.plain().await, world.plain().await);
    let (own, ended, others) = (secret_of_the_session(), secret().hash(), secret().hash());
    for (token, of) in [(own, who), (others, other)] {
        world.open(token, of, now() + minutes(60)).await;
    }
    let open = async || {
        world.open(ended, who, now() + minutes(60)).await;
    };
    let signed_in = async || {
        let mut signed_in = Vec::new();
        for token in [own, ended, others] {
            signed_in.push(world.signed_in(token, now()).await.is_some());
        }
        signed_in
    };

    open().await;
    world.store.prepare_totp(who, &totp("SECRET")).await.unwrap();
    world.store.remove_totp(who, own, &noted(who)).await.unwrap();
    assert_eq!(signed_in().await, [true, true, true], "it never counted");
    world.store.prepare_totp(who, &totp("SECRET")).await.unwrap();
    assert!(world.activate(who, "SECRET", 7, 1).await);
    assert_eq!(signed_in().await, [true, false, true], "it is on");
    open().await;
    world.store.remove_totp(who, own, &noted(who)).await.unwrap();
    assert_eq!(signed_in().await, [true, false, true], "it is off");
}

#[tokio::test]
async fn a_password_is_rehashed_unless_it_was_changed_meanwhile() {
    let world = World::with_seats(10).await;
    let who = world.plain().await;
    let before = world.store.proof(who).await.unwrap().unwrap().password;
    let after = PasswordHash("another hash".into());
    world.store.rehash_password(who, &after, &PasswordHash("late".into())).await.unwrap();
    let hash = world.store.proof(who).await.unwrap().unwrap().password;
    assert_eq!(hash.0.expose_secret(), before.0.expose_secret());
    world.store.rehash_password(who, &before, &after).await.unwrap();
    let hash = world.store.proof(who).await.unwrap().unwrap().password;
    assert_eq!(hash.0.expose_secret(), "another hash");
}

#[tokio::test]
async fn an_account_that_cannot_sign_in_has_no_credentials() {
    let world = World::with_seats(10).await;
    let who = world.plain().await;
    assert!(world.store.proof(StaffId::new(id())).await.unwrap().is_none());
    world.execute("UPDATE staff SET deactivated_at = now()").await;
    assert!(world.store.proof(who).await.unwrap().is_none());
}

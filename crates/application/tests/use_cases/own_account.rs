//! Changes by staff to their own accounts.

use crate::world::{World, minutes, now, staff, uuid};
use azionelab_application::{
    accounts::{
        ChangePasswordError, ChosenPassword, DeviceName, EndSessionError, MockCredentials,
        MockPasswords, MockSessions, MockTotpCodes, OpenSession, PasswordHash, PasswordRefusal,
        Proof, ReauthenticationError, SecondFactorError, TotpSecret,
    },
    audit::{MockAuditLog, Outcome},
};
use azionelab_domain::{EmailAddress, PersonName, RecoveryCode, Role, Secret, SessionId};
use secrecy::ExposeSecret;
use std::sync::Arc;

fn token() -> Secret {
    Secret::from_random([3; 32])
}

fn chosen() -> ChosenPassword {
    ChosenPassword::parse(&"another long one".into()).unwrap()
}

/// The credentials of Dora, whose password is "right".
fn credentials(prepared: Option<&str>) -> MockCredentials {
    let prepared_totp = prepared.map(|secret| TotpSecret(secret.into()));
    let proof = Proof {
        password: PasswordHash("the hash".into()),
        has_totp: false,
        prepared_totp,
        recovery_codes_left: 4,
    };
    let mut credentials = MockCredentials::new();
    credentials
        .expect_proof()
        .withf(|of| *of == staff(Role::Door).id)
        .returning(move |_| Ok(Some(proof.clone())));
    credentials
}

fn world(credentials: MockCredentials) -> World {
    let mut passwords = MockPasswords::new();
    passwords
        .expect_verify()
        .returning(|typed, hash| typed.expose_secret() == "right" && hash.is_some());
    passwords.expect_hash().returning(|_| PasswordHash("another hash".into()));
    let mut totp_codes = MockTotpCodes::new();
    totp_codes.expect_secret_of().returning(|_| TotpSecret("the secret".into()));
    totp_codes
        .expect_uri()
        .returning(|secret, email| format!("{} of {}", secret.0.expose_secret(), email.as_str()));
    totp_codes.expect_step_of().returning(|secret, code, _| {
        (secret.0.expose_secret() == "the secret" && code == "123456").then_some(7)
    });
    let mut world = World::new();
    world.ports.credentials = Arc::new(credentials);
    world.ports.passwords = Arc::new(passwords);
    world.ports.totp_codes = Arc::new(totp_codes);
    world
}

/// Expects exactly one recorded refusal with this reason.
fn expect_refusal(world: &mut World, why: &'static str) {
    let mut audit = MockAuditLog::new();
    audit
        .expect_note()
        .withf(move |entry| {
            entry.outcome == Outcome::Refused(why)
                && entry.by == Some(staff(Role::Door))
                && entry.after.is_empty()
        })
        .once()
        .returning(|_| Ok(()));
    world.ports.audit = Arc::new(audit);
}

#[tokio::test]
async fn a_password_can_be_changed_with_the_current_one_and_the_current_session_stays() {
    let mut credentials = credentials(None);
    credentials
        .expect_change_password()
        .withf(|of, hash, keep, entry| {
            *of == staff(Role::Door).id
                && hash.0.expose_secret() == "another hash"
                && *keep == token().hash()
                && entry.action.as_str() == "account.change_password"
                && entry.before.is_empty()
                && entry.after.is_empty()
        })
        .once()
        .returning(|_, _, _, _| Ok(()));

    world(credentials)
        .use_cases()
        .accounts
        .change_password
        .execute(&staff(Role::Door), &token(), &"right".into(), &chosen())
        .await
        .unwrap();
}

#[tokio::test]
async fn a_wrong_password_changes_nothing_and_is_recorded() {
    let mut world = world(credentials(None));
    expect_refusal(&mut world, "wrong-password");

    let error = world
        .use_cases()
        .accounts
        .change_password
        .execute(&staff(Role::Door), &token(), &"wrong".into(), &chosen())
        .await
        .unwrap_err();

    assert!(
        matches!(
            error,
            ChangePasswordError::Reauthentication(ReauthenticationError::WrongPassword)
        ),
        "{error:?}"
    );
}

#[tokio::test]
async fn a_password_that_is_easy_to_guess_is_refused() {
    for (typed, refused) in [
        ("è qui. Sì", Some(PasswordRefusal::TooShort)),
        ("è qui. Sì!", None),
        // Two code points each, but one character.
        ("e\u{300} qui. Si\u{300}", Some(PasswordRefusal::TooShort)),
        ("password123", Some(PasswordRefusal::TooCommon)),
        ("Passw0rd123", Some(PasswordRefusal::TooCommon)),
        ("1234567890", Some(PasswordRefusal::TooCommon)),
        ("qwertyuiop", Some(PasswordRefusal::TooCommon)),
        ("1qaz2wsx3edc", Some(PasswordRefusal::TooCommon)),
        ("èèèèèèèèèè", Some(PasswordRefusal::Repetitive)),
        ("abcabcabcabc", Some(PasswordRefusal::Repetitive)),
        ("sipariosipario", Some(PasswordRefusal::Repetitive)),
        ("lanterna accesa", None),
        ("correct horse battery staple", None),
    ] {
        assert_eq!(ChosenPassword::parse(&typed.into()).err(), refused, "{typed}");
    }
}

#[tokio::test]
async fn a_password_made_of_the_owner_s_data_is_refused() {
    let (name, email) = (
        PersonName::parse("Niccolò De Rossi").unwrap(),
        EmailAddress::parse("n.derossi@fanale.example").unwrap(),
    );
    for (typed, fits) in [
        ("niccolo.rossi", false),
        ("Niccolò De Rossi 26", false),
        ("n.derossi@fanale.example", false),
        ("teatrodelfanale1", false),
        ("Il teatro del fanale!", false),
        ("rossi come i gelsomini", true),
        ("lanterna accesa", true),
    ] {
        let chosen = ChosenPassword::parse(&typed.into()).unwrap();
        let refused = chosen.fits(&name, &email, "Teatro del Fanale").err();
        assert_eq!(refused, (!fits).then_some(PasswordRefusal::OwnWords), "{typed}");
    }
}

#[tokio::test]
async fn an_app_is_prepared_with_a_secret_and_its_qr_code() {
    let mut credentials = credentials(None);
    credentials
        .expect_prepare_totp()
        .withf(|_, secret| secret.0.expose_secret() == "the secret")
        .once()
        .returning(|_, _| Ok(()));

    let use_cases = world(credentials).use_cases();
    let prepared = use_cases
        .accounts
        .second_factor
        .prepare(&staff(Role::Door), &"right".into())
        .await
        .unwrap();

    assert_eq!(prepared.uri.expose_secret(), "the secret of staff1@example.org");
    // The fake QR code is its content.
    assert_eq!(prepared.qr_svg.expose_secret(), prepared.uri.expose_secret());
}

#[tokio::test]
async fn an_app_is_activated_with_a_code_and_returns_recovery_codes() {
    let mut credentials = credentials(Some("the secret"));
    credentials
        .expect_activate_totp()
        .withf(|_, secret, step, codes, keep, entry| {
            *keep == token().hash()
                && secret.0.expose_secret() == "the secret"
                && *step == 7
                && codes.len() == RecoveryCode::SET
                && entry.action.as_str() == "account.activate_totp"
        })
        .once()
        .returning(|_, _, _, _, _, _| Ok(true));

    let use_cases = world(credentials).use_cases();
    let codes = use_cases
        .accounts
        .second_factor
        .activate(&staff(Role::Door), &token(), &"123456".into())
        .await;

    let mut codes: Vec<_> = codes.unwrap().iter().map(RecoveryCode::reveal).collect();
    codes.sort();
    codes.dedup();
    assert_eq!(codes.len(), RecoveryCode::SET, "all codes are different");
}

#[tokio::test]
async fn an_app_is_not_activated_with_a_wrong_code() {
    let mut world = world(credentials(Some("the secret")));
    expect_refusal(&mut world, "wrong-code");

    let use_cases = world.use_cases();
    let error = use_cases
        .accounts
        .second_factor
        .activate(&staff(Role::Door), &token(), &"654321".into())
        .await
        .unwrap_err();

    assert!(matches!(error, SecondFactorError::WrongCode), "{error:?}");
}

#[tokio::test]
async fn nothing_can_be_activated_or_renewed_without_an_app() {
    let mut credentials = credentials(None);
    credentials.expect_renew_recovery_codes().returning(|_, _, _| Ok(false));
    let factor = world(credentials).use_cases().accounts.second_factor;

    let error = factor.activate(&staff(Role::Door), &token(), &"123456".into()).await.unwrap_err();
    assert!(matches!(error, SecondFactorError::NotPrepared), "{error:?}");
    let error = factor.renew_codes(&staff(Role::Door), &"right".into()).await.unwrap_err();
    assert!(matches!(error, SecondFactorError::NotSetUp), "{error:?}");
}

#[tokio::test]
async fn the_second_factor_cannot_be_changed_without_the_password() {
    let factor = world(credentials(None)).use_cases().accounts.second_factor;
    let (dora, wrong) = (staff(Role::Door), "wrong".into());
    for refused in [
        factor.prepare(&dora, &wrong).await.map(|_| ()),
        factor.renew_codes(&dora, &wrong).await.map(|_| ()),
        factor.remove(&dora, &token(), &wrong).await,
    ] {
        assert!(
            matches!(
                refused,
                Err(SecondFactorError::Reauthentication(ReauthenticationError::WrongPassword))
            ),
            "{refused:?}"
        );
    }
}

#[tokio::test]
async fn the_list_of_sessions_marks_the_current_one() {
    let session = |number, token: Secret| OpenSession {
        id: SessionId::new(uuid(number)),
        token: token.hash(),
        device: DeviceName::default(),
        created_at: now(),
        last_used_at: now(),
        expires_at: now() + minutes(60),
    };
    let mut sessions = MockSessions::new();
    sessions
        .expect_open_of()
        .withf(|who, at, _| *who == staff(Role::Door).id && *at == now())
        .returning(move |_, _, _| {
            Ok(vec![session(1, Secret::from_random([4; 32])), session(2, token())])
        });
    let mut world = world(credentials(None));
    world.ports.sessions = Arc::new(sessions);
    let account = world.use_cases().accounts.own_account;

    let listed = account.sessions(&staff(Role::Door), &token()).await.unwrap();
    assert_eq!(listed.iter().map(|one| one.is_current).collect::<Vec<_>>(), [false, true]);
    let seen = account.account(&staff(Role::Door)).await.unwrap();
    assert_eq!((seen.has_totp, seen.recovery_codes_left), (false, 4));
}

#[tokio::test]
async fn a_session_of_another_person_is_not_found() {
    let mut sessions = MockSessions::new();
    sessions.expect_end().returning(|who, session, entry| {
        assert_eq!(entry.action.as_str(), "account.end_session");
        Ok(who == staff(Role::Door).id && session == SessionId::new(uuid(1)))
    });
    let mut world = World::new();
    world.ports.sessions = Arc::new(sessions);
    let end = world.use_cases().accounts.end_sessions;

    end.one(&staff(Role::Door), SessionId::new(uuid(1))).await.unwrap();
    let error = end.one(&staff(Role::Admin), SessionId::new(uuid(1))).await.unwrap_err();
    assert!(matches!(error, EndSessionError::NotFound), "{error:?}");
}

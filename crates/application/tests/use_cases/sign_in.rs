use crate::world::{World, now, staff};
use azionelab_application::{
    accounts::{
        Account, DeviceName, MockCredentials, MockPasswords, MockSessions, MockStaffAccounts,
        MockTotpCodes, NewSession, PasswordHash, SignInError, SignInRequest, TotpSecret,
    },
    audit::{AuditEntry, MockAuditLog, Outcome, Subject},
};
use azionelab_domain::{RecoveryCode, Role, Secret};
use jiff::SignedDuration;
use secrecy::{ExposeSecret, SecretString};
use std::sync::{Arc, Mutex};

/// The ports for signing in. Each port refuses calls that a test does not expect.
struct SignInTest {
    world: World,
    accounts: MockStaffAccounts,
    passwords: MockPasswords,
    totp_codes: MockTotpCodes,
    credentials: MockCredentials,
    sessions: MockSessions,
}

impl SignInTest {
    fn new() -> Self {
        Self {
            world: World::new(),
            accounts: MockStaffAccounts::new(),
            passwords: MockPasswords::new(),
            totp_codes: MockTotpCodes::new(),
            credentials: MockCredentials::new(),
            sessions: MockSessions::new(),
        }
    }

    /// Bruno's account. `right` says whether the typed password is right.
    fn with_account(totp: bool, right: bool) -> Self {
        let mut test = Self::with_account_of_any_password(totp);
        test.passwords
            .expect_verify()
            .withf(|password, hash| {
                password.expose_secret() == "what was typed"
                    && hash.is_some_and(|hash| hash.0.expose_secret() == "the hash")
            })
            .once()
            .returning(move |_, _| right);
        test
    }

    fn with_account_of_any_password(totp: bool) -> Self {
        let mut test = Self::new();
        let member = staff(Role::BoxOffice);
        let address = member.email.clone();
        let account = Account {
            member,
            password: PasswordHash("the hash".into()),
            totp: totp.then(|| TotpSecret("the shared secret".into())),
        };
        test.accounts
            .expect_by_email()
            .withf(move |email| *email == address)
            .returning(move |_| Ok(Some(account.clone())));
        test
    }

    /// The one-time code `123456` is that of time step 7, which is valid if it was not used before.
    fn with_one_time_code(mut self, unused: bool) -> Self {
        self.totp_codes
            .expect_step_of()
            .withf(|secret, _, at| secret.0.expose_secret() == "the shared secret" && *at == now())
            .returning(|_, code, _| (code == "123456").then_some(7));
        self.accounts
            .expect_use_totp_step()
            .withf(|who, step| *who == staff(Role::BoxOffice).id && *step == 7)
            .returning(move |_, _| Ok(unused));
        self
    }

    fn with_sessions(mut self) -> Self {
        self.sessions.expect_open().once().returning(|_, _| Ok(()));
        self
    }

    /// The opened sessions with their audit entries.
    fn recording_sessions(&mut self) -> Arc<Mutex<Vec<(NewSession, AuditEntry)>>> {
        let opened = Arc::new(Mutex::new(Vec::new()));
        let list = opened.clone();
        self.sessions.expect_open().returning(move |session, entry| {
            list.lock().unwrap().push((session.clone(), entry.clone()));
            Ok(())
        });
        opened
    }

    /// The recorded refusals.
    fn recording_refusals(&mut self) -> Arc<Mutex<Vec<AuditEntry>>> {
        let refused = Arc::new(Mutex::new(Vec::new()));
        let list = refused.clone();
        let mut audit = MockAuditLog::new();
        audit.expect_note().returning(move |entry| {
            list.lock().unwrap().push(entry.clone());
            Ok(())
        });
        self.world.ports.audit = Arc::new(audit);
        refused
    }

    async fn sign_in(
        self,
        request: SignInRequest,
    ) -> Result<azionelab_application::accounts::SignedIn, SignInError> {
        let mut world = self.world;
        world.ports.staff_accounts = Arc::new(self.accounts);
        world.ports.passwords = Arc::new(self.passwords);
        world.ports.totp_codes = Arc::new(self.totp_codes);
        world.ports.credentials = Arc::new(self.credentials);
        world.ports.sessions = Arc::new(self.sessions);
        world.use_cases().accounts.sign_in.execute(request).await
    }
}

fn typed(totp: Option<&str>) -> SignInRequest {
    SignInRequest {
        email: Some(staff(Role::BoxOffice).email),
        password: "what was typed".into(),
        totp: totp.map(SecretString::from),
        device: DeviceName::new("Firefox · Android"),
        device_token: None,
    }
}

#[tokio::test]
async fn the_right_password_signs_in() {
    let test = SignInTest::with_account(false, true).with_sessions();

    let signed_in = test.sign_in(typed(None)).await.unwrap();

    assert_eq!(signed_in.member, staff(Role::BoxOffice));
    assert_eq!(signed_in.expires_at, now() + SignedDuration::from_hours(7 * 24));
}

#[tokio::test]
async fn the_hash_of_the_token_is_stored_instead_of_the_token() {
    let mut test = SignInTest::with_account(false, true);
    let opened = test.recording_sessions();

    let signed_in = test.sign_in(typed(None)).await.unwrap();

    let opened = opened.lock().unwrap();
    let [(session, entry)] = opened.as_slice() else { panic!("{} opened", opened.len()) };
    assert_eq!(session.token, signed_in.token.hash());
    assert_eq!(session.device_token, signed_in.device_token.hash());
    assert_eq!((session.who, session.at), (staff(Role::BoxOffice).id, now()));
    assert_eq!(session.expires_at, now() + SignedDuration::from_hours(7 * 24));
    assert_eq!(session.device.as_str(), "Firefox · Android");
    assert_eq!(entry.action.as_str(), "session.open");
    assert_eq!(entry.by, Some(staff(Role::BoxOffice)));
}

#[tokio::test]
async fn a_known_device_keeps_its_token() {
    let mut test = SignInTest::with_account(false, true);
    let opened = test.recording_sessions();
    let known = Secret::from_random([5; 32]);
    test.sessions.expect_issued_device().returning(|_| Ok(true));

    let request = SignInRequest { device_token: Some(known.clone()), ..typed(None) };
    let signed_in = test.sign_in(request).await.unwrap();

    assert_eq!(signed_in.device_token, known);
    assert_eq!(opened.lock().unwrap()[0].0.device_token, known.hash());
}

#[tokio::test]
async fn a_device_with_a_token_that_was_never_issued_gets_a_new_one() {
    let mut test = SignInTest::with_account(false, true);
    let opened = test.recording_sessions();
    let invented = Secret::from_random([5; 32]);
    test.sessions.expect_issued_device().returning(|_| Ok(false));

    let request = SignInRequest { device_token: Some(invented.clone()), ..typed(None) };
    let signed_in = test.sign_in(request).await.unwrap();

    assert_ne!(signed_in.device_token, invented);
    assert_eq!(opened.lock().unwrap()[0].0.device_token, signed_in.device_token.hash());
}

#[tokio::test]
async fn a_password_is_compared_in_normalized_form() {
    for (stored, signs_in, hashed_again) in [
        ("perch\u{e9} no, oggi", true, 0),
        ("perche\u{301} no, oggi", true, 1),
        ("perche no", false, 0),
    ] {
        let mut test = SignInTest::with_account_of_any_password(false);
        test.sessions.expect_open().times(usize::from(signs_in)).returning(|_, _| Ok(()));
        test.passwords.expect_verify().returning(move |typed, _| typed.expose_secret() == stored);
        test.passwords
            .expect_hash()
            .withf(|password| password.expose_secret() == "perch\u{e9} no, oggi")
            .times(hashed_again)
            .returning(|_| PasswordHash("another hash".into()));
        test.credentials
            .expect_rehash_password()
            .withf(|of, _, after| {
                *of == staff(Role::BoxOffice).id && after.0.expose_secret() == "another hash"
            })
            .times(hashed_again)
            .returning(|_, _, _| Ok(()));
        let request = SignInRequest { password: "perche\u{301} no, oggi".into(), ..typed(None) };
        assert_eq!(test.sign_in(request).await.is_ok(), signs_in, "{stored}");
    }
}

#[tokio::test]
async fn a_failed_sign_in_is_recorded_without_a_name() {
    for (known, subject) in
        [(true, Subject::Staff(staff(Role::BoxOffice).id)), (false, Subject::Everybody)]
    {
        let mut test =
            if known { SignInTest::with_account(false, false) } else { SignInTest::new() };
        if !known {
            test.accounts.expect_by_email().returning(|_| Ok(None));
            test.passwords.expect_verify().returning(|_, _| false);
        }
        let refused = test.recording_refusals();

        test.sign_in(typed(None)).await.unwrap_err();

        let refused = refused.lock().unwrap();
        let [entry] = refused.as_slice() else { panic!("{} entries", refused.len()) };
        assert_eq!((&entry.by, &entry.subject), (&None, &subject));
        assert_eq!(entry.outcome, Outcome::Refused("wrong-credentials"));
        assert!(
            entry.before.is_empty() && entry.after.is_empty(),
            "the typed text is not recorded"
        );
    }
}

#[tokio::test]
async fn a_missing_one_time_code_is_not_recorded_as_a_refusal() {
    let mut test = SignInTest::with_account(true, true);
    let refused = test.recording_refusals();

    test.sign_in(typed(None)).await.unwrap_err();

    assert!(refused.lock().unwrap().is_empty());
}

#[tokio::test]
async fn a_recovery_code_signs_in_while_it_is_unused() {
    let code = RecoveryCode::from_random([7; 10]);
    for unused in [true, false] {
        let mut test = SignInTest::with_account(true, true);
        let opened = test.recording_sessions();
        let hash = code.hash();
        test.credentials
            .expect_use_recovery_code()
            .withf(move |who, code| *who == staff(Role::BoxOffice).id && *code == hash)
            .once()
            .returning(move |_, _| Ok(unused));

        let outcome = test.sign_in(typed(Some(&code.reveal().to_uppercase()))).await;

        assert_eq!(outcome.is_ok(), unused);
        for (_, entry) in opened.lock().unwrap().iter() {
            assert_eq!(entry.after["recovery_code"], true.into());
        }
    }
}

#[tokio::test]
async fn a_wrong_password_signs_nobody_in() {
    let test = SignInTest::with_account(false, false);

    let error = test.sign_in(typed(None)).await.unwrap_err();

    assert!(matches!(error, SignInError::WrongCredentials), "{error:?}");
}

#[tokio::test]
async fn a_wrong_password_is_reported_before_a_missing_one_time_code() {
    let test = SignInTest::with_account(true, false);

    let error = test.sign_in(typed(None)).await.unwrap_err();

    assert!(matches!(error, SignInError::WrongCredentials), "{error:?}");
}

#[tokio::test]
async fn a_wrong_password_does_not_use_a_one_time_code() {
    // No call for the one-time code or the used time steps is expected.
    let test = SignInTest::with_account(true, false);

    let error = test.sign_in(typed(Some("123456"))).await.unwrap_err();

    assert!(matches!(error, SignInError::WrongCredentials), "{error:?}");
}

#[tokio::test]
async fn the_password_is_verified_without_a_hash_for_an_unknown_account() {
    let mut test = SignInTest::new();
    test.accounts.expect_by_email().returning(|_| Ok(None));
    test.passwords.expect_verify().withf(|_, hash| hash.is_none()).once().returning(|_, _| false);

    let error = test.sign_in(typed(None)).await.unwrap_err();

    assert!(matches!(error, SignInError::WrongCredentials), "{error:?}");
}

#[tokio::test]
async fn the_password_is_verified_without_a_hash_for_a_malformed_address() {
    let mut test = SignInTest::new();
    test.passwords.expect_verify().withf(|_, hash| hash.is_none()).once().returning(|_, _| false);

    let error = test.sign_in(SignInRequest { email: None, ..typed(None) }).await.unwrap_err();

    assert!(matches!(error, SignInError::WrongCredentials), "{error:?}");
}

#[tokio::test]
async fn nobody_is_signed_in_without_an_account() {
    let mut test = SignInTest::new();
    test.accounts.expect_by_email().returning(|_| Ok(None));
    test.passwords.expect_verify().returning(|_, _| true);

    let error = test.sign_in(typed(None)).await.unwrap_err();

    assert!(matches!(error, SignInError::WrongCredentials), "{error:?}");
}

#[tokio::test]
async fn a_one_time_code_is_required_after_the_right_password() {
    let test = SignInTest::with_account(true, true);

    let error = test.sign_in(typed(None)).await.unwrap_err();

    assert!(matches!(error, SignInError::TotpRequired), "{error:?}");
}

#[tokio::test]
async fn the_right_one_time_code_signs_in() {
    let test = SignInTest::with_account(true, true).with_one_time_code(true).with_sessions();

    test.sign_in(typed(Some("123456"))).await.unwrap();
}

#[tokio::test]
async fn a_wrong_one_time_code_signs_nobody_in() {
    let test = SignInTest::with_account(true, true).with_one_time_code(true);

    let error = test.sign_in(typed(Some("654321"))).await.unwrap_err();

    assert!(matches!(error, SignInError::WrongCredentials), "{error:?}");
}

#[tokio::test]
async fn a_one_time_code_signs_in_only_once() {
    let test = SignInTest::with_account(true, true).with_one_time_code(false);

    let error = test.sign_in(typed(Some("123456"))).await.unwrap_err();

    assert!(matches!(error, SignInError::WrongCredentials), "{error:?}");
}

#[tokio::test]
async fn an_account_without_a_second_factor_needs_no_code() {
    let test = SignInTest::with_account(false, true).with_sessions();

    test.sign_in(typed(Some("123456"))).await.unwrap();
}

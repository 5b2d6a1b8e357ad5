use super::{
    Account, Act, Authority, Credentials, DeviceName, NewSession, Passwords, Sessions,
    StaffAccounts, StaffMember, TotpCodes, TotpSecret,
    chosen_password::{Typed, normalized, verify_typed},
};
use crate::{
    Ports,
    audit::{Action, AuditEntry, Facts, Subject},
    ports::{Clock, Secrets, StoreError},
};
use azionelab_domain::{EmailAddress, RecoveryCode, Secret, SessionId};
use jiff::{SignedDuration, Timestamp};
use secrecy::{ExposeSecret, SecretString};
use std::sync::Arc;
use thiserror::Error;

const SIGN_IN: Action = Action::named("session.open");
const SIGN_OUT: Action = Action::named("session.close");

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct SessionLifetimes {
    /// The maximum time without a request.
    pub idle: SignedDuration,
    pub absolute: SignedDuration,
}

impl Default for SessionLifetimes {
    /// Long enough for an evening at the door with the phone in a pocket.
    fn default() -> Self {
        Self { idle: SignedDuration::from_hours(12), absolute: SignedDuration::from_hours(7 * 24) }
    }
}

#[derive(Debug, Error)]
pub enum SignInError {
    /// The address, the password or the one-time code is wrong, or there is no such account. The
    /// error does not say which.
    #[error("the credentials are wrong")]
    WrongCredentials,
    /// The password is right, but a one-time code is needed too.
    #[error("a one-time code is needed")]
    TotpRequired,
    #[error(transparent)]
    Store(#[from] StoreError),
}

#[derive(Debug)]
pub struct SignInRequest {
    /// `None` if the typed text is not an address.
    pub email: Option<EmailAddress>,
    pub password: SecretString,
    /// A one-time code or a recovery code.
    pub totp: Option<SecretString>,
    pub device: DeviceName,
    /// The device token, if the device has one.
    pub device_token: Option<Secret>,
}

#[derive(Debug)]
pub struct SignedIn {
    pub member: StaffMember,
    /// The session token. Only its hash is stored.
    pub token: Secret,
    /// The device token from now on. Only its hash is stored.
    pub device_token: Secret,
    /// The absolute end of the session.
    pub expires_at: Timestamp,
}

/// The second factor of a sign-in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum SecondFactor {
    /// The account has none.
    NotNeeded,
    OneTimeCode,
    RecoveryCode,
}

pub struct SignIn {
    authority: Authority,
    accounts: Arc<dyn StaffAccounts>,
    credentials: Arc<dyn Credentials>,
    sessions: Arc<dyn Sessions>,
    passwords: Arc<dyn Passwords>,
    totp_codes: Arc<dyn TotpCodes>,
    clock: Arc<dyn Clock>,
    secrets: Arc<dyn Secrets>,
    lifetimes: SessionLifetimes,
}

impl SignIn {
    pub(crate) fn new(ports: &Ports, lifetimes: SessionLifetimes) -> Self {
        Self {
            authority: Authority::new(ports),
            accounts: ports.staff_accounts.clone(),
            credentials: ports.credentials.clone(),
            sessions: ports.sessions.clone(),
            passwords: ports.passwords.clone(),
            totp_codes: ports.totp_codes.clone(),
            clock: ports.clock.clone(),
            secrets: ports.secrets.clone(),
            lifetimes,
        }
    }

    /// Whether the owner of this address has signed in on this device before.
    pub async fn is_known_device(
        &self,
        email: &EmailAddress,
        device: &Secret,
    ) -> Result<bool, StoreError> {
        self.sessions.knows_device(email, device.hash()).await
    }

    /// Signs in. It takes the same time for an unknown account as for a wrong password. Failures
    /// are recorded without the typed text.
    pub async fn execute(&self, request: SignInRequest) -> Result<SignedIn, SignInError> {
        let account = match &request.email {
            Some(email) => self.accounts.by_email(email).await?,
            None => None,
        };
        let subject = account
            .as_ref()
            .map_or(Subject::Everybody, |account| Subject::Staff(account.member.id));
        let act = Act::new(SIGN_IN, subject);
        let hash = account.as_ref().map(|account| &account.password);
        let typed = verify_typed(&*self.passwords, &request.password, hash).await;
        let result = match account.filter(|_| typed != Typed::Wrong) {
            Some(account) => {
                let second_factor = self.second_factor(&account, request.totp.as_ref()).await;
                if typed == Typed::RightUnnormalized && second_factor.is_ok() {
                    let hash = self.passwords.hash(&normalized(&request.password)).await;
                    let id = account.member.id;
                    self.credentials.rehash_password(id, &account.password, &hash).await?;
                }
                second_factor.map(|second_factor| (account.member, second_factor))
            }
            None => Err(SignInError::WrongCredentials),
        };
        if matches!(result, Err(SignInError::WrongCredentials)) {
            self.authority.refused_unknown(&act, "wrong-credentials").await;
        }
        let (member, second_factor) = result?;
        let device_token = device_token(&*self.sessions, &*self.secrets, request.device_token);
        let device_token = device_token.await?;
        self.open(act, member, second_factor, request.device, device_token).await
    }

    async fn open(
        &self,
        act: Act,
        member: StaffMember,
        second_factor: SecondFactor,
        device: DeviceName,
        device_token: Secret,
    ) -> Result<SignedIn, SignInError> {
        let token = self.secrets.secret();
        let now = self.clock.now();
        let expires_at = now + self.lifetimes.absolute;
        let entry = AuditEntry {
            after: Facts::from([
                ("device", device.as_str().into()),
                ("recovery_code", (second_factor == SecondFactor::RecoveryCode).into()),
            ]),
            ..self.authority.entry(&member, act)
        };
        let session = NewSession {
            id: SessionId::new(self.secrets.id()),
            token: token.hash(),
            who: member.id,
            device,
            device_token: device_token.hash(),
            at: now,
            expires_at,
        };
        self.sessions.open(&session, &entry).await?;
        Ok(SignedIn { member, token, device_token, expires_at })
    }

    async fn second_factor(
        &self,
        account: &Account,
        code: Option<&SecretString>,
    ) -> Result<SecondFactor, SignInError> {
        let Some(secret) = &account.totp else { return Ok(SecondFactor::NotNeeded) };
        let code = code.ok_or(SignInError::TotpRequired)?.expose_secret();
        let who = &account.member;
        let (is_valid, kind) = match RecoveryCode::parse(code) {
            Ok(code) => (
                self.credentials.use_recovery_code(who.id, code.hash()).await?,
                SecondFactor::RecoveryCode,
            ),
            Err(_) => (self.use_code(who, secret, code).await?, SecondFactor::OneTimeCode),
        };
        is_valid.then_some(kind).ok_or(SignInError::WrongCredentials)
    }

    async fn use_code(
        &self,
        who: &StaffMember,
        secret: &TotpSecret,
        code: &str,
    ) -> Result<bool, StoreError> {
        match self.totp_codes.step_of(secret, code, self.clock.now()) {
            Some(step) => self.accounts.use_totp_step(who.id, step).await,
            None => Ok(false),
        }
    }
}

/// The token of the device from now on: the one that it sent, if the server issued it, or else a
/// new one. So nobody can make a person use a device token that an attacker knows.
pub(crate) async fn device_token(
    sessions: &dyn Sessions,
    secrets: &dyn Secrets,
    sent: Option<Secret>,
) -> Result<Secret, StoreError> {
    match sent {
        Some(token) if sessions.issued_device(token.hash()).await? => Ok(token),
        _ => Ok(secrets.secret()),
    }
}

pub struct SignOut {
    authority: Authority,
    sessions: Arc<dyn Sessions>,
    clock: Arc<dyn Clock>,
    lifetimes: SessionLifetimes,
}

impl SignOut {
    pub(crate) fn new(ports: &Ports, lifetimes: SessionLifetimes) -> Self {
        Self {
            authority: Authority::new(ports),
            sessions: ports.sessions.clone(),
            clock: ports.clock.clone(),
            lifetimes,
        }
    }

    /// Ends a session. If it has already ended, this is no error.
    pub async fn execute(&self, token: &Secret) -> Result<(), StoreError> {
        let now = self.clock.now();
        let found = self.sessions.find(token.hash(), now, now - self.lifetimes.idle).await?;
        let Some(who) = found else { return Ok(()) };
        let entry = self.authority.entry(&who, Act::new(SIGN_OUT, Subject::Staff(who.id)));
        self.sessions.close(token.hash(), &entry).await
    }
}

/// Finds the owner of a session.
pub struct WhoIsSignedIn {
    sessions: Arc<dyn Sessions>,
    clock: Arc<dyn Clock>,
    lifetimes: SessionLifetimes,
}

impl WhoIsSignedIn {
    pub(crate) fn new(ports: &Ports, lifetimes: SessionLifetimes) -> Self {
        Self { sessions: ports.sessions.clone(), clock: ports.clock.clone(), lifetimes }
    }

    /// The owner of the session with this token. `None` if it has ended.
    pub async fn execute(&self, token: &Secret) -> Result<Option<StaffMember>, StoreError> {
        let now = self.clock.now();
        self.sessions.find(token.hash(), now, now - self.lifetimes.idle).await
    }
}

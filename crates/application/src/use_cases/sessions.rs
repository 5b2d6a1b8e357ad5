use std::sync::Arc;

use azionelab_domain::{EmailAddress, Secret};
use jiff::{SignedDuration, Timestamp};
use secrecy::{ExposeSecret, SecretString};
use thiserror::Error;

use super::Ports;
use crate::ports::{
    Clock, Passwords, Secrets, Sessions, StaffAccounts, StaffMember, StoreError, TotpCodes,
    TotpSecret,
};

/// How long staff stay signed in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct SessionLifetimes {
    /// Without doing anything.
    pub idle: SignedDuration,
    /// In all.
    pub absolute: SignedDuration,
}

impl Default for SessionLifetimes {
    /// Long enough for an evening at the door with the phone in a pocket.
    fn default() -> Self {
        Self { idle: SignedDuration::from_hours(12), absolute: SignedDuration::from_hours(7 * 24) }
    }
}

/// Why nobody was signed in.
#[derive(Debug, Error)]
pub enum SignInError {
    /// Address, password or one-time code are wrong, or there is no such account. Which, is not
    /// said.
    #[error("the credentials are wrong")]
    WrongCredentials,
    /// The password is right, and a one-time code is needed beside it.
    #[error("a one-time code is needed")]
    TotpRequired,
    /// The storage failed.
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// Somebody who wants to sign in.
#[derive(Debug)]
pub struct SignInRequest {
    /// Their address; none if what was typed is no address.
    pub email: Option<EmailAddress>,
    /// Their password.
    pub password: SecretString,
    /// A one-time code.
    pub totp: Option<SecretString>,
}

/// Somebody who is signed in.
#[derive(Debug)]
pub struct SignedIn {
    /// Who.
    pub member: StaffMember,
    /// What proves it. Only its hash is stored.
    pub token: Secret,
    /// When it ends at the latest.
    pub expires_at: Timestamp,
}

/// Signs staff in.
pub struct SignIn {
    accounts: Arc<dyn StaffAccounts>,
    sessions: Arc<dyn Sessions>,
    passwords: Arc<dyn Passwords>,
    totp_codes: Arc<dyn TotpCodes>,
    clock: Arc<dyn Clock>,
    secrets: Arc<dyn Secrets>,
    lifetimes: SessionLifetimes,
}

impl SignIn {
    pub(super) fn new(ports: &Ports, lifetimes: SessionLifetimes) -> Self {
        Self {
            accounts: ports.staff_accounts.clone(),
            sessions: ports.sessions.clone(),
            passwords: ports.passwords.clone(),
            totp_codes: ports.totp_codes.clone(),
            clock: ports.clock.clone(),
            secrets: ports.secrets.clone(),
            lifetimes,
        }
    }

    /// Signs in. Takes as long for an account that does not exist as for a wrong password.
    pub async fn execute(&self, request: SignInRequest) -> Result<SignedIn, SignInError> {
        let account = match &request.email {
            Some(email) => self.accounts.by_email(email).await?,
            None => None,
        };
        let hash = account.as_ref().map(|account| &account.password);
        let right = self.passwords.verify(&request.password, hash).await;
        let account = account.filter(|_| right).ok_or(SignInError::WrongCredentials)?;
        let now = self.clock.now();
        if let Some(secret) = &account.totp {
            let code = request.totp.as_ref().ok_or(SignInError::TotpRequired)?;
            self.check_code(&account.member, secret, code, now).await?;
        }
        let token = self.secrets.secret();
        let expires_at = now + self.lifetimes.absolute;
        self.sessions.open(token.hash(), account.member.id, now, expires_at).await?;
        Ok(SignedIn { member: account.member, token, expires_at })
    }

    async fn check_code(
        &self,
        member: &StaffMember,
        secret: &TotpSecret,
        code: &SecretString,
        now: Timestamp,
    ) -> Result<(), SignInError> {
        let step = self
            .totp_codes
            .step_of(secret, code.expose_secret(), now)
            .ok_or(SignInError::WrongCredentials)?;
        if self.accounts.use_totp_step(member.id, step).await? {
            Ok(())
        } else {
            Err(SignInError::WrongCredentials)
        }
    }
}

/// Signs staff out.
pub struct SignOut {
    sessions: Arc<dyn Sessions>,
}

impl SignOut {
    pub(super) fn new(ports: &Ports) -> Self {
        Self { sessions: ports.sessions.clone() }
    }

    /// Ends a session; ending one that is not there is no error.
    pub async fn execute(&self, token: &Secret) -> Result<(), StoreError> {
        self.sessions.close(token.hash()).await
    }
}

/// Tells whose session it is.
pub struct WhoIsSignedIn {
    sessions: Arc<dyn Sessions>,
    clock: Arc<dyn Clock>,
    lifetimes: SessionLifetimes,
}

impl WhoIsSignedIn {
    pub(super) fn new(ports: &Ports, lifetimes: SessionLifetimes) -> Self {
        Self { sessions: ports.sessions.clone(), clock: ports.clock.clone(), lifetimes }
    }

    /// Who holds this token; nobody if the session has ended.
    pub async fn execute(&self, token: &Secret) -> Result<Option<StaffMember>, StoreError> {
        let now = self.clock.now();
        self.sessions.find(token.hash(), now, now - self.lifetimes.idle).await
    }
}

use super::{
    Act, Authority, Credentials, StaffMember, TotpCodes, TotpSecret,
    reauthentication::{Reauthentication, ReauthenticationError},
};
use crate::{
    Ports,
    audit::{Action, Facts, Subject},
    booking::QrCodes,
    ports::{Clock, Secrets, StoreError},
};
use azionelab_domain::{RecoveryCode, RecoveryCodeHash, Secret};
use secrecy::{ExposeSecret, SecretString};
use std::sync::Arc;
use thiserror::Error;

const PREPARE: Action = Action::named("account.prepare_totp");
const ACTIVATE: Action = Action::named("account.activate_totp");
const RENEW_CODES: Action = Action::named("account.renew_recovery_codes");
const REMOVE: Action = Action::named("account.remove_totp");

#[derive(Debug, Error)]
pub enum SecondFactorError {
    #[error(transparent)]
    Reauthentication(#[from] ReauthenticationError),
    #[error("the one-time code is wrong")]
    WrongCode,
    #[error("no authenticator app has been prepared")]
    NotPrepared,
    #[error("there is no authenticator app")]
    NotSetUp,
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// The data for setting up an authenticator app. It is not active yet.
#[derive(Debug)]
pub struct PreparedTotp {
    /// The secret, for typing.
    pub secret: TotpSecret,
    /// The secret as an `otpauth://` address.
    pub uri: SecretString,
    /// That address as a QR code in SVG.
    pub qr_svg: SecretString,
}

/// Sets up and removes the own second factor.
pub struct SetUpSecondFactor {
    authority: Authority,
    reauthentication: Reauthentication,
    credentials: Arc<dyn Credentials>,
    totp_codes: Arc<dyn TotpCodes>,
    qr_codes: Arc<dyn QrCodes>,
    clock: Arc<dyn Clock>,
    secrets: Arc<dyn Secrets>,
}

impl SetUpSecondFactor {
    pub(crate) fn new(ports: &Ports) -> Self {
        Self {
            authority: Authority::new(ports),
            reauthentication: Reauthentication::new(ports),
            credentials: ports.credentials.clone(),
            totp_codes: ports.totp_codes.clone(),
            qr_codes: ports.qr_codes.clone(),
            clock: ports.clock.clone(),
            secrets: ports.secrets.clone(),
        }
    }

    /// Creates a secret for an authenticator app. An earlier app stays active until the new one is
    /// activated.
    pub async fn prepare(
        &self,
        who: &StaffMember,
        password: &SecretString,
    ) -> Result<PreparedTotp, SecondFactorError> {
        self.reauthentication.ask(who, &about(PREPARE, who), password).await?;
        let secret = self.totp_codes.secret_of(self.draw());
        self.credentials.prepare_totp(who.id, &secret).await?;
        let uri = self.totp_codes.uri(&secret, &who.email);
        let qr_svg = self.qr_codes.svg(&uri).into();
        Ok(PreparedTotp { secret, uri: uri.into(), qr_svg })
    }

    /// Activates the prepared app if the code is right, and ends all other sessions. `token` is
    /// that of the current session. Returns recovery codes, which are never shown again.
    pub async fn activate(
        &self,
        who: &StaffMember,
        token: &Secret,
        code: &SecretString,
    ) -> Result<Vec<RecoveryCode>, SecondFactorError> {
        let act = about(ACTIVATE, who);
        let proof = self.credentials.proof(who.id).await?;
        let secret = proof.and_then(|proof| proof.prepared_totp);
        let secret = secret.ok_or(SecondFactorError::NotPrepared)?;
        let step = self.totp_codes.step_of(&secret, code.expose_secret(), self.clock.now());
        let Some(step) = step else {
            self.authority.refused(who, &act, "wrong-code", Facts::new()).await;
            return Err(SecondFactorError::WrongCode);
        };
        let codes = self.draw_codes();
        let entry = self.authority.entry(who, act);
        let hashes = hashes(&codes);
        let activating =
            self.credentials.activate_totp(who.id, &secret, step, &hashes, token.hash(), &entry);
        if !activating.await? {
            return Err(SecondFactorError::NotPrepared);
        }
        Ok(codes)
    }

    /// Replaces all recovery codes.
    pub async fn renew_codes(
        &self,
        who: &StaffMember,
        password: &SecretString,
    ) -> Result<Vec<RecoveryCode>, SecondFactorError> {
        let act = about(RENEW_CODES, who);
        self.reauthentication.ask(who, &act, password).await?;
        let codes = self.draw_codes();
        let entry = self.authority.entry(who, act);
        if !self.credentials.renew_recovery_codes(who.id, &hashes(&codes), &entry).await? {
            return Err(SecondFactorError::NotSetUp);
        }
        Ok(codes)
    }

    /// Removes the second factor and ends all other sessions. `token` is that of the current
    /// session. Removing it again changes nothing.
    pub async fn remove(
        &self,
        who: &StaffMember,
        token: &Secret,
        password: &SecretString,
    ) -> Result<(), SecondFactorError> {
        let act = about(REMOVE, who);
        self.reauthentication.ask(who, &act, password).await?;
        let entry = self.authority.entry(who, act);
        Ok(self.credentials.remove_totp(who.id, token.hash(), &entry).await?)
    }

    fn draw_codes(&self) -> Vec<RecoveryCode> {
        (0..RecoveryCode::SET).map(|_| RecoveryCode::from_random(self.draw())).collect()
    }

    /// Random bytes that are not part of any secret in use.
    fn draw<const BYTES: usize>(&self) -> [u8; BYTES] {
        let random = self.secrets.secret().hash();
        core::array::from_fn(|place| random.as_bytes()[place])
    }
}

fn about(action: Action, who: &StaffMember) -> Act {
    Act::new(action, Subject::Staff(who.id))
}

fn hashes(codes: &[RecoveryCode]) -> Vec<RecoveryCodeHash> {
    codes.iter().map(RecoveryCode::hash).collect()
}

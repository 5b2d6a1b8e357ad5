//! Staff members.

use super::{World, id, now, number, secret};
use azionelab_application::{
    accounts::{
        Account, DeviceName, NewSession, PasswordHash, Sessions, StaffAccounts, StaffMember,
        TotpSecret,
    },
    audit::{Action, AuditEntry, Facts, Outcome, Subject},
};
use azionelab_domain::{
    AuditEntryId, EmailAddress, PersonName, Role, SecretHash, SessionId, StaffId,
};
use jiff::Timestamp;
use secrecy::SecretString;

/// An account for the door, with a second factor.
pub fn account() -> Account {
    Account {
        member: StaffMember {
            id: StaffId::new(id()),
            name: PersonName::parse("Dario Porta").unwrap(),
            email: EmailAddress::parse(&format!("Dario-{}@Example.org", number())).unwrap(),
            role: Role::Door,
        },
        password: PasswordHash(SecretString::from("$argon2id$v=19$hash")),
        totp: Some(TotpSecret(SecretString::from("JBSWY3DPEHPK3PXP"))),
    }
}

/// An audit entry about an account.
pub fn noted(to: StaffId) -> AuditEntry {
    AuditEntry {
        id: AuditEntryId::new(id()),
        at: now(),
        by: None,
        action: Action::named("staff.change"),
        subject: Subject::Staff(to),
        performance: None,
        outcome: Outcome::Done,
        before: Facts::new(),
        after: Facts::new(),
        reason: None,
    }
}

/// A session that begins now.
pub fn session(token: SecretHash, who: StaffId, expires_at: Timestamp) -> NewSession {
    NewSession {
        id: SessionId::new(id()),
        token,
        who,
        device: DeviceName::new("Firefox · Android"),
        device_token: secret().hash(),
        at: now(),
        expires_at,
    }
}

impl World {
    /// Opens a session that begins now.
    pub async fn open(&self, token: SecretHash, who: StaffId, expires_at: Timestamp) {
        self.store.open(&session(token, who, expires_at), &noted(who)).await.unwrap();
    }

    /// Adds a staff member of this role, with a password.
    pub async fn member(&self, role: Role) -> StaffMember {
        let account = account();
        let member = StaffMember { role, ..account.member };
        self.store.add(&Account { member: member.clone(), ..account }, now()).await.unwrap();
        member
    }

    /// The number of audit entries.
    pub async fn entries(&self) -> String {
        self.value("SELECT count(*) FROM audit").await
    }

    /// Adds a staff member for the door.
    pub async fn staff(&self) -> StaffId {
        let account = account();
        self.store.add(&account, now()).await.unwrap();
        account.member.id
    }
}

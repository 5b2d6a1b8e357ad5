//! Who works here.

use azionelab_application::ports::{Account, PasswordHash, StaffAccounts, StaffMember, TotpSecret};
use azionelab_domain::{EmailAddress, PersonName, Role, StaffId};
use secrecy::SecretString;

use super::{World, id, now, number};

/// Somebody at the door, with a second factor.
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

impl World {
    /// Somebody new at the door.
    pub async fn staff(&self) -> StaffId {
        let account = account();
        self.store.add(&account, now()).await.unwrap();
        account.member.id
    }

    /// The same, with all that is known of them.
    pub async fn member(&self) -> StaffMember {
        let account = account();
        self.store.add(&account, now()).await.unwrap();
        account.member
    }
}

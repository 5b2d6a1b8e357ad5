use crate::world::{World, now, staff};
use azionelab_application::accounts::{
    AddAccountError, AddStaffError, MockPasswords, MockStaffAccounts, NewStaffMember, PasswordHash,
    PasswordRefusal,
};
use azionelab_domain::Role;
use secrecy::ExposeSecret;
use std::sync::Arc;

fn newcomer(password: &str) -> NewStaffMember {
    let member = staff(Role::Door);
    NewStaffMember {
        name: member.name,
        email: member.email,
        role: member.role,
        password: password.into(),
        totp: None,
    }
}

fn world(accounts: MockStaffAccounts) -> World {
    let mut passwords = MockPasswords::new();
    passwords.expect_hash().returning(|_| PasswordHash("the hash".into()));
    let mut world = World::new();
    world.ports.passwords = Arc::new(passwords);
    world.ports.staff_accounts = Arc::new(accounts);
    world
}

#[tokio::test]
async fn the_hash_of_the_password_is_stored_instead_of_the_password() {
    let mut accounts = MockStaffAccounts::new();
    accounts
        .expect_add()
        .withf(|account, at| {
            account.password.0.expose_secret() == "the hash"
                && account.member.email == staff(Role::Door).email
                && *at == now()
        })
        .once()
        .returning(|_, _| Ok(()));

    let member =
        world(accounts).use_cases().accounts.add_staff.execute(newcomer("a long one")).await;

    assert_eq!(member.unwrap().role, Role::Door);
}

#[tokio::test]
async fn a_password_below_the_minimum_number_of_characters_is_refused() {
    // Nine characters of two bytes each.
    let short = newcomer("èèèèèèèèè");

    let error = world(MockStaffAccounts::new())
        .use_cases()
        .accounts
        .add_staff
        .execute(short)
        .await
        .unwrap_err();

    assert!(matches!(error, AddStaffError::Password(PasswordRefusal::TooShort)), "{error:?}");
}

#[tokio::test]
async fn an_address_can_have_only_one_account() {
    let mut accounts = MockStaffAccounts::new();
    accounts.expect_add().returning(|_, _| Err(AddAccountError::AddressTaken));

    let error = world(accounts)
        .use_cases()
        .accounts
        .add_staff
        .execute(newcomer("a long one"))
        .await
        .unwrap_err();

    assert!(matches!(error, AddStaffError::AddressTaken), "{error:?}");
}

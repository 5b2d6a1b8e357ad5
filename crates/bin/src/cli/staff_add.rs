use crate::{
    Failure,
    adapters::AuthenticatorCodes,
    output::say,
    settings::Settings,
    wiring::{Database, System},
};
use azionelab_application::{
    accounts::{ChosenPassword, NewStaffMember, TotpCodes as _, TotpSecret},
    ports::Secrets,
};
use azionelab_domain::{EmailAddress, PersonName, Role};
use clap::Args;
use secrecy::{ExposeSecret as _, SecretString};
use std::io::{self, BufRead as _, IsTerminal as _};

#[derive(Debug, Args)]
pub(super) struct StaffAdd {
    /// The address they sign in with
    #[arg(long, value_parser = EmailAddress::parse)]
    email: EmailAddress,
    /// Their name
    #[arg(long, value_parser = PersonName::parse)]
    name: PersonName,
    /// What they are trusted with: door, `box_office` or admin
    #[arg(long)]
    role: Role,
    /// Take the password from the first line of standard input
    #[arg(long)]
    password_stdin: bool,
    /// Ask for a code of an authenticator app too, and print what to set it up with
    #[arg(long)]
    totp: bool,
}

impl StaffAdd {
    pub(super) async fn run(self, settings: &Settings) -> Result<(), Failure> {
        // Asked for first, so that no database waits for somebody who is typing.
        let given = self.given_password()?;
        let database = Database::to_use(settings).await?;
        let outcome = self.add(settings, &database, given).await;
        database.close().await;
        outcome
    }

    async fn add(
        self,
        settings: &Settings,
        database: &Database,
        given: Option<SecretString>,
    ) -> Result<(), Failure> {
        let system = System::new(settings, database)?;
        system.store.migrate().await?;
        let made = given.is_none();
        let password = given.unwrap_or_else(|| make_password(&*system.secrets));
        let totp = self.totp.then(|| make_totp_secret(&*system.secrets));
        let new = NewStaffMember {
            name: self.name,
            email: self.email,
            role: self.role,
            password: password.clone(),
            totp: totp.clone(),
        };
        let member = system.use_cases.accounts.add_staff.execute(new).await?;
        say!("{} can sign in now, as {}:", member.email.as_str(), member.role);
        say!("{}/sign-in", settings.http.base_url.as_str());
        if made {
            say!("Password: {}", password.expose_secret());
        }
        if let Some(secret) = totp {
            say!("Authenticator app: {}", AuthenticatorCodes.uri(&secret, &member.email));
        }
        Ok(())
    }

    fn given_password(&self) -> Result<Option<SecretString>, Failure> {
        if self.password_stdin {
            let mut line = String::new();
            io::stdin().lock().read_line(&mut line)?;
            return check(line.trim_end_matches(['\r', '\n']).to_owned()).map(Some);
        }
        if !io::stdin().is_terminal() {
            return Ok(None);
        }
        let prompt = format!(
            "Password, at least {} characters (empty to have one made): ",
            ChosenPassword::SHORTEST
        );
        let typed = rpassword::prompt_password(prompt)?;
        if typed.is_empty() {
            return Ok(None);
        }
        if rpassword::prompt_password("Again: ")? != typed {
            return Err(Failure::new("the two passwords differ"));
        }
        check(typed).map(Some)
    }
}

fn check(password: String) -> Result<SecretString, Failure> {
    let password = SecretString::from(password);
    ChosenPassword::parse(&password)?;
    Ok(password)
}

/// A password of 89 random bits that can be read out and typed.
pub(super) fn make_password(secrets: &dyn Secrets) -> SecretString {
    [(); 3].map(|()| secrets.code().to_string()).join("-").into()
}

/// 160 random bits, as RFC 4226 asks for.
fn make_totp_secret(secrets: &dyn Secrets) -> TotpSecret {
    let random = secrets.secret().hash();
    let mut bits = [0; 20];
    bits.copy_from_slice(&random.as_bytes()[..20]);
    AuthenticatorCodes.secret_of(bits)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::adapters::OsSecrets;

    #[test]
    fn a_password_that_was_made_is_long_enough_and_new_each_time() {
        let (a, b) = (make_password(&OsSecrets), make_password(&OsSecrets));
        assert_eq!(a.expose_secret().len(), 20);
        assert_ne!(a.expose_secret(), b.expose_secret());
        assert!(check(a.expose_secret().to_owned()).is_ok());
    }

    #[test]
    fn a_short_password_is_refused_with_the_length_that_is_asked_for() {
        let told = check("troppo c.".to_owned()).unwrap_err().to_string();
        assert_eq!(told, "a password has at least 10 characters");
        assert!(check("è qui la festa".to_owned()).is_ok());
    }

    #[test]
    fn a_common_or_repeated_password_is_refused_with_the_reason() {
        let told = |typed: &str| check(typed.to_owned()).unwrap_err().to_string();
        assert_eq!(told("password123"), "many people use this password or one like it");
        assert_eq!(told(&"è".repeat(10)), "the password repeats itself");
    }

    #[test]
    fn a_secret_for_an_app_is_new_each_time() {
        let made = || make_totp_secret(&OsSecrets).0.expose_secret().to_owned();
        assert_eq!(made().len(), 32);
        assert_ne!(made(), made());
    }
}

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
    /// The e-mail address for signing in
    #[arg(long, value_parser = EmailAddress::parse)]
    email: EmailAddress,
    /// The name
    #[arg(long, value_parser = PersonName::parse)]
    name: PersonName,
    /// The role: door, `box_office` or admin
    #[arg(long)]
    role: Role,
    /// Read the password from the first line of standard input
    #[arg(long)]
    password_stdin: bool,
    /// Require codes of an authenticator app too, and print the URI to set it up
    #[arg(long)]
    totp: bool,
}

impl StaffAdd {
    pub(super) async fn run(self, settings: &Settings) -> Result<(), Failure> {
        // Asked for first, so that no database waits while somebody types.
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
            "Password, at least {} characters (empty to generate one): ",
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

/// Generates a password with 89 random bits that is easy to read out and type.
pub(super) fn make_password(secrets: &dyn Secrets) -> SecretString {
    [(); 3].map(|()| secrets.code().to_string()).join("-").into()
}

/// 160 random bits, as RFC 4226 recommends.
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
    fn a_generated_password_is_long_enough_and_random() {
        let (a, b) = (make_password(&OsSecrets), make_password(&OsSecrets));
        assert_eq!(a.expose_secret().len(), 20);
        assert_ne!(a.expose_secret(), b.expose_secret());
        assert!(check(a.expose_secret().to_owned()).is_ok());
    }

    #[test]
    fn a_short_password_is_refused_with_the_minimum_length() {
        let text = check("troppo c.".to_owned()).unwrap_err().to_string();
        assert_eq!(text, "a password has at least 10 characters");
        assert!(check("è qui la festa".to_owned()).is_ok());
    }

    #[test]
    fn a_common_or_repeated_password_is_refused_with_the_reason() {
        let text = |typed: &str| check(typed.to_owned()).unwrap_err().to_string();
        assert_eq!(text("password123"), "many people use this password or one like it");
        assert_eq!(text(&"è".repeat(10)), "the password repeats itself");
    }

    #[test]
    fn a_generated_app_secret_is_random() {
        let made = || make_totp_secret(&OsSecrets).0.expose_secret().to_owned();
        assert_eq!(made().len(), 32);
        assert_ne!(made(), made());
    }
}

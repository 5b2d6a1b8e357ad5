//! Hands letters to a mail server over SMTP (RFC 5321).

#[cfg(test)]
mod server;
#[cfg(test)]
mod tests;

use std::time::Duration;

use async_trait::async_trait;
use azionelab_application::ports::{Letter, MailFailure, Mailer, StaffLetter};
use azionelab_domain::{EmailAddress, Locale};
use jiff::Timestamp;
use lettre::{Message, transport::smtp::client::AsyncSmtpConnection};
use tokio::time::{Instant, timeout, timeout_at};

use crate::{
    SettingsError, SmtpSettings,
    address::Sender,
    breaker::Breaker,
    connections::{ConnectError, Connections},
    measures, reply, writing,
};

/// How long a mail server that did not answer is left alone.
const PAUSE: Duration = Duration::from_secs(5);
/// How long a mere check may take. Nobody's booking waits for it.
const CHECK: Duration = Duration::from_secs(15);
const MOST_CONNECTIONS: usize = 100;

/// Hands letters to a mail server.
///
/// Whatever the server does, [`deliver`](Mailer::deliver) answers within
/// [`SmtpSettings::hand_over`]. After a failure to reach it, letters are answered with
/// [`MailFailure::Passing`] at once for 5 seconds; then one letter tries for all.
pub struct SmtpMailer {
    sender: Sender,
    hand_over: Duration,
    connections: Connections,
    breaker: Breaker,
}

impl SmtpMailer {
    /// Takes the settings. It connects when there is a letter, or when asked to [`check`].
    ///
    /// [`check`]: Self::check
    pub fn new(settings: &SmtpSettings) -> Result<Self, SettingsError> {
        if settings.port == 0 {
            return Err(SettingsError::Port);
        }
        if settings.hand_over.is_zero() {
            return Err(SettingsError::HandOver);
        }
        if !(1..=MOST_CONNECTIONS).contains(&settings.connections) {
            return Err(SettingsError::Connections);
        }
        Ok(Self {
            sender: Sender::parse(&settings.from)?,
            hand_over: settings.hand_over,
            connections: Connections::new(settings)?,
            breaker: Breaker::new(PAUSE),
        })
    }

    /// Connects, protects the connection and authenticates as set up, and leaves again. Takes 15
    /// seconds at most.
    pub async fn check(&self) -> Result<(), MailFailure> {
        let visit = async {
            let mut connection = self.connections.open_new().await?;
            connection.quit().await?;
            Ok::<_, ConnectError>(())
        };
        match timeout(CHECK, visit).await {
            Ok(Ok(())) => Ok(()),
            Ok(Err(error)) => Err(MailFailure::Passing(reply::to_connecting(&error))),
            Err(_) => Err(no_answer(CHECK)),
        }
    }

    /// Sends a letter that says only that mail works.
    pub async fn send_test(
        &self,
        to: &EmailAddress,
        site_name: &str,
        locale: Locale,
        now: Timestamp,
    ) -> Result<(), MailFailure> {
        self.post(&writing::test_letter(&self.sender, to, site_name, locale, now)?).await
    }

    async fn post(&self, message: &Message) -> Result<(), MailFailure> {
        if !self.breaker.admits() {
            measures::not_tried();
            return Err(MailFailure::Passing("the mail server failed a moment ago".to_owned()));
        }
        measures::noted(self.hand_over(message)).await
    }

    async fn hand_over(&self, message: &Message) -> Result<(), MailFailure> {
        let deadline = Instant::now() + self.hand_over;
        let Ok(_slot) = timeout_at(deadline, self.connections.slot()).await else {
            // Others are being served, or are about to find out that they are not.
            return Err(MailFailure::Passing("all connections are busy".to_owned()));
        };
        let connection = match timeout_at(deadline, self.connections.open()).await {
            Ok(Ok(connection)) => connection,
            Ok(Err(error)) => {
                self.breaker.trip();
                return Err(MailFailure::Passing(reply::to_connecting(&error)));
            }
            Err(_) => {
                self.breaker.trip();
                return Err(no_answer(self.hand_over));
            }
        };
        self.converse(connection, message, deadline).await
    }

    async fn converse(
        &self,
        mut connection: AsyncSmtpConnection,
        message: &Message,
        deadline: Instant,
    ) -> Result<(), MailFailure> {
        let letter = message.formatted();
        match timeout_at(deadline, connection.send(message.envelope(), &letter)).await {
            Ok(Ok(_)) => {
                self.breaker.heal();
                self.connections.keep(connection);
                Ok(())
            }
            Ok(Err(error)) => {
                // A server that refuses a letter is there.
                if reply::status(&error).is_some() || error.is_client() {
                    self.breaker.heal();
                } else {
                    self.breaker.trip();
                }
                Err(reply::to_letter(&error))
            }
            Err(_) => {
                self.breaker.trip();
                Err(no_answer(self.hand_over))
            }
        }
    }
}

fn no_answer(within: Duration) -> MailFailure {
    MailFailure::Passing(format!("the mail server did not answer within {within:?}"))
}

#[async_trait]
impl Mailer for SmtpMailer {
    async fn deliver(&self, letter: &Letter) -> Result<(), MailFailure> {
        self.post(&writing::write(letter, &self.sender)?).await
    }

    async fn deliver_to_staff(&self, letter: &StaffLetter) -> Result<(), MailFailure> {
        self.post(&writing::write_to_staff(letter, &self.sender)?).await
    }
}

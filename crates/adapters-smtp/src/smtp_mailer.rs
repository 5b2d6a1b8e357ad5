//! Sends letters to a mail server over SMTP (RFC 5321).

#[cfg(test)]
mod server;
#[cfg(test)]
mod tests;

use crate::{
    SettingsError, SmtpSettings,
    address::Sender,
    breaker::Breaker,
    connections::{ConnectError, Connections},
    metrics,
    reply::{self, Step},
    writing,
};
use async_trait::async_trait;
use azionelab_application::mail::{HandOver, Letter, MailFailure, MailServer, Mailer, StaffLetter};
use azionelab_domain::{EmailAddress, Locale};
use jiff::Timestamp;
use lettre::{
    Message,
    transport::smtp::{
        client::AsyncSmtpConnection,
        commands::{Data, Mail, Rcpt},
        extension::{Extension, MailBodyParameter, MailParameter},
    },
};
use std::{
    iter::{from_fn, once},
    pin::pin,
    time::Duration,
};
use tokio::{
    select,
    sync::Notify,
    time::{Instant, sleep, timeout},
};

/// The pause after the mail server did not answer.
const PAUSE: Duration = Duration::from_secs(5);
/// The timeout for closing an aborted connection.
const CLOSE_TIMEOUT: Duration = Duration::from_secs(1);
const MAX_CONNECTIONS: usize = 100;

/// The problem of an address that needs SMTPUTF8 on a server without it.
const NEEDS_UTF8: &str = "the address has letters beyond ASCII before the @, and the mail server \
                          takes none (SMTPUTF8, RFC 6531); ask for another address";

/// Sends letters to a mail server.
///
/// Each step has the timeout [`SmtpSettings::patience`]. After a failure to reach the server,
/// letters fail immediately with [`MailFailure::NotTried`] for 5 seconds. Then one letter tests the
/// server for all.
pub struct SmtpMailer {
    sender: Sender,
    hand_over: Duration,
    step_timeout: Duration,
    connections: Connections,
    breaker: Breaker,
}

impl SmtpMailer {
    /// Connects only when there is a letter or when [`check`](Self::check) is called.
    pub fn new(settings: &SmtpSettings) -> Result<Self, SettingsError> {
        if settings.port == 0 {
            return Err(SettingsError::Port);
        }
        if settings.hand_over.is_zero() {
            return Err(SettingsError::HandOver);
        }
        if settings.patience.is_zero() {
            return Err(SettingsError::Patience);
        }
        if !(1..=MAX_CONNECTIONS).contains(&settings.connections) {
            return Err(SettingsError::Connections);
        }
        Ok(Self {
            sender: Sender::parse(&settings.from)?,
            hand_over: settings.hand_over,
            step_timeout: settings.patience,
            connections: Connections::new(settings)?,
            breaker: Breaker::new(PAUSE),
        })
    }

    /// Connects, authenticates and disconnects, with the timeouts of a delivery. Returns how long
    /// the connection took.
    pub async fn check(&self) -> Result<Duration, MailFailure> {
        let started = Instant::now();
        match self.connections.open_new().await {
            Ok(mut connection) => {
                let took = started.elapsed();
                let _ = timeout(CLOSE_TIMEOUT, connection.quit()).await;
                Ok(took)
            }
            Err(error) => Err(MailFailure::Away(reply::connect_problem(&error))),
        }
    }

    /// Sends a letter that tests the mail.
    pub async fn send_test(
        &self,
        to: &EmailAddress,
        site_name: &str,
        locale: Locale,
        now: Timestamp,
    ) -> Result<(), MailFailure> {
        let letter = writing::test_letter(&self.sender, to, site_name, locale, now)?;
        self.send(&letter, &HandOver::default()).await
    }

    async fn send(&self, message: &Message, progress: &HandOver) -> Result<(), MailFailure> {
        self.check_breaker()?;
        metrics::measured(Box::pin(self.hand_over(message, progress))).await
    }

    fn check_breaker(&self) -> Result<(), MailFailure> {
        if self.breaker.allows_attempt() {
            return Ok(());
        }
        metrics::not_tried();
        Err(MailFailure::NotTried("the mail server failed a moment ago".to_owned()))
    }

    async fn hand_over(&self, message: &Message, progress: &HandOver) -> Result<(), MailFailure> {
        let Ok(_slot) = timeout(self.hand_over, self.connections.slot()).await else {
            // Other letters use the connections, or are about to find out that the server does not
            // answer.
            return Err(MailFailure::NotTried("all connections are busy".to_owned()));
        };
        let mut connection = self.open().await?;
        let outcome = self.converse(&mut connection, message, progress).await;
        match &outcome {
            Ok(()) => {
                self.breaker.reset();
                self.connections.keep(connection);
            }
            // A server that rejects a letter is reachable.
            Err(MailFailure::Permanent(_) | MailFailure::Deferred(_)) => {
                self.breaker.reset();
                let _ = timeout(CLOSE_TIMEOUT, connection.abort()).await;
            }
            Err(_) => self.breaker.trip(),
        }
        outcome
    }

    async fn open(&self) -> Result<AsyncSmtpConnection, MailFailure> {
        self.connections.open().await.map_err(|error: ConnectError| {
            self.breaker.trip();
            MailFailure::Away(reply::connect_problem(&error))
        })
    }

    async fn converse(
        &self,
        connection: &mut AsyncSmtpConnection,
        message: &Message,
        progress: &HandOver,
    ) -> Result<(), MailFailure> {
        let (envelope, letter) = (message.envelope(), message.formatted());
        let mut parameters = Vec::new();
        let addresses = envelope.from().into_iter().chain(envelope.to());
        if !addresses.map(AsRef::<str>::as_ref).all(str::is_ascii) {
            if !connection.server_info().supports_feature(Extension::SmtpUtfEight) {
                return Err(MailFailure::Permanent(NEEDS_UTF8.to_owned()));
            }
            parameters.push(MailParameter::SmtpUtfEight);
        }
        if !letter.is_ascii() {
            // A server with SMTPUTF8 also supports 8-bit letters (RFC 6531, 3.1).
            parameters.push(MailParameter::Body(MailBodyParameter::EightBitMime));
        }
        let sender = Mail::new(envelope.from().cloned(), parameters);
        self.step(connection.command(sender), Step::Sender).await?;
        for to in envelope.to() {
            let recipient = Rcpt::new(to.clone(), Vec::new());
            self.step(connection.command(recipient), Step::Letter).await?;
        }
        self.step(connection.command(Data), Step::Letter).await?;

        // lettre asks the iterator for the next part after it has written the text and before it
        // writes the end of the letter.
        let is_written = Notify::new();
        let end = from_fn(|| {
            progress.doubt();
            is_written.notify_one();
            None
        });
        let mut answer = pin!(connection.message_iter(once(letter.as_slice()).chain(end)));
        let outcome = select! {
            biased;
            outcome = &mut answer => Some(outcome),
            () = is_written.notified() => timeout(self.step_timeout * 2, answer).await.ok(),
            () = sleep(self.step_timeout) => None,
        };
        let step = if progress.is_in_doubt() { Step::Answer } else { Step::Letter };
        match outcome {
            Some(Ok(_)) => Ok(()),
            Some(Err(error)) => Err(reply::letter_failure(&error, step)),
            None if step == Step::Answer => {
                let within = self.step_timeout * 2;
                let problem =
                    format!("the mail server did not answer to the letter within {within:?}");
                Err(MailFailure::Unanswered(problem))
            }
            None => Err(no_answer(self.step_timeout)),
        }
    }

    async fn step<T>(
        &self,
        command: impl Future<Output = Result<T, lettre::transport::smtp::Error>>,
        step: Step,
    ) -> Result<T, MailFailure> {
        match timeout(self.step_timeout, command).await {
            Ok(answer) => answer.map_err(|error| reply::letter_failure(&error, step)),
            Err(_) => Err(no_answer(self.step_timeout)),
        }
    }
}

fn no_answer(within: Duration) -> MailFailure {
    MailFailure::Away(format!("the mail server did not answer within {within:?}"))
}

#[async_trait]
impl Mailer for SmtpMailer {
    fn mail_server(&self) -> MailServer {
        self.breaker.mail_server()
    }

    fn supports_utf8_addresses(&self) -> Option<bool> {
        self.connections.supports_utf8_addresses()
    }

    async fn reach(&self) -> Result<(), MailFailure> {
        self.check_breaker()?;
        let Ok(_slot) = timeout(self.hand_over, self.connections.slot()).await else {
            return Err(MailFailure::NotTried("all connections are busy".to_owned()));
        };
        let connection = self.open().await?;
        self.breaker.reset();
        self.connections.keep(connection);
        Ok(())
    }

    async fn deliver(&self, letter: &Letter, progress: &HandOver) -> Result<(), MailFailure> {
        self.send(&writing::write(letter, &self.sender)?, progress).await
    }

    async fn deliver_to_staff(
        &self,
        letter: &StaffLetter,
        progress: &HandOver,
    ) -> Result<(), MailFailure> {
        self.send(&writing::write_to_staff(letter, &self.sender)?, progress).await
    }
}

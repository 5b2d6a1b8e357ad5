use super::doctor::slowness;
use crate::{Failure, adapters::SystemClock, output::say, settings::Settings, wiring::Post};
use azionelab_application::ports::Clock as _;
use azionelab_domain::{EmailAddress, Locale};
use clap::Args;
use std::time::Instant;

#[derive(Debug, Args)]
pub(super) struct MailTest {
    /// Where to send the test message
    #[arg(long, value_parser = EmailAddress::parse)]
    to: EmailAddress,
}

impl MailTest {
    pub(super) async fn run(self, settings: &Settings) -> Result<(), Failure> {
        let now = SystemClock.now();
        match Post::open(settings)? {
            Post::Smtp(mailer) => {
                let started = Instant::now();
                mailer.send_test(&self.to, "AzioneLab", Locale::default(), now).await?;
                match slowness(started.elapsed(), settings) {
                    Some(slow) => say!("The mail server accepted the message, but {slow}."),
                    None => say!("The mail server accepted the message."),
                }
            }
            Post::Files(files) => {
                files.send_test(&self.to, "AzioneLab", Locale::default(), now).await?;
                say!(
                    "No mail server is set (`mail.smtp_host`): the message was stored in {}.",
                    settings.data_dir.join("mail").display()
                );
            }
        }
        Ok(())
    }
}

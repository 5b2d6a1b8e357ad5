use crate::{
    Failure,
    output::say,
    settings::Settings,
    wiring::{Database, System},
};
use azionelab_adapters_http::personal_data;
use azionelab_application::{
    box_office::BoxOfficeError,
    privacy::{ErasedGuest, GuestData, GuestReservation},
};
use azionelab_domain::EmailAddress;
use clap::{Args, Subcommand};
use std::{
    fs::OpenOptions,
    io::{self, BufRead as _, IsTerminal as _, Write as _},
    os::unix::fs::OpenOptionsExt as _,
    path::{Path, PathBuf},
};

#[derive(Debug, Subcommand)]
pub(super) enum Privacy {
    /// Export everything that is stored about one address, as JSON
    #[command(after_help = "Leaves out secrets and other people. The site may keep running.\n\n\
                            Examples:\n  \
                            azionelab privacy export --email anna@example.org\n  \
                            azionelab privacy export --email anna@example.org --output anna.json")]
    Export(Export),
    /// Erase everything that is stored about one address, permanently
    #[command(
        after_help = "First cancels coming reservations, which frees their seats. Sends the \
                            guest nothing. Statistics stay the same. Needs --yes without a \
                            terminal. The site may keep running.\n\n\
                            Examples:\n  \
                            azionelab privacy erase --email anna@example.org\n  \
                            azionelab privacy erase --email anna@example.org --yes\n  \
                            azionelab privacy erase --expired      what `serve` does each hour"
    )]
    Erase(Erase),
}

#[derive(Debug, Args)]
pub(super) struct Export {
    /// The guest's address
    #[arg(long, value_parser = EmailAddress::parse)]
    email: EmailAddress,
    /// The file to write; `-` is standard output
    #[arg(long, value_name = "FILE", default_value = "-")]
    output: PathBuf,
}

#[derive(Debug, Args)]
pub(super) struct Erase {
    /// The guest's address
    #[arg(long, value_parser = EmailAddress::parse, required_unless_present = "expired")]
    email: Option<EmailAddress>,
    /// Erase without asking
    #[arg(long)]
    yes: bool,
    /// Erase everything that is past the promised time, for all guests
    #[arg(long, conflicts_with = "email")]
    expired: bool,
}

impl Privacy {
    pub(super) async fn run(self, settings: &Settings) -> Result<(), Failure> {
        let database = Database::to_use(settings).await?;
        let outcome = self.act(settings, &database).await;
        database.close().await;
        outcome
    }

    async fn act(self, settings: &Settings, database: &Database) -> Result<(), Failure> {
        let system = System::new(settings, database)?;
        system.store.migrate().await?;
        match self {
            Self::Export(export) => export.run(&system).await,
            Self::Erase(erase) => erase.run(&system).await,
        }
    }
}

impl Export {
    async fn run(self, system: &System) -> Result<(), Failure> {
        let data = system.use_cases.privacy.export_guest.execute(None, &self.email).await?;
        let count = data.reservations.len();
        let mut document = serde_json::to_vec_pretty(&personal_data(data))?;
        document.push(b'\n');
        if self.output == Path::new("-") {
            return match io::stdout().lock().write_all(&document) {
                // The reader has closed the pipe, as `head` does.
                Err(error) if error.kind() == io::ErrorKind::BrokenPipe => Ok(()),
                outcome => Ok(outcome?),
            };
        }
        write_private(&self.output, &document).map_err(|error| {
            Failure::new(format!("cannot write {}: {error}", self.output.display()))
        })?;
        say!("{} in {}.", reservations(count), self.output.display());
        Ok(())
    }
}

impl Erase {
    async fn run(self, system: &System) -> Result<(), Failure> {
        let Some(email) = self.email else {
            let erased = system.use_cases.privacy.erase_expired.execute().await?;
            say!("Erased {} guests and {} stored messages.", erased.guests, erased.letters);
            return Ok(());
        };
        let data = system.use_cases.privacy.erase_guest.preview(&email).await?;
        show(&data);
        if !self.yes && !data.reservations.is_empty() && !confirm()? {
            return Err(Failure::new("nothing was erased"));
        }
        let warned_of: Vec<_> = data.coming().map(GuestReservation::id).collect();
        let erase = system.use_cases.privacy.erase_guest.execute(None, &email, &warned_of).await;
        let erased = erase.map_err(|error| match error {
            BoxOfficeError::EditedMeanwhile => Failure::new(
                "nothing was erased: a reservation was added for this address meanwhile; try \
                 again",
            ),
            error => error.into(),
        })?;
        if !data.reservations.is_empty() {
            let ErasedGuest { reservations: count, cancelled, .. } = erased;
            let count = usize::try_from(count).unwrap_or(usize::MAX);
            say!("Erased: {}, {cancelled} of them cancelled.", reservations(count));
        }
        Ok(())
    }
}

/// Prints what would be erased and what would be cancelled.
fn show(data: &GuestData) {
    if data.reservations.is_empty() {
        say!("Nothing is stored about this address.");
        return;
    }
    say!("Stored about this address: {}.", reservations(data.reservations.len()));
    let coming: Vec<_> = data.coming().collect();
    if coming.is_empty() {
        say!("None of them would be cancelled.");
        return;
    }
    say!("Erasing cancels {}:", reservations(coming.len()));
    for stored in coming {
        let (reservation, performance) = (&stored.entry.reservation, &stored.entry.performance);
        let starts_at = performance.starts_at.to_zoned(performance.time_zone.clone());
        say!(
            "  {}  {}, {}, {} ({})",
            reservation.code,
            performance.show_title,
            starts_at.strftime("%Y-%m-%d %H:%M"),
            seats(reservation.seats.get()),
            reservation.status.at(data.seen_at).kind().as_str(),
        );
    }
}

fn reservations(count: usize) -> String {
    if count == 1 { "1 reservation".to_owned() } else { format!("{count} reservations") }
}

fn seats(count: u16) -> String {
    if count == 1 { "1 seat".to_owned() } else { format!("{count} seats") }
}

/// Asks the operator at the terminal.
fn confirm() -> Result<bool, Failure> {
    if !io::stdin().is_terminal() {
        return Err(Failure::new("nothing was erased: without a terminal, --yes is required"));
    }
    let mut stdout = io::stdout().lock();
    write!(stdout, "Erase it permanently? Type yes: ")?;
    stdout.flush()?;
    let mut line = String::new();
    io::stdin().lock().read_line(&mut line)?;
    Ok(line.trim().eq_ignore_ascii_case("yes"))
}

/// Writes a file that only its owner can read.
fn write_private(path: &Path, bytes: &[u8]) -> io::Result<()> {
    let mut options = OpenOptions::new();
    let mut file = options.write(true).create(true).truncate(true).mode(0o600).open(path)?;
    file.write_all(bytes)?;
    file.sync_all()
}

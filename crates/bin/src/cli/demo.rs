use super::staff_add::make_password;
use crate::{
    Failure,
    demo::{STAFF, company},
    output::say,
    settings::Settings,
    wiring::{Database, System},
};
use azionelab_adapters_postgres::ImportError;
use azionelab_application::{
    accounts::{AddStaffError, NewStaffMember, StaffAccounts as _},
    ports::Clock as _,
};
use azionelab_domain::{EmailAddress, PersonName};
use secrecy::ExposeSecret as _;
use std::{
    fs::{self, OpenOptions},
    io::Write as _,
    os::unix::fs::OpenOptionsExt as _,
    path::Path,
};

pub(super) async fn run(settings: &Settings) -> Result<(), Failure> {
    let database = Database::to_use(settings).await?;
    let outcome = fill(settings, &database).await;
    database.close().await;
    outcome
}

async fn fill(settings: &Settings, database: &Database) -> Result<(), Failure> {
    let system = System::new(settings, database)?;
    system.store.migrate().await?;
    let now = system.clock.now();
    let company = company(now, &*system.secrets);
    let (name, shows) = (company.name.clone(), company.shows.len());
    let performances = company.performances.len();
    match system.store.import(company, now).await {
        Ok(()) => say!("{name}: {shows} shows, {performances} performances."),
        // The database holds the demonstration already. Accounts may still be missing.
        Err(ImportError::NotEmpty(existing)) if existing == name => {
            say!("{name} exists already; nothing was changed.");
        }
        Err(ImportError::NotEmpty(existing)) => {
            return Err(Failure::new(format!(
                "the database holds the shows of {existing}; the demonstration needs an empty one \
                 (another `data_dir`, or another `database.url`)"
            )));
        }
        Err(error) => return Err(error.into()),
    }
    let note = settings.data_dir.join("demo-accounts.txt");
    add_staff(&system, &note).await?;

    let site = &settings.http.base_url;
    say!("\n  Site     {}", site.as_str());
    if system.post.mailbox().is_some() {
        settings.note_demo_mailbox()?;
        if settings.shows_mailbox() {
            say!("  Mailbox  {}/mailbox  (mail is kept there, not sent)", site.as_str());
        } else {
            let folder = settings.data_dir.join("mail");
            say!("  Mailbox  {}  (mail is kept there, not sent)", folder.display());
        }
    }
    match fs::read_to_string(&note) {
        Ok(accounts) => {
            say!("  Staff    (address, password, role; also in {})", note.display());
            accounts.lines().for_each(|line| say!("{}", aligned(line)));
        }
        Err(_) => say!("  Staff    their passwords were shown when they were created"),
    }
    say!("");
    Ok(())
}

/// Aligns the words of a line with those of the other lines.
fn aligned(line: &str) -> String {
    let mut words = line.split_whitespace();
    let mut word = || words.next().unwrap_or_default();
    format!("    {:<34}  {}  {}", word(), word(), word())
}

/// Creates the missing accounts and stores their passwords in the note.
async fn add_staff(system: &System, note: &Path) -> Result<(), Failure> {
    for (email, name, role) in STAFF {
        let email = EmailAddress::parse(email)?;
        if system.store.by_email(&email).await?.is_some() {
            continue;
        }
        let password = make_password(&*system.secrets);
        let line = format!("  {}  {}  {role}\n", email.as_str(), password.expose_secret());
        let name = PersonName::parse(name)?;
        let new = NewStaffMember { name, email, role, password, totp: None };
        match system.use_cases.accounts.add_staff.execute(new).await {
            Ok(_) => append(note, &line)?,
            // Another process has created it meanwhile.
            Err(AddStaffError::AddressTaken) => {}
            Err(error) => return Err(error.into()),
        }
    }
    Ok(())
}

fn append(note: &Path, line: &str) -> Result<(), Failure> {
    if let Some(folder) = note.parent() {
        fs::create_dir_all(folder)?;
    }
    let mut file = OpenOptions::new().append(true).create(true).mode(0o600).open(note)?;
    Ok(file.write_all(line.as_bytes())?)
}

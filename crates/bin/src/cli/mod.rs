//! The command line: one command a file.

mod database;
mod demo;
mod doctor;
mod health;
mod mail_test;
mod migrate;
mod openapi;
mod privacy;
mod serve;
mod staff_add;

use std::path::PathBuf;

use clap::{Args, Parser, Subcommand};

use crate::{Failure, logging, settings::Settings};

/// A theatre's website with reservations: free seats, confirmed by mail, checked at the door.
#[derive(Debug, Parser)]
#[command(
    name = "azionelab",
    version,
    about,
    after_help = "Settings come from azionelab.toml and from variables such as \
                  AZIONELAB__HTTP__LISTEN.\n\n\
                  Examples:\n  \
                  azionelab demo && azionelab serve      try it out on http://localhost:8080\n  \
                  azionelab --config /etc/azionelab.toml serve\n  \
                  azionelab doctor                       what is wrong with my set-up?"
)]
pub struct Cli {
    /// The settings file [default: azionelab.toml, if it is there]
    #[arg(long, global = true, env = "AZIONELAB_CONFIG", value_name = "FILE")]
    config: Option<PathBuf>,

    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Serve the site, until it is told to stop by Ctrl-C or SIGTERM
    #[command(after_help = "Without `database.url` a private PostgreSQL is run in the data \
                            directory.\n\n\
                            Examples:\n  \
                            azionelab serve\n  \
                            AZIONELAB__HTTP__LISTEN=0.0.0.0:80 azionelab serve")]
    Serve,
    /// Bring the database up to date; `serve` does so by itself
    #[command(after_help = "Examples:\n  \
                            azionelab migrate\n  \
                            azionelab migrate --list")]
    Migrate(migrate::Migrate),
    /// Manage who works here
    Staff(Staff),
    /// Fill an empty database with a company to look at
    #[command(after_help = "Never touches a database that holds shows already.\n\n\
                            Example:\n  azionelab demo && azionelab serve")]
    Demo,
    /// See whether mail works
    Mail(Mail),
    /// Export or erase what is stored about one guest
    Privacy(Privacy),
    /// Look for what is wrong with the set-up, and say what to do about it
    #[command(
        after_help = "Sends no mail and changes nothing that is stored. Ends with 0 when all is \
                            well, with 1 when something is wrong.\n\n\
                            Example:\n  azionelab doctor"
    )]
    Doctor,
    /// Run a program of PostgreSQL on the database, as infra/backup does
    #[command(
        after_help = "Of a private PostgreSQL it is the program of its own version, and the \
                            server is started for as long as it takes. The address is told in \
                            the program's environment.\n\n\
                            Examples:\n  \
                            azionelab database psql\n  \
                            azionelab database pg_dump --format=custom --file=site.dump"
    )]
    Database(database::OnDatabase),
    /// Ask the process that serves here whether it is well
    #[command(after_help = "Ends with 1 when it is not.\n\nExample:\n  azionelab health")]
    Health,
    /// Print the description of the API, as JSON
    #[command(after_help = "Example:\n  azionelab openapi > openapi.json")]
    Openapi,
}

#[derive(Debug, Args)]
struct Staff {
    #[command(subcommand)]
    command: StaffCommand,
}

#[derive(Debug, Subcommand)]
enum StaffCommand {
    /// Make an account for somebody who works here
    #[command(after_help = "The password is asked for; with an empty answer, or without a \
                            terminal, one is made and printed.\n\n\
                            Examples:\n  \
                            azionelab staff add --email anna@example.org --name 'Anna Bianchi' \
                            --role admin\n  \
                            azionelab staff add --email porta@example.org --name Porta \
                            --role door --password-stdin < password.txt")]
    Add(staff_add::StaffAdd),
}

#[derive(Debug, Args)]
struct Privacy {
    #[command(subcommand)]
    command: privacy::Privacy,
}

#[derive(Debug, Args)]
struct Mail {
    #[command(subcommand)]
    command: MailCommand,
}

#[derive(Debug, Subcommand)]
enum MailCommand {
    /// Send a letter that says only that mail works
    #[command(after_help = "Example:\n  azionelab mail test --to me@example.org")]
    Test(mail_test::MailTest),
}

impl Cli {
    /// Does what was asked.
    pub async fn run(self) -> Result<(), Failure> {
        let settings = Settings::load(self.config.as_deref(), std::env::vars_os());
        if let Command::Openapi = self.command {
            return openapi::run();
        }
        if let Command::Doctor = self.command {
            return doctor::run(settings).await;
        }
        let settings = settings?;
        logging::start(settings.log);
        match self.command {
            Command::Serve => serve::run(&settings).await,
            Command::Migrate(migrate) => migrate.run(&settings).await,
            Command::Staff(Staff { command: StaffCommand::Add(new) }) => new.run(&settings).await,
            Command::Demo => demo::run(&settings).await,
            Command::Mail(Mail { command: MailCommand::Test(test) }) => test.run(&settings).await,
            Command::Privacy(Privacy { command }) => command.run(&settings).await,
            Command::Database(program) => program.run(&settings).await,
            Command::Health => health::run(&settings).await,
            Command::Doctor | Command::Openapi => Ok(()),
        }
    }
}

#[cfg(test)]
mod tests {
    use clap::CommandFactory as _;

    use super::*;

    #[test]
    fn the_command_line_is_well_formed() {
        Cli::command().debug_assert();
    }

    #[test]
    fn every_command_shows_an_example() {
        fn check(command: &clap::Command) {
            if command.get_subcommands().next().is_none() {
                let help = command.get_after_help().map(ToString::to_string).unwrap_or_default();
                assert!(help.contains("Example"), "{}", command.get_name());
            }
            command.get_subcommands().for_each(check);
        }
        check(&Cli::command());
    }

    #[test]
    fn a_role_is_named_as_everywhere() {
        let add = |role: &str| {
            Cli::try_parse_from([
                "azionelab",
                "staff",
                "add",
                "--email",
                "a@example.org",
                "--name",
                "Anna",
                "--role",
                role,
            ])
        };
        for role in ["door", "box_office", "admin"] {
            assert!(add(role).is_ok(), "{role}");
        }
        let told = add("boss").unwrap_err().to_string();
        assert!(told.contains("not one of: door, box_office, admin"), "{told}");
    }
}

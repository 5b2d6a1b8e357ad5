//! The command line, with one file per command.

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

/// The website of a theatre with reservations: free seats, confirmed by e-mail, checked at the
/// door.
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
                  azionelab doctor                       check the set-up"
)]
pub struct Cli {
    /// The settings file [default: azionelab.toml, if it exists]
    #[arg(long, global = true, env = "AZIONELAB_CONFIG", value_name = "FILE")]
    config: Option<PathBuf>,

    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Serve the site until Ctrl-C or SIGTERM
    #[command(after_help = "Without `database.url` a private PostgreSQL is run in the data \
                            directory.\n\n\
                            Examples:\n  \
                            azionelab serve\n  \
                            AZIONELAB__HTTP__LISTEN=0.0.0.0:80 azionelab serve")]
    Serve,
    /// Bring the database up to date; `serve` does this too
    #[command(after_help = "Examples:\n  \
                            azionelab migrate\n  \
                            azionelab migrate --list")]
    Migrate(migrate::Migrate),
    /// Manage staff accounts
    Staff(Staff),
    /// Fill an empty database with a demonstration company
    #[command(after_help = "Never changes a database that already has shows.\n\n\
                            Example:\n  azionelab demo && azionelab serve")]
    Demo,
    /// Check that mail works
    Mail(Mail),
    /// Export or erase the stored data of one guest
    Privacy(Privacy),
    /// Check the set-up and explain how to fix problems
    #[command(
        after_help = "Sends no mail and changes no stored data. Exits with 0 when everything is \
                            fine, with 1 when there is a problem.\n\n\
                            Example:\n  azionelab doctor"
    )]
    Doctor,
    /// Run a program of PostgreSQL on the database, as infra/backup does
    #[command(
        after_help = "With a private PostgreSQL it runs the program of the server's version, and \
                            starts the server for that time if necessary. The program gets the \
                            address through its environment.\n\n\
                            Examples:\n  \
                            azionelab database psql\n  \
                            azionelab database pg_dump --format=custom --file=site.dump"
    )]
    Database(database::RunProgram),
    /// Ask the serving process whether it is healthy
    #[command(after_help = "Exits with 1 when it is not.\n\nExample:\n  azionelab health")]
    Health,
    /// Print the OpenAPI document as JSON
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
    /// Create an account for a staff member
    #[command(after_help = "Asks for the password; with an empty answer, or without a terminal, \
                            one is generated and printed.\n\n\
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
    /// Send a test message
    #[command(after_help = "Example:\n  azionelab mail test --to me@example.org")]
    Test(mail_test::MailTest),
}

impl Cli {
    /// Runs the command.
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
    fn the_command_line_is_valid() {
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
    fn roles_have_the_same_names_as_in_the_api() {
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
        let text = add("boss").unwrap_err().to_string();
        assert!(text.contains("not one of: door, box_office, admin"), "{text}");
    }
}

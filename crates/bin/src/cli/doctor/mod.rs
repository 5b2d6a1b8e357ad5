//! One line a check: what is well, or what is wrong and what to do about it.

mod base_address;
mod data_dir;
mod database;
mod listens;
mod mail;
mod proxies;

pub(super) use mail::slowness;

use crate::{
    Failure,
    output::say,
    settings::{Settings, SettingsError},
};

/// What is well, or what is wrong and what to do about it.
type Finding = Result<String, String>;

pub(super) async fn run(settings: Result<Settings, SettingsError>) -> Result<(), Failure> {
    let mut report = Report::default();
    match settings {
        Err(error) => report.tell("settings", Err(error.to_string())),
        Ok(settings) => {
            report.tell("settings", Ok("read".to_owned()));
            look_at(&settings, &mut report).await;
        }
    }
    match report.wrong {
        0 => Ok(()),
        1 => Err(Failure::new("one thing is wrong")),
        wrong => Err(Failure::new(format!("{wrong} things are wrong"))),
    }
}

async fn look_at(settings: &Settings, report: &mut Report) {
    let data_dir = data_dir::rights(&settings.data_dir);
    let is_ours = data_dir.is_ok();
    report.tell("data directory", data_dir);
    report.tell("disk", data_dir::space(&settings.data_dir));
    if settings.database.url.is_some() || database::is_made(settings) && is_ours {
        database::look_at(settings, report).await;
    } else if is_ours {
        report.tell("database", database::can_be_made(settings));
    } else {
        let told = "it is in the data directory and was not looked at; mend that first";
        report.tell("database", Err(told.to_owned()));
    }
    report.tell("mail", mail::look_at(settings).await);
    report.tell("base address", base_address::look_at(settings).await);
    report.tell("proxies", proxies::look_at(settings));
    listens::look_at(settings, report).await;
}

#[derive(Default)]
struct Report {
    wrong: u32,
}

impl Report {
    fn tell(&mut self, what: &str, finding: Finding) {
        match finding {
            Ok(told) => say!("✓ {what}: {told}"),
            Err(told) => {
                self.wrong += 1;
                say!("✗ {what}: {told}");
            }
        }
    }
}

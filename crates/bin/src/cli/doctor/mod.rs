//! Prints one line per check: what is fine, or what is wrong and how to fix it.

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

/// What is fine, or what is wrong and how to fix it.
type Finding = Result<String, String>;

pub(super) async fn run(settings: Result<Settings, SettingsError>) -> Result<(), Failure> {
    let mut report = Report::default();
    match settings {
        Err(error) => report.print("settings", Err(error.to_string())),
        Ok(settings) => {
            report.print("settings", Ok("read".to_owned()));
            check(&settings, &mut report).await;
        }
    }
    match report.wrong {
        0 => Ok(()),
        1 => Err(Failure::new("1 problem found")),
        wrong => Err(Failure::new(format!("{wrong} problems found"))),
    }
}

async fn check(settings: &Settings, report: &mut Report) {
    let data_dir = data_dir::rights(&settings.data_dir);
    let is_ours = data_dir.is_ok();
    report.print("data directory", data_dir);
    report.print("disk", data_dir::space(&settings.data_dir));
    if settings.database.url.is_some() || database::exists(settings) && is_ours {
        database::check(settings, report).await;
    } else if is_ours {
        report.print("database", database::can_be_created(settings));
    } else {
        let text = "not checked, because it is in the data directory; fix that first";
        report.print("database", Err(text.to_owned()));
    }
    report.print("mail", mail::check(settings).await);
    report.print("base address", base_address::check(settings).await);
    report.print("proxies", proxies::check(settings));
    listens::check(settings, report).await;
}

#[derive(Default)]
struct Report {
    wrong: u32,
}

impl Report {
    fn print(&mut self, what: &str, finding: Finding) {
        match finding {
            Ok(text) => say!("✓ {what}: {text}"),
            Err(text) => {
                self.wrong += 1;
                say!("✗ {what}: {text}");
            }
        }
    }
}

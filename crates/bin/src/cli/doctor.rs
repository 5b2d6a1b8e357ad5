//! One line a check: what is well, or what is wrong and what to do about it.

use std::{fs, net::IpAddr, path::Path, sync::Arc};

use azionelab_application::ports::Health as _;
use tokio::net::lookup_host;

use crate::{
    Failure,
    adapters::SystemClock,
    settings::{Settings, SettingsError},
    wiring::{self, Database, Post},
};

/// What is well, or what is wrong.
type Finding = Result<String, String>;

pub(super) async fn run(settings: Result<Settings, SettingsError>) -> Result<(), Failure> {
    let mut report = Report::default();
    match settings {
        Err(error) => report.tell("settings", Err(error.to_string())),
        Ok(settings) => {
            report.tell("settings", Ok("read".to_owned()));
            report.tell("data directory", data_dir(&settings.data_dir));
            database(&settings, &mut report).await;
            report.tell("mail", mail(&settings).await);
            report.tell("base address", base_address(&settings).await);
        }
    }
    match report.wrong {
        0 => Ok(()),
        1 => Err(Failure::new("one thing is wrong")),
        wrong => Err(Failure::new(format!("{wrong} things are wrong"))),
    }
}

#[derive(Default)]
struct Report {
    wrong: u32,
}

impl Report {
    fn tell(&mut self, what: &str, finding: Finding) {
        match finding {
            Ok(told) => println!("✓ {what}: {told}"),
            Err(told) => {
                self.wrong += 1;
                println!("✗ {what}: {told}");
            }
        }
    }
}

fn data_dir(folder: &Path) -> Finding {
    let probe = folder.join(".doctor");
    fs::create_dir_all(folder)
        .and_then(|()| fs::write(&probe, ""))
        .and_then(|()| fs::remove_file(&probe))
        .map_err(|error| {
            format!("can't write to {} ({error}); give it to our user", folder.display())
        })?;
    let folder = folder.canonicalize().unwrap_or_else(|_| folder.to_owned());
    Ok(format!("{}, it can be written to", folder.display()))
}

async fn database(settings: &Settings, report: &mut Report) {
    match Database::to_use(settings).await {
        Err(error) => report.tell("database", Err(error.to_string())),
        Ok(database) => {
            look_into(settings, &database, report).await;
            database.close().await;
        }
    }
}

async fn look_into(settings: &Settings, database: &Database, report: &mut Report) {
    let store = match wiring::store(settings, database, Arc::new(SystemClock)) {
        Ok(store) => store,
        Err(error) => return report.tell("database", Err(error.to_string())),
    };
    if let Err(error) = store.check().await {
        let told = format!("{}; check `database.url`, and that it runs", Failure::from(error));
        return report.tell("database", Err(told));
    }
    let whose =
        if settings.database.url.is_some() { "it answers" } else { "our own PostgreSQL answers" };
    report.tell("database", Ok(whose.to_owned()));
    report.tell(
        "migrations",
        match store.schema_state().await {
            Err(error) => Err(Failure::from(error).to_string()),
            Ok(state) if !state.unknown.is_empty() => {
                Err("the database is from a newer version; update this program".to_owned())
            }
            Ok(state) if !state.pending.is_empty() => Err(format!(
                "{} to be run; `azionelab migrate` does, and `azionelab serve` too",
                state.pending.len()
            )),
            Ok(_) => Ok("all run".to_owned()),
        },
    );
}

async fn mail(settings: &Settings) -> Finding {
    if settings.mail.delivery_paused {
        return Err("nothing is sent while `mail.delivery_paused` is true".to_owned());
    }
    match Post::open(settings).map_err(|error| error.to_string())? {
        Post::Files(_) => Ok(format!(
            "kept in {}; set `mail.smtp_host` to send it",
            settings.data_dir.join("mail").display()
        )),
        Post::Smtp(mailer) => match mailer.check().await {
            Ok(()) => {
                Ok("the mail server answers; `azionelab mail test` sends a letter".to_owned())
            }
            Err(error) => {
                Err(format!("{error}; check `mail.smtp_host`, `mail.tls` and the account"))
            }
        },
    }
}

async fn base_address(settings: &Settings) -> Finding {
    let site = &settings.http.base_url;
    let (_, rest) = site.as_str().split_once("://").unwrap_or_default();
    let port = if site.is_secure() { 443 } else { 80 };
    let address = if port_of(rest).is_some() { rest.to_owned() } else { format!("{rest}:{port}") };
    let addresses = match lookup_host(&address).await {
        Ok(addresses) => addresses.map(|address| address.ip()).collect::<Vec<_>>(),
        Err(_) => {
            return Err(format!("{rest} has no address; correct `http.base_url`, or the DNS"));
        }
    };
    judge(settings, &addresses)
}

fn judge(settings: &Settings, addresses: &[IpAddr]) -> Finding {
    let site = &settings.http.base_url;
    let listen = settings.http.listen.ip();
    if addresses.iter().all(IpAddr::is_loopback) && !listen.is_loopback() {
        return Err(format!(
            "links in mail lead to {}, which only this machine reaches, while others can reach \
             the site; set `http.base_url` to what visitors type",
            site.as_str()
        ));
    }
    let (_, rest) = site.as_str().split_once("://").unwrap_or_default();
    let listens_on = settings.http.listen.port();
    // Behind a proxy, what visitors type is the proxy's.
    if addresses.iter().all(IpAddr::is_loopback)
        && settings.http.trusted_proxies.is_empty()
        && !site.is_secure()
        && port_of(rest).unwrap_or(80) != listens_on
    {
        return Err(format!(
            "links in mail lead to {}, while the site listens on port {listens_on}; set \
             `http.base_url` to what visitors type",
            site.as_str()
        ));
    }
    if site.is_secure() && settings.http.trusted_proxies.is_empty() {
        return Err(
            "a proxy has to stand in front for https, and all visitors count as one client until \
             it is named in `http.trusted_proxies`"
                .to_owned(),
        );
    }
    Ok(site.as_str().to_owned())
}

/// The 1 of `host:1` and `[::1]:1`; none in `host` and `[::1]`.
fn port_of(host: &str) -> Option<u16> {
    host.rsplit_once(':').and_then(|(_, port)| port.parse().ok())
}

#[cfg(test)]
mod tests {
    use std::net::Ipv4Addr;

    use super::*;

    fn settings(variables: &[(&str, &str)]) -> Settings {
        let variables = variables.iter().map(|(name, value)| (name.into(), value.into()));
        Settings::load(None, variables).unwrap()
    }

    const HERE: IpAddr = IpAddr::V4(Ipv4Addr::LOCALHOST);
    const THERE: IpAddr = IpAddr::V4(Ipv4Addr::new(192, 0, 2, 1));

    #[test]
    fn a_site_to_try_out_is_well() {
        assert!(judge(&settings(&[]), &[HERE]).is_ok());
    }

    #[test]
    fn links_that_only_this_machine_can_follow_are_wrong_once_others_can_come() {
        let settings = settings(&[("AZIONELAB__HTTP__LISTEN", "0.0.0.0:80")]);
        assert!(judge(&settings, &[HERE]).unwrap_err().contains("`http.base_url`"));
    }

    #[test]
    fn a_secure_site_needs_to_know_its_proxy() {
        let base = ("AZIONELAB__HTTP__BASE_URL", "https://teatro.example");
        let told = judge(&settings(&[base]), &[THERE]).unwrap_err();
        assert!(told.contains("`http.trusted_proxies`"), "{told}");
        let proxies = ("AZIONELAB__HTTP__TRUSTED_PROXIES", "127.0.0.1");
        assert!(judge(&settings(&[base, proxies]), &[THERE]).is_ok());
    }

    #[test]
    fn a_link_has_to_lead_to_the_port_that_is_listened_on() {
        let elsewhere = ("AZIONELAB__HTTP__LISTEN", "127.0.0.1:8081");
        assert!(judge(&settings(&[elsewhere]), &[HERE]).is_ok());
        let base = ("AZIONELAB__HTTP__BASE_URL", "http://localhost:8080");
        let told = judge(&settings(&[elsewhere, base]), &[HERE]).unwrap_err();
        assert!(told.contains("listens on port 8081"), "{told}");
        let proxies = ("AZIONELAB__HTTP__TRUSTED_PROXIES", "127.0.0.1");
        assert!(judge(&settings(&[elsewhere, base, proxies]), &[HERE]).is_ok());
    }

    #[test]
    fn a_port_is_told_from_a_part_of_an_address() {
        assert_eq!((port_of("localhost:8080"), port_of("[::1]:80")), (Some(8080), Some(80)));
        assert_eq!((port_of("localhost"), port_of("[::1]")), (None, None));
    }
}

use super::{Finding, Report};
use crate::{
    Failure,
    adapters::SystemClock,
    embedded::ServerBinaries,
    settings::Settings,
    wiring::{self, Database, clock_fault},
};
use azionelab_adapters_postgres::{ServerState, Store};
use azionelab_application::{
    ports::{Clock as _, StoreError},
    privacy::PersonalData as _,
};
use jiff::{SignedDuration, Timestamp};
use std::{path::PathBuf, sync::Arc};

/// The oldest PostgreSQL version that supports every statement.
const OLDEST: i32 = 14;

/// How late an erasure may be. It runs every hour and takes some time.
const ERASED_WITHIN: SignedDuration = SignedDuration::from_hours(3);

/// Whether the private PostgreSQL exists. The doctor must not create it.
pub(super) fn exists(settings: &Settings) -> bool {
    cluster(settings).exists()
}

/// Checks that the private PostgreSQL can be created when the site is first served.
pub(super) fn can_be_created(settings: &Settings) -> Finding {
    let cluster = cluster(settings);
    ServerBinaries::find(settings.database.server_binaries.as_deref(), &cluster)
        .map(|_| format!("none yet; `azionelab serve` creates one in {}", cluster.display()))
        .map_err(|error| error.to_string())
}

fn cluster(settings: &Settings) -> PathBuf {
    settings.data_dir.join("postgres")
}

pub(super) async fn check(settings: &Settings, report: &mut Report) {
    match Database::to_use(settings).await {
        Err(error) => report.print("database", Err(error.to_string())),
        Ok(database) => {
            check_server(settings, &database, report).await;
            database.close().await;
        }
    }
}

async fn check_server(settings: &Settings, database: &Database, report: &mut Report) {
    let store = match wiring::store(settings, database, Arc::new(SystemClock)) {
        Ok(store) => store,
        Err(error) => return report.print("database", Err(error.to_string())),
    };
    if let Err(error) = store.check().await {
        let text =
            format!("{}; check `database.url` and that the database runs", Failure::from(error));
        return report.print("database", Err(text));
    }
    let answers = if settings.database.url.is_some() {
        "it answers"
    } else {
        "the private PostgreSQL answers"
    };
    let state = match store.server_state(&SystemClock).await {
        Ok(state) => state,
        Err(error) => return report.print("database", Err(Failure::from(error).to_string())),
    };
    report.print("database", check_state(&state).map(|()| answers.to_owned()));
    let migrations = migrations(&store).await;
    let has_tables = migrations.is_ok();
    report.print("migrations", migrations);
    let newest = if has_tables { store.newest_message().await.ok().flatten() } else { None };
    if has_tables {
        let overdue = store.overdue(SystemClock.now()).await;
        report.print("personal data", personal_data(overdue));
    }
    report.print("clock", clock(&state, newest, SystemClock.now()));
}

/// Checks the server's version, encoding and language.
fn check_state(state: &ServerState) -> Result<(), String> {
    if state.major < OLDEST {
        return Err(format!(
            "it is PostgreSQL {}; use {OLDEST} or newer: back up, then restore into the new one",
            state.major
        ));
    }
    if state.encoding != "UTF8" {
        return Err(format!(
            "its encoding is {}, which cannot store every name; back up, then restore into a \
             database created with ENCODING 'UTF8'",
            state.encoding
        ));
    }
    // Only for English messages is it known which parts quote data.
    let language = state.messages.split(['.', '@']).next().unwrap_or_default();
    if !["", "C", "POSIX"].contains(&language) && !language.starts_with("en") {
        return Err(format!(
            "its messages are in {language}, so names in them cannot be kept out of the log; \
             run `ALTER DATABASE … SET lc_messages = 'C'` as its superuser"
        ));
    }
    Ok(())
}

async fn migrations(store: &Store) -> Finding {
    match store.schema_state().await {
        Err(error) => Err(Failure::from(error).to_string()),
        Ok(state) if !state.unknown.is_empty() => {
            Err("the database is from a newer version; update this program".to_owned())
        }
        Ok(state) if !state.pending.is_empty() => Err(format!(
            "{} pending; `azionelab migrate` or `azionelab serve` runs them",
            state.pending.len()
        )),
        Ok(state) if state.missing > 0 => Err(format!(
            "{} tables, indexes or constraints are missing; a restore may have stopped halfway; \
             restore the backup again, into an empty database",
            state.missing
        )),
        Ok(_) => Ok("all run".to_owned()),
    }
}

/// Checks that personal data are erased in time.
fn personal_data(overdue: Result<SignedDuration, StoreError>) -> Finding {
    match overdue {
        Err(error) => Err(Failure::from(error).to_string()),
        Ok(overdue) if overdue > ERASED_WITHIN => Err(format!(
            "the oldest should have been erased {overdue:#.0} ago; `azionelab serve` erases it \
             when it starts and every hour, and its log says why it failed"
        )),
        Ok(_) => Ok("none is kept longer than promised".to_owned()),
    }
}

/// Compares our clock with the database's clock and with the newest stored message.
fn clock(state: &ServerState, newest: Option<Timestamp>, now: Timestamp) -> Finding {
    if let Some(fault) = clock_fault(state.ahead) {
        return Err(fault);
    }
    let from_the_future = newest.map(|newest| newest.duration_since(now));
    match from_the_future.filter(|ahead| *ahead > SignedDuration::from_mins(1)) {
        Some(ahead) => Err(format!(
            "a message was stored {ahead:#} from now: the clock is behind, or was ahead before; \
             synchronise it with the network (`timedatectl set-ntp true`)"
        )),
        None => Ok(format!("{now:.0}, equal to the database's")),
    }
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;

    fn state() -> ServerState {
        ServerState {
            major: 15,
            encoding: "UTF8".to_owned(),
            messages: "C".to_owned(),
            ahead: SignedDuration::ZERO,
        }
    }

    #[rstest]
    #[case::c("C")]
    #[case::none("")]
    #[case::english("en_GB.UTF-8")]
    fn messages_in_english_are_accepted(#[case] messages: &str) {
        assert_eq!(check_state(&ServerState { messages: messages.to_owned(), ..state() }), Ok(()));
    }

    #[test]
    fn an_unsuitable_server_is_reported_with_a_solution() {
        for (server, text) in [
            (ServerState { messages: "it_IT.UTF-8".to_owned(), ..state() }, "lc_messages = 'C'"),
            (ServerState { encoding: "SQL_ASCII".to_owned(), ..state() }, "ENCODING 'UTF8'"),
            (ServerState { major: 13, ..state() }, "14 or newer"),
        ] {
            assert!(check_state(&server).unwrap_err().contains(text), "{text}");
        }
    }

    #[test]
    fn overdue_personal_data_are_reported() {
        assert!(personal_data(Ok(SignedDuration::ZERO)).is_ok());
        assert!(personal_data(Ok(SignedDuration::from_hours(2))).is_ok());
        let text = personal_data(Ok(SignedDuration::from_hours(50))).unwrap_err();
        assert!(text.starts_with("the oldest should have been erased 50h ago"), "{text}");
    }

    #[test]
    fn the_clock_is_compared_with_the_database_and_its_data() {
        let now: Timestamp = "2026-11-25T20:00:00Z".parse().unwrap();
        let later = SignedDuration::from_hours(2);
        assert!(clock(&state(), Some(now - later), now).is_ok());
        let text = clock(&state(), Some(now + later), now).unwrap_err();
        assert!(text.starts_with("a message was stored 2h from now"), "{text}");
        let behind = ServerState { ahead: later, ..state() };
        assert!(clock(&behind, None, now).unwrap_err().contains("2h behind"));
    }
}

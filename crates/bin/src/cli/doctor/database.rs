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

/// The oldest PostgreSQL that every statement runs on.
const OLDEST: i32 = 14;

/// The hourly erasure may be under way, or about to begin.
const ERASED_WITHIN: SignedDuration = SignedDuration::from_hours(3);

/// Whether the private PostgreSQL is there, of which looking is not to make one.
pub(super) fn is_made(settings: &Settings) -> bool {
    cluster(settings).exists()
}

/// Whether it can be made when the site is served for the first time.
pub(super) fn can_be_made(settings: &Settings) -> Finding {
    let cluster = cluster(settings);
    ServerBinaries::find(settings.database.server_binaries.as_deref(), &cluster)
        .map(|_| format!("none yet; `azionelab serve` makes one in {}", cluster.display()))
        .map_err(|error| error.to_string())
}

fn cluster(settings: &Settings) -> PathBuf {
    settings.data_dir.join("postgres")
}

pub(super) async fn look_at(settings: &Settings, report: &mut Report) {
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
    let state = match store.server_state(&SystemClock).await {
        Ok(state) => state,
        Err(error) => return report.tell("database", Err(Failure::from(error).to_string())),
    };
    report.tell("database", judge(&state).map(|()| whose.to_owned()));
    let migrations = migrations(&store).await;
    let has_tables = migrations.is_ok();
    report.tell("migrations", migrations);
    let newest = if has_tables { store.newest_message().await.ok().flatten() } else { None };
    if has_tables {
        let overdue = store.overdue(SystemClock.now()).await;
        report.tell("personal data", personal_data(overdue));
    }
    report.tell("clock", clock(&state, newest, SystemClock.now()));
}

/// Judges what the server is.
fn judge(state: &ServerState) -> Result<(), String> {
    if state.major < OLDEST {
        return Err(format!(
            "it is PostgreSQL {}; {OLDEST} or newer is needed, so back up and restore into one",
            state.major
        ));
    }
    if state.encoding != "UTF8" {
        return Err(format!(
            "its encoding is {}, which can't hold every name; back up and restore into one made \
             with ENCODING 'UTF8'",
            state.encoding
        ));
    }
    // Where a message quotes what it was given is known of English ones only.
    let language = state.messages.split(['.', '@']).next().unwrap_or_default();
    if !["", "C", "POSIX"].contains(&language) && !language.starts_with("en") {
        return Err(format!(
            "its messages are in {language}, and would bring names into our log; \
             `ALTER DATABASE … SET lc_messages = 'C'` as its superuser"
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
            "{} to be run; `azionelab migrate` does, and `azionelab serve` too",
            state.pending.len()
        )),
        Ok(state) if state.missing > 0 => Err(format!(
            "{} tables, indexes or constraints are missing, as after half of a restore; restore \
             the backup again, into an empty database",
            state.missing
        )),
        Ok(_) => Ok("all run".to_owned()),
    }
}

/// Judges whether the site keeps its promise to its guests.
fn personal_data(overdue: Result<SignedDuration, StoreError>) -> Finding {
    match overdue {
        Err(error) => Err(Failure::from(error).to_string()),
        Ok(overdue) if overdue > ERASED_WITHIN => Err(format!(
            "the oldest should have been erased {overdue:#.0} ago; `azionelab serve` erases it \
             when it starts and every hour, and its log says why it could not"
        )),
        Ok(_) => Ok("none is kept longer than promised".to_owned()),
    }
}

/// Judges our clock by the database's, and by what was stored last.
fn clock(state: &ServerState, newest: Option<Timestamp>, now: Timestamp) -> Finding {
    if let Some(fault) = clock_fault(state.ahead) {
        return Err(fault);
    }
    let from_the_future = newest.map(|newest| newest.duration_since(now));
    match from_the_future.filter(|ahead| *ahead > SignedDuration::from_mins(1)) {
        Some(ahead) => Err(format!(
            "a message was stored {ahead:#} from now: the clock is behind, or was ahead; set it \
             by the network (`timedatectl set-ntp true`)"
        )),
        None => Ok(format!("{now:.0}, as the database's")),
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
    fn a_server_may_speak_english(#[case] messages: &str) {
        assert_eq!(judge(&ServerState { messages: messages.to_owned(), ..state() }), Ok(()));
    }

    #[test]
    fn a_server_that_does_not_fit_is_told_with_what_to_do() {
        for (server, told) in [
            (ServerState { messages: "it_IT.UTF-8".to_owned(), ..state() }, "lc_messages = 'C'"),
            (ServerState { encoding: "SQL_ASCII".to_owned(), ..state() }, "ENCODING 'UTF8'"),
            (ServerState { major: 13, ..state() }, "14 or newer"),
        ] {
            assert!(judge(&server).unwrap_err().contains(told), "{told}");
        }
    }

    #[test]
    fn personal_data_that_is_past_its_promise_is_told() {
        assert!(personal_data(Ok(SignedDuration::ZERO)).is_ok());
        assert!(personal_data(Ok(SignedDuration::from_hours(2))).is_ok());
        let told = personal_data(Ok(SignedDuration::from_hours(50))).unwrap_err();
        assert!(told.starts_with("the oldest should have been erased 50h ago"), "{told}");
    }

    #[test]
    fn a_clock_is_right_when_it_agrees_with_the_database_and_with_what_was_stored() {
        let now: Timestamp = "2026-11-25T20:00:00Z".parse().unwrap();
        let later = SignedDuration::from_hours(2);
        assert!(clock(&state(), Some(now - later), now).is_ok());
        let told = clock(&state(), Some(now + later), now).unwrap_err();
        assert!(told.starts_with("a message was stored 2h from now"), "{told}");
        let behind = ServerState { ahead: later, ..state() };
        assert!(clock(&behind, None, now).unwrap_err().contains("2h behind"));
    }
}

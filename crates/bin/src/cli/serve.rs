use std::{io, net::SocketAddr, sync::Arc, time::Duration};

use azionelab_adapters_http::{BuiltFrontend, Website, router};
use azionelab_adapters_postgres::{MigrateError, Store};
use tokio::{
    net::TcpListener,
    select,
    signal::unix::{SignalKind, signal},
    time::{Instant, sleep},
};
use tokio_util::{sync::CancellationToken, task::TaskTracker};
use tracing::{info, warn};

use crate::{
    Failure, logging,
    monitoring::Monitoring,
    settings::{self, Settings},
    ticks::Ticks,
    web_server::{self, Bounds},
    wiring::{Database, System, Wellbeing, clock_fault, http_settings},
};

/// How long a database is waited for that does not answer at the start.
const DATABASE_STARTS_WITHIN: Duration = Duration::from_secs(30);

/// How long a clock that is off is given to be set at the start.
const CLOCK_IS_SET_WITHIN: Duration = Duration::from_secs(10);

pub(super) async fn run(settings: &Settings) -> Result<(), Failure> {
    let stop = stop_signal()?;
    // A port that is taken shows before anything slow has begun.
    let listener = listen("http.listen", settings.http.listen).await?;
    let monitoring = match settings.metrics {
        Some(address) => Some((Monitoring::start()?, listen("metrics.listen", address).await?)),
        None => None,
    };
    let database = select! {
        database = Database::to_serve(settings) => database?,
        () = stop.cancelled() => return Ok(()),
    };
    let outcome = serve(settings, &database, listener, monitoring, stop).await;
    database.close().await;
    info!("stopped");
    outcome
}

async fn serve(
    settings: &Settings,
    database: &Database,
    listener: TcpListener,
    monitoring: Option<(Monitoring, TcpListener)>,
    stop: CancellationToken,
) -> Result<(), Failure> {
    let system = System::new(settings, database)?;
    let others = TaskTracker::new();
    if let Some((monitoring, listener)) = monitoring {
        info!("metrics are on http://{}/metrics", listener.local_addr()?);
        let (store, clock) = (system.store.clone(), system.clock.clone());
        others.spawn(monitoring.serve(listener, store, clock, stop.clone()));
    }
    others.close();
    select! {
        migrated = migrate(&system.store) => migrated?,
        () = stop.cancelled() => return Ok(()),
    }
    select! {
        told = agree_on_the_time(&system) => told?,
        () = stop.cancelled() => return Ok(()),
    }
    // What a restored backup brought back is erased before anybody can see it.
    select! {
        erased = system.use_cases.privacy.erase_expired.execute() => drop(erased?),
        () = stop.cancelled() => return Ok(()),
    }
    let ticks = Ticks::start(&system.use_cases, &system.store, &system.clock, stop.clone());
    let telling = tokio::spawn(logging::left_out().tell(stop.clone()));
    let mailbox = system.post.mailbox();
    let is_kept = mailbox.is_some();
    let (store, clock) = (system.store.clone(), system.clock.clone());
    let health = Arc::new(Wellbeing { store, clock });
    let website = Website::new(BuiltFrontend, system.secrets.clone());
    let settings_of_http = http_settings(settings);
    let router = router(system.use_cases.clone(), health, mailbox, website, settings_of_http);

    info!("listening on http://{}", listener.local_addr()?);
    let site = &settings.http.base_url;
    if is_kept && settings.shows_mailbox() {
        info!("mail is kept, not sent; it can be read at {}/mailbox", site.as_str());
    } else if is_kept {
        let folder = settings.data_dir.join("mail");
        warn!("mail is kept, not sent (`mail.smtp_host`); it is in {}", folder.display());
    }
    let router = router.into_make_service_with_connect_info::<SocketAddr>();
    let bounds = Bounds::behind(settings.http.trusted_proxies.clone());
    web_server::serve(listener, router, bounds, stop).await;
    ticks.finished().await;
    system.background.finish().await;
    others.wait().await;
    // It only counts lines.
    let _ = telling.await;
    Ok(())
}

/// Brings the database up to date, once it answers: when a whole machine starts, the database may
/// well be the last to be there.
async fn migrate(store: &Store) -> Result<(), Failure> {
    let give_up = Instant::now() + DATABASE_STARTS_WITHIN;
    let mut told = false;
    loop {
        match store.migrate().await {
            Err(MigrateError::Connect(error)) if Instant::now() < give_up => {
                if !told {
                    let within = DATABASE_STARTS_WITHIN.as_secs();
                    warn!("the database does not answer yet, waiting up to {within} s: {error}");
                    told = true;
                }
                sleep(Duration::from_millis(500)).await;
            }
            outcome => return Ok(outcome.map(drop)?),
        }
    }
}

/// Waits until our clock and the database's agree: a machine that just started may have yet to ask
/// for the time.
async fn agree_on_the_time(system: &System) -> Result<(), Failure> {
    let give_up = Instant::now() + CLOCK_IS_SET_WITHIN;
    let mut told = false;
    loop {
        let state = system.store.server_state(&*system.clock).await?;
        let Some(fault) = clock_fault(state.ahead) else { return Ok(()) };
        if Instant::now() >= give_up {
            return Err(Failure::new(fault));
        }
        if !told {
            warn!("waiting up to {} s, for {fault}", CLOCK_IS_SET_WITHIN.as_secs());
            told = true;
        }
        sleep(Duration::from_millis(500)).await;
    }
}

async fn listen(setting: &str, address: SocketAddr) -> Result<TcpListener, Failure> {
    TcpListener::bind(address).await.map_err(|error| {
        let also = if setting == "http.listen" {
            ", and the same in AZIONELAB__HTTP__BASE_URL"
        } else {
            ""
        };
        match error.kind() {
            io::ErrorKind::AddrInUse => Failure::new(format!(
                "something else listens on {address}; stop it, or choose another port with \
                 {}{also}",
                settings::variable(setting)
            )),
            _ => Failure::new(format!("can't listen on {address} (`{setting}`): {error}")),
        }
    })
}

/// Is cancelled by Ctrl-C and by SIGTERM.
fn stop_signal() -> Result<CancellationToken, Failure> {
    let mut interrupt = signal(SignalKind::interrupt())?;
    let mut terminate = signal(SignalKind::terminate())?;
    let stop = CancellationToken::new();
    let told = stop.clone();
    tokio::spawn(async move {
        select! {
            _ = interrupt.recv() => {}
            _ = terminate.recv() => {}
        }
        info!("stopping");
        told.cancel();
    });
    Ok(stop)
}

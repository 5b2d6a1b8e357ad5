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
    Failure,
    background_tasks::BackgroundTasks,
    logging,
    monitoring::Monitoring,
    settings::{self, Settings},
    web_server::{self, Bounds},
    wiring::{Database, ServerHealth, System, clock_fault, http_settings},
};

/// How long the server waits at its start for a database that does not answer.
const DATABASE_STARTS_WITHIN: Duration = Duration::from_secs(30);

/// How long the server waits at its start for a wrong clock to be corrected.
const CLOCK_IS_SET_WITHIN: Duration = Duration::from_secs(10);

pub(super) async fn run(settings: &Settings) -> Result<(), Failure> {
    let stop = stop_signal()?;
    // Bind the ports first, so that a port in use is reported before anything slow starts.
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
    let metrics_server = TaskTracker::new();
    if let Some((monitoring, listener)) = monitoring {
        info!("metrics are on http://{}/metrics", listener.local_addr()?);
        let (store, clock) = (system.store.clone(), system.clock.clone());
        metrics_server.spawn(monitoring.serve(listener, store, clock, stop.clone()));
    }
    metrics_server.close();
    select! {
        migrated = migrate(&system.store) => migrated?,
        () = stop.cancelled() => return Ok(()),
    }
    select! {
        agreed = agree_on_the_time(&system) => agreed?,
        () = stop.cancelled() => return Ok(()),
    }
    // A restored backup may contain erased data. Erase them before they can be seen.
    select! {
        erased = system.use_cases.privacy.erase_expired.execute() => drop(erased?),
        () = stop.cancelled() => return Ok(()),
    }
    let tasks =
        BackgroundTasks::start(&system.use_cases, &system.store, &system.clock, stop.clone());
    let summaries = tokio::spawn(logging::repetitions().log_summaries(stop.clone()));
    let mailbox = system.post.mailbox();
    let is_kept = mailbox.is_some();
    let (store, clock) = (system.store.clone(), system.clock.clone());
    let health = Arc::new(ServerHealth { store, clock });
    let website = Website::new(BuiltFrontend, system.secrets.clone());
    let web_settings = http_settings(settings);
    let router = router(system.use_cases.clone(), health, mailbox, website, web_settings);

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
    tasks.finished().await;
    system.background.finish().await;
    metrics_server.wait().await;
    // The task only counts log lines.
    let _ = summaries.await;
    Ok(())
}

/// Migrates the database when it answers. When a whole machine starts, the database may be the last
/// service to start.
async fn migrate(store: &Store) -> Result<(), Failure> {
    let give_up = Instant::now() + DATABASE_STARTS_WITHIN;
    let mut logged = false;
    loop {
        match store.migrate().await {
            Err(MigrateError::Connect(error)) if Instant::now() < give_up => {
                if !logged {
                    let within = DATABASE_STARTS_WITHIN.as_secs();
                    warn!("the database does not answer yet, waiting up to {within} s: {error}");
                    logged = true;
                }
                sleep(Duration::from_millis(500)).await;
            }
            outcome => return Ok(outcome.map(drop)?),
        }
    }
}

/// Waits until our clock agrees with the database's. A machine that has just started may not have
/// synchronised its clock yet.
async fn agree_on_the_time(system: &System) -> Result<(), Failure> {
    let give_up = Instant::now() + CLOCK_IS_SET_WITHIN;
    let mut logged = false;
    loop {
        let state = system.store.server_state(&*system.clock).await?;
        let Some(fault) = clock_fault(state.ahead) else { return Ok(()) };
        if Instant::now() >= give_up {
            return Err(Failure::new(fault));
        }
        if !logged {
            warn!("waiting up to {} s: {fault}", CLOCK_IS_SET_WITHIN.as_secs());
            logged = true;
        }
        sleep(Duration::from_millis(500)).await;
    }
}

async fn listen(setting: &str, address: SocketAddr) -> Result<TcpListener, Failure> {
    TcpListener::bind(address).await.map_err(|error| {
        let also = if setting == "http.listen" {
            " and the same port in AZIONELAB__HTTP__BASE_URL"
        } else {
            ""
        };
        match error.kind() {
            io::ErrorKind::AddrInUse => Failure::new(format!(
                "another program listens on {address}; stop it, or choose another port with \
                 {}{also}",
                settings::variable(setting)
            )),
            _ => Failure::new(format!("cannot listen on {address} (`{setting}`): {error}")),
        }
    })
}

/// Returns a token that Ctrl-C and SIGTERM cancel.
fn stop_signal() -> Result<CancellationToken, Failure> {
    let mut interrupt = signal(SignalKind::interrupt())?;
    let mut terminate = signal(SignalKind::terminate())?;
    let stop = CancellationToken::new();
    let cancelled = stop.clone();
    tokio::spawn(async move {
        select! {
            _ = interrupt.recv() => {}
            _ = terminate.recv() => {}
        }
        info!("stopping");
        cancelled.cancel();
    });
    Ok(stop)
}

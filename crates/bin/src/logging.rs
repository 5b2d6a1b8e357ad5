//! The log, on standard error.

use std::{
    io::{self, IsTerminal as _},
    sync::LazyLock,
};

use tracing::{Level, level_filters::LevelFilter};
use tracing_subscriber::{
    Layer as _, filter::Targets, fmt, layer::SubscriberExt as _, util::SubscriberInitExt as _,
};

use crate::{
    repeated_log_lines::RepetitionFilter,
    settings::{Log, LogFormat},
};

static REPETITIONS: LazyLock<RepetitionFilter> = LazyLock::new(RepetitionFilter::default);

/// Returns the counter of repeated warnings and errors, which are left out of the log.
pub fn repetitions() -> RepetitionFilter {
    REPETITIONS.clone()
}

/// Starts the log. Libraries log only warnings: at finer levels they log their input, including
/// names and addresses.
pub fn start(log: Log) {
    let libraries = log.level.min(Level::WARN);
    let filter = Targets::new()
        .with_default(LevelFilter::from_level(libraries))
        .with_target("azionelab", log.level);
    let layer = match log.format {
        LogFormat::Text => {
            let colours = io::stderr().is_terminal();
            fmt::layer().with_ansi(colours).with_writer(io::stderr).boxed()
        }
        LogFormat::Json => fmt::layer().json().flatten_event(true).with_writer(io::stderr).boxed(),
    };
    // This fails only if a test has started the log before.
    let _ = tracing_subscriber::registry().with(layer).with(filter).with(repetitions()).try_init();
}

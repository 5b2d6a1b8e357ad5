//! What is told of what happens, on standard error.

use std::{
    io::{self, IsTerminal as _},
    sync::LazyLock,
};

use tracing::{Level, level_filters::LevelFilter};
use tracing_subscriber::{
    Layer as _, filter::Targets, fmt, layer::SubscriberExt as _, util::SubscriberInitExt as _,
};

use crate::{
    seldom::Seldom,
    settings::{Log, LogFormat},
};

static LEFT_OUT: LazyLock<Seldom> = LazyLock::new(Seldom::default);

/// What counts the repetitions of warnings and errors, which are not told.
pub fn left_out() -> Seldom {
    LEFT_OUT.clone()
}

/// Starts telling. Of the libraries only warnings are told: at finer levels they repeat what they
/// are given, names and addresses included.
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
    // Only a test that has started it before can be in the way.
    let _ = tracing_subscriber::registry().with(layer).with(filter).with(left_out()).try_init();
}

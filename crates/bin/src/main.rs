use std::{
    io::{self, Write as _},
    process::ExitCode,
};

use azionelab::cli::Cli;
use clap::Parser as _;
use mimalloc::MiMalloc;

/// The usual allocator of Linux does not return the 19 MiB that hashing each password takes: some
/// hundred sign-ins took most of a gigabyte permanently.
#[global_allocator]
static ALLOCATOR: MiMalloc = MiMalloc;

#[tokio::main]
async fn main() -> ExitCode {
    match Cli::parse().run().await {
        Ok(()) => ExitCode::SUCCESS,
        Err(failure) => {
            // Standard error may be closed.
            let _ = writeln!(io::stderr(), "azionelab: {failure}");
            ExitCode::FAILURE
        }
    }
}

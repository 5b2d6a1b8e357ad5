//! The program `azionelab`.

use std::{
    io::{self, Write as _},
    process::ExitCode,
};

use azionelab::cli::Cli;
use clap::Parser as _;
use mimalloc::MiMalloc;

/// The usual one of Linux keeps the 19 MiB that each password takes while it is hashed, and grows
/// with each: some hundred sign-ins took most of a gigabyte, for good.
#[global_allocator]
static ALLOCATOR: MiMalloc = MiMalloc;

#[tokio::main]
async fn main() -> ExitCode {
    match Cli::parse().run().await {
        Ok(()) => ExitCode::SUCCESS,
        Err(failure) => {
            // It may be that nobody reads it.
            let _ = writeln!(io::stderr(), "azionelab: {failure}");
            ExitCode::FAILURE
        }
    }
}

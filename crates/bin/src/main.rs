//! The program `azionelab`.

use std::process::ExitCode;

use azionelab::cli::Cli;
use clap::Parser as _;

#[tokio::main]
async fn main() -> ExitCode {
    match Cli::parse().run().await {
        Ok(()) => ExitCode::SUCCESS,
        Err(failure) => {
            eprintln!("azionelab: {failure}");
            ExitCode::FAILURE
        }
    }
}

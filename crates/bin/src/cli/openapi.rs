use std::io::{self, Write as _};

use crate::Failure;

pub(super) fn run() -> Result<(), Failure> {
    let description = azionelab_adapters_http::openapi().to_pretty_json()?;
    match writeln!(io::stdout(), "{description}") {
        // The reader has closed the pipe, as `head` does.
        Err(error) if error.kind() == io::ErrorKind::BrokenPipe => Ok(()),
        written => Ok(written?),
    }
}

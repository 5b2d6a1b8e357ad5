//! The lines that commands print.

use std::{
    fmt,
    io::{self, Write as _},
};

/// Prints a line as `println!` does, but goes on when nobody reads it any more, as in
/// `azionelab doctor | head`.
macro_rules! say {
    ($($line:tt)*) => { $crate::output::print_line(format_args!($($line)*)) };
}
pub(crate) use say;

pub(crate) fn print_line(line: fmt::Arguments<'_>) {
    match writeln!(io::stdout().lock(), "{line}") {
        Err(error) if error.kind() != io::ErrorKind::BrokenPipe => {
            // Nothing is left to say it by if this fails too.
            let _ = writeln!(io::stderr(), "azionelab: the output can't be written: {error}");
        }
        _ => {}
    }
}

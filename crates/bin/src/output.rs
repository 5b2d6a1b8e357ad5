//! Printing to standard output.

use std::{
    fmt,
    io::{self, Write as _},
};

/// Prints a line like `println!`, but ignores a closed pipe, as in `azionelab doctor | head`.
macro_rules! say {
    ($($line:tt)*) => { $crate::output::print_line(format_args!($($line)*)) };
}
pub(crate) use say;

pub(crate) fn print_line(line: fmt::Arguments<'_>) {
    match writeln!(io::stdout().lock(), "{line}") {
        Err(error) if error.kind() != io::ErrorKind::BrokenPipe => {
            // If this fails too, there is no other way to report it.
            let _ = writeln!(io::stderr(), "azionelab: cannot write the output: {error}");
        }
        _ => {}
    }
}

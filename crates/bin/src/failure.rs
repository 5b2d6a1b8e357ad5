use std::{error::Error, fmt};

/// Why a command did not do what was asked, on one line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Failure(String);

impl Failure {
    /// With these words.
    pub fn new(told: impl fmt::Display) -> Self {
        let told = told.to_string();
        Self(told.split_whitespace().collect::<Vec<_>>().join(" "))
    }
}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// Any error, with what caused it unless it says so itself.
impl<E: Error> From<E> for Failure {
    fn from(error: E) -> Self {
        let mut told = error.to_string();
        let mut source = error.source();
        while let Some(cause) = source {
            let cause_told = cause.to_string();
            if !told.contains(&cause_told) {
                told = format!("{told}: {cause_told}");
            }
            source = cause.source();
        }
        Self::new(told)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[derive(Debug, thiserror::Error)]
    #[error("the settings file can't be read")]
    struct Outer(#[source] std::io::Error);

    #[test]
    fn a_failure_is_one_line_with_its_cause() {
        let failure = Failure::from(Outer(std::io::Error::other("gone\naway")));
        assert_eq!(failure.to_string(), "the settings file can't be read: gone away");
    }
}

/// The number of edits of something. An edit names the version that its author has seen, so that
/// nobody overwrites changes that they have not seen.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Version(pub u64);

#[derive(Debug, Clone, PartialEq)]
pub struct Versioned<T> {
    pub value: T,
    pub version: Version,
}

impl<T> Versioned<T> {
    /// Converts the value and keeps the version.
    pub fn map<U>(self, make: impl FnOnce(T) -> U) -> Versioned<U> {
        Versioned { value: make(self.value), version: self.version }
    }
}

/// How often something has been edited. Who edits it says which version they have seen, so that
/// nobody overwrites what they don't know of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Version(pub u64);

/// Something with its version.
#[derive(Debug, Clone, PartialEq)]
pub struct Versioned<T> {
    /// The thing.
    pub value: T,
    pub version: Version,
}

impl<T> Versioned<T> {
    /// The same version of something made of the thing.
    pub fn map<U>(self, make: impl FnOnce(T) -> U) -> Versioned<U> {
        Versioned { value: make(self.value), version: self.version }
    }
}

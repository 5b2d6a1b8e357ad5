use uuid::Uuid;

/// By what a table is sorted, and which way.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Sorting<K> {
    pub by: K,
    /// Whether the greatest comes first.
    pub descending: bool,
}

/// A place in a sorted table: what the row before it is sorted by, as the storage writes it, and
/// that row's id.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Place {
    /// What it is sorted by.
    pub key: String,
    /// Which one of those that are sorted alike.
    pub id: Uuid,
}

/// Which part of a table is asked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Paging<K> {
    /// How the table is sorted.
    pub sorting: Sorting<K>,
    /// The part begins after this place.
    pub after: Option<Place>,
    /// How many rows at most.
    pub limit: u32,
}

/// A part of a table.
#[derive(Debug, Clone, PartialEq)]
pub struct Part<T> {
    pub rows: Vec<T>,
    /// How many rows there are in all parts.
    pub total: u64,
    /// Where the next part begins; none after the last.
    pub next: Option<Place>,
}

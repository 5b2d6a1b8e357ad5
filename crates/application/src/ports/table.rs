use uuid::Uuid;

/// The sort key and direction of a table.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Sorting<K> {
    pub by: K,
    pub descending: bool,
}

/// A position in a sorted table, given by the row before it: its sort key, in the format of the
/// store, and its id.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Place {
    pub key: String,
    /// Distinguishes rows with the same key.
    pub id: Uuid,
}

/// A request for a page of a table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Paging<K> {
    pub sorting: Sorting<K>,
    /// The page starts after this position.
    pub after: Option<Place>,
    /// The maximum number of rows.
    pub limit: u32,
}

/// A page of a table.
#[derive(Debug, Clone, PartialEq)]
pub struct Part<T> {
    pub rows: Vec<T>,
    /// The number of rows on all pages.
    pub total: u64,
    /// The start of the next page. `None` on the last page.
    pub next: Option<Place>,
}

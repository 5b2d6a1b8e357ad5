use serde::Serialize;
use utoipa::ToSchema;

/// A part of a table, with how long the whole of it is.
#[derive(Serialize, ToSchema)]
pub(crate) struct Table<T> {
    /// What is on it.
    pub items: Vec<T>,
    /// What to ask for the next part with (`?cursor=`); null when this is the last.
    #[schema(required)]
    pub next_cursor: Option<String>,
    /// How many there are on all parts together.
    pub total: u64,
}

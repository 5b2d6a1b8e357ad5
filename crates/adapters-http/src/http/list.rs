use serde::Serialize;
use utoipa::ToSchema;

/// A list, or a part of one.
#[derive(Serialize, ToSchema)]
pub(crate) struct List<T> {
    /// What is on it.
    pub items: Vec<T>,
    /// What to ask for the next part with (`?cursor=`); null when this is the last.
    #[schema(required)]
    pub next_cursor: Option<String>,
}

impl<T> FromIterator<T> for List<T> {
    /// A whole list.
    fn from_iter<I: IntoIterator<Item = T>>(items: I) -> Self {
        Self { items: items.into_iter().collect(), next_cursor: None }
    }
}

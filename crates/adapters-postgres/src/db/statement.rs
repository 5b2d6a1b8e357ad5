//! Running queries, and statements that Diesel's query builder cannot express.
//!
//! Queries are written with the query builder. [`statement!`] is for the rest: rows from arrays
//! (`unnest`), `SKIP LOCKED` over a join, window aggregates. Diesel's own `sql_query` would be
//! parsed and planned again at each call; a declared statement is a type, which Diesel prepares
//! once per connection. Each declaration says why the builder cannot express it (ADR 0019).

use diesel::{
    QueryResult,
    deserialize::FromSqlRow,
    expression::QueryMetadata,
    pg::Pg,
    query_builder::{AsQuery, AstPass, Query, QueryFragment, QueryId},
    query_dsl::CompatibleType,
    sql_types::{BigInt, Bool, Text, Timestamptz, Untyped, Uuid},
};
use diesel_async::{AsyncPgConnection, RunQueryDsl};

/// A query that returns rows of `T`, built with Diesel's query builder or declared with
/// [`statement!`]. It names the bounds that a generic function needs to load one.
pub(crate) trait RowQuery<T>: Send {
    /// Sends the query. Several queries on one connection that are awaited together are sent at
    /// once and run in the order in which they were first polled.
    fn load(
        self,
        connection: &AsyncPgConnection,
    ) -> impl Future<Output = QueryResult<Vec<T>>> + Send;
}

impl<Q, T, ST> RowQuery<T> for Q
where
    Q: AsQuery + Send,
    Q::Query: QueryFragment<Pg> + QueryId + Send,
    Q::SqlType: CompatibleType<T, Pg, SqlType = ST>,
    T: FromSqlRow<ST, Pg> + Send + 'static,
    Pg: QueryMetadata<Q::SqlType>,
    ST: 'static,
{
    async fn load(self, mut connection: &AsyncPgConnection) -> QueryResult<Vec<T>> {
        RunQueryDsl::load(self, &mut connection).await
    }
}

/// Runs a query that returns rows.
pub(crate) async fn rows<T>(
    connection: &AsyncPgConnection,
    query: impl RowQuery<T>,
) -> QueryResult<Vec<T>> {
    query.load(connection).await
}

/// A statement that changes rows.
pub(crate) trait Change: QueryFragment<Pg> + QueryId + Send {}

impl<T: QueryFragment<Pg> + QueryId + Send> Change for T {}

/// Runs a statement that changes rows. Returns their number.
pub(crate) async fn run(
    mut connection: &AsyncPgConnection,
    statement: impl Change,
) -> QueryResult<usize> {
    statement.execute(&mut connection).await
}

/// The parts of a statement's text: what stands before each `$n`, and that `n`; 0 at the end.
pub(crate) fn parts(sql: &str) -> impl Iterator<Item = (&str, usize)> {
    let mut rest = Some(sql);
    core::iter::from_fn(move || {
        let text = rest?;
        let Some((before, after)) = text.split_once('$') else {
            rest = None;
            return Some((text, 0));
        };
        let digits = after.bytes().take_while(u8::is_ascii_digit).count();
        let (number, after) = after.split_at(digits);
        rest = Some(after);
        Some((before, number.parse().unwrap_or(0)))
    })
}

/// A value of a [`Composed`] statement.
pub(crate) enum Value {
    Flag(bool),
    Id(uuid::Uuid),
    Number(i64),
    Text(String),
    Time(jiff_diesel::Timestamp),
}

/// A statement put together from what was asked for. It is planned again each time, for the very
/// values that it comes with: no plan is good for a list that may be asked for in any order, and of
/// nearly all rows or hardly any.
#[derive(Default)]
pub(crate) struct Composed {
    sql: String,
    values: Vec<Value>,
}

impl Composed {
    /// Adds a text, in which no value may stand but by its number.
    pub fn push(&mut self, sql: &str) -> &mut Self {
        self.sql.push_str(sql);
        self
    }

    /// Keeps a value. Answers what stands for it in the text.
    pub fn value(&mut self, value: Value) -> String {
        self.values.push(value);
        format!("${}", self.values.len())
    }
}

impl QueryId for Composed {
    type QueryId = ();
    const HAS_STATIC_QUERY_ID: bool = false;
}

impl Query for Composed {
    type SqlType = Untyped;
}

impl QueryFragment<Pg> for Composed {
    fn walk_ast<'b>(&'b self, mut out: AstPass<'_, 'b, Pg>) -> QueryResult<()> {
        out.unsafe_to_cache_prepared();
        for (text, number) in parts(&self.sql) {
            out.push_sql(text);
            match number.checked_sub(1).and_then(|place| self.values.get(place)) {
                None => {}
                Some(Value::Flag(value)) => out.push_bind_param::<Bool, _>(value)?,
                Some(Value::Id(value)) => out.push_bind_param::<Uuid, _>(value)?,
                Some(Value::Number(value)) => out.push_bind_param::<BigInt, _>(value)?,
                Some(Value::Text(value)) => out.push_bind_param::<Text, _>(value)?,
                Some(Value::Time(value)) => out.push_bind_param::<Timestamptz, _>(value)?,
            }
        }
        Ok(())
    }
}

/// Declares a statement as a type: its parameters in the order of `$1`, `$2`, …, each with its
/// Rust and SQL type, and its text.
macro_rules! statement {
    (
        $(#[$doc:meta])*
        $name:ident { $($parameter:ident: $rust:ty => $sql_type:ty),* $(,)? } $sql:expr
    ) => {
        $(#[$doc])*
        pub(crate) struct $name {
            $(pub(crate) $parameter: $rust,)*
        }

        impl diesel::query_builder::QueryId for $name {
            type QueryId = Self;
            const HAS_STATIC_QUERY_ID: bool = true;
        }

        impl diesel::query_builder::Query for $name {
            type SqlType = diesel::sql_types::Untyped;
        }

        impl diesel::query_builder::QueryFragment<diesel::pg::Pg> for $name {
            fn walk_ast<'b>(
                &'b self,
                mut out: diesel::query_builder::AstPass<'_, 'b, diesel::pg::Pg>,
            ) -> diesel::QueryResult<()> {
                for (text, number) in $crate::db::statement::parts($sql) {
                    out.push_sql(text);
                    let parameter = 0;
                    $(
                        let parameter = parameter + 1;
                        if number == parameter {
                            out.push_bind_param::<$sql_type, _>(&self.$parameter)?;
                        }
                    )*
                    let _: (usize, usize) = (number, parameter);
                }
                Ok(())
            }
        }
    };
}

pub(crate) use statement;

statement! { Begin {} "BEGIN" }

statement! { Commit {} "COMMIT" }

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_statement_falls_apart_at_its_parameters() {
        let found: Vec<_> = parts("a = $1 AND b = $12 OR c").collect();
        assert_eq!(found, [("a = ", 1), (" AND b = ", 12), (" OR c", 0)]);
    }
}

//! SQL functions and operators that the query builder does not know.

use diesel::{
    expression::{AsExpression, Expression},
    infix_operator,
    pg::Pg,
    postfix_operator,
    sql_types::{Array, BigInt, Binary, Nullable, Record, SingleValue, SqlType, Text, Timestamptz},
};

#[diesel::declare_sql_function]
extern "SQL" {
    fn coalesce<T: SqlType + SingleValue>(value: Nullable<T>, otherwise: T) -> T;
    fn greatest(one: Timestamptz, another: Timestamptz, third: Timestamptz) -> Timestamptz;
    #[sql_name = "ALL"]
    fn all_of(texts: Array<Nullable<Text>>) -> Nullable<Text>;
    fn starts_with(text: Nullable<Text>, prefix: Nullable<Text>) -> Nullable<Bool>;
    fn octet_length(text: Nullable<Text>) -> Nullable<Integer>;
    fn char_length(text: Nullable<Text>) -> Nullable<Integer>;
    fn sha256(bytes: Binary) -> Binary;
    fn current_setting(name: Text) -> Text;
    fn clock_timestamp() -> Timestamptz;
    fn to_regclass(name: Text) -> Nullable<Oid>;

    /// For each word of a search, the pattern that matches a `search_key` with this word (ours).
    fn search_patterns(search: Text) -> Array<Nullable<Text>>;

    fn date_trunc(unit: Text, at: Timestamptz) -> Timestamptz;

    /// Whether the audit log records this attempt of a stranger (ours): the first ten in an hour,
    /// then each that doubles their number.
    fn is_told_of_strangers(attempts: BigInt) -> Bool;
}

postfix_operator!(InLanguageOrder, " COLLATE \"und-x-icu\"", Text, backend: Pg);

/// A text as a language sorts it (Unicode collation, ICU's root locale) instead of by its bytes.
pub(crate) fn in_language_order<E: AsExpression<Text>>(text: E) -> InLanguageOrder<E::Expression> {
    InLanguageOrder::new(text.as_expression())
}

/// Declares conditions whose values stand in the text of the statement. A partial index is used
/// only for those: the planner does not know the values of parameters.
macro_rules! fixed_conditions {
    ($($name:ident, $operator:ident, $sql:literal;)*) => {$(
        postfix_operator!($operator, $sql, backend: Pg);

        pub(crate) fn $name<E: Expression>(column: E) -> $operator<E> {
            $operator::new(column)
        }
    )*};
}

fixed_conditions! {
    is_live, IsLive, " IN ('pending', 'confirmed')";
    is_pending, IsPending, " = 'pending'";
    is_confirmed, IsConfirmed, " = 'confirmed'";
    is_waiting, IsWaiting, " = 'waiting'";
    is_refused, IsRefused, " = 'refused'";
}

infix_operator!(RowGreater, " > ", backend: Pg);
infix_operator!(RowLess, " < ", backend: Pg);

/// `(a, b) > (c, d)`, for the rows after the last one of a page.
pub(crate) fn row_gt<ST, L, R>(left: L, right: R) -> RowGreater<L::Expression, R::Expression>
where
    Record<ST>: SqlType,
    L: AsExpression<Record<ST>>,
    R: AsExpression<Record<ST>>,
{
    RowGreater::new(left.as_expression(), right.as_expression())
}

/// `(a, b) < (c, d)`, for the rows after the last one of a page in descending order.
pub(crate) fn row_lt<ST, L, R>(left: L, right: R) -> RowLess<L::Expression, R::Expression>
where
    Record<ST>: SqlType,
    L: AsExpression<Record<ST>>,
    R: AsExpression<Record<ST>>,
{
    RowLess::new(left.as_expression(), right.as_expression())
}

//! SQL functions and operators that the query builder does not know.

use diesel::{
    expression::AsExpression,
    postfix_operator,
    sql_types::{Binary, Bool, Nullable, SingleValue, SqlType, Text, Timestamptz},
};

#[diesel::declare_sql_function]
extern "SQL" {
    fn coalesce<T: SqlType + SingleValue>(value: Nullable<T>, otherwise: T) -> T;

    fn greatest(one: Timestamptz, another: Timestamptz, third: Timestamptz) -> Timestamptz;

    fn sha256(bytes: Binary) -> Binary;
}

postfix_operator!(InLanguageOrder, " COLLATE \"und-x-icu\"", Text, backend: diesel::pg::Pg);

/// A text as a language sorts it (Unicode collation, ICU's root locale) instead of by its bytes.
pub(crate) fn in_language_order<E: AsExpression<Text>>(text: E) -> InLanguageOrder<E::Expression> {
    InLanguageOrder::new(text.as_expression())
}

// The statuses of reservations that partial indexes are for. They are constants: a plan that is
// made once for every parameter can't use an index whose condition compares with a parameter.
postfix_operator!(IsLive, " IN ('pending', 'confirmed')", Bool, backend: diesel::pg::Pg);
postfix_operator!(IsPending, " = 'pending'", Bool, backend: diesel::pg::Pg);

//! `schema.rs` matches the migrations.

use std::collections::BTreeMap;

use azionelab_adapters_postgres::testing::TestDatabase;

use crate::world::values_in;

const SCHEMA: &str = include_str!("../src/db/schema.rs");

/// Each column as `table column -> type`, in the order of the tables.
const COLUMNS: &str = "\
    SELECT format('%s %s -> %s', table_name, column_name, CASE is_nullable WHEN 'YES' \
        THEN 'Nullable<' || kind || '>' ELSE kind END) \
    FROM (SELECT *, CASE udt_name WHEN '_text' THEN 'Array<Text>' \
        WHEN 'timestamptz' THEN 'Timestamptz' ELSE initcap(udt_name) END AS kind \
        FROM information_schema.columns WHERE table_schema = 'public') AS columns \
    ORDER BY table_name, ordinal_position";

/// Each primary key as `table (column, column)`.
const KEYS: &str = "\
    SELECT format('%s (%s)', conrelid::regclass, (SELECT string_agg(attname, ', ' ORDER BY place) \
        FROM unnest(conkey) WITH ORDINALITY AS key(number, place) \
        JOIN pg_attribute ON attrelid = conrelid AND attnum = number)) \
    FROM pg_constraint WHERE contype = 'p' AND connamespace = 'public'::regnamespace";

#[tokio::test]
async fn the_tables_for_diesel_are_those_of_the_migrations() {
    let database = TestDatabase::create().await;
    let mut columns = Vec::new();
    let mut keys = BTreeMap::new();
    let mut table = "";
    for line in SCHEMA.lines().map(str::trim) {
        if let Some((name, key)) = line.strip_suffix(" {").and_then(|line| line.split_once(' ')) {
            table = name;
            keys.insert(name, key);
        } else if line.contains(" -> ") && !line.starts_with("diesel::") {
            columns.push(format!("{table} {}", line.trim_end_matches(',')));
        }
    }
    let keys: Vec<_> = keys.iter().map(|(table, key)| format!("{table} {key}")).collect();
    let mut stored_keys = values_in(&database, KEYS).await;
    let is_ours = |entry: &String| !entry.starts_with("__diesel");
    stored_keys.retain(is_ours);
    stored_keys.sort();
    let mut stored_columns = values_in(&database, COLUMNS).await;
    stored_columns.retain(is_ours);
    assert_eq!(columns, stored_columns, "run `make schema`");
    assert_eq!(keys, stored_keys, "run `make schema`");
}

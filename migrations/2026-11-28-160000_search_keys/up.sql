-- Search for all words of a name in any order, and lists in Unicode order.
--
-- `search_key` is the form in which names and searches are compared. It is an SQL function, so that
-- the stored column and every query use the same one. It does not use the extension `unaccent`,
-- which is not immutable, cannot be used in a stored column, and is missing on some servers.

-- Lower case, without accents, spaces, apostrophes and hyphens. Other Latin letters are replaced by
-- their usual spelling on keyboards without them.
CREATE FUNCTION search_key(name text) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE STRICT AS $$
    SELECT replace(replace(replace(replace(translate(
        lower(regexp_replace(normalize(name, NFKD),
            '[\s\u0300-\u036f\u0591-\u05bd\u05bf\u05c1\u05c2\u05c4\u05c5\u05c7\u0610-\u061a\u0640\u064b-\u065f\u0670''`\u02b9-\u02bc\u2018\u2019\u201b\u2032\u2010-\u2015\u2043\u2212\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff-]',
            '', 'g') COLLATE "und-x-icu"),
        'łøıđðħŧς', 'loiddhtσ'), 'ß', 'ss'), 'æ', 'ae'), 'œ', 'oe'), 'þ', 'th')
$$;

-- Returns a pattern for each word of a search. If no word is left, it returns a pattern that
-- matches no key.
CREATE FUNCTION search_patterns(search text) RETURNS text[]
    LANGUAGE sql IMMUTABLE PARALLEL SAFE STRICT AS $$
    SELECT coalesce(array_agg('%' || regexp_replace(key, '([%_\\])', '\\\1', 'g') || '%'),
        ARRAY[NULL]::text[])
    FROM (SELECT search_key(word) AS key FROM
        regexp_split_to_table(search, '[\s\u00a0\u2000-\u200a\u202f\u3000\u2010-\u2015\u2043\u2212-]+') AS word) AS words
    WHERE key <> ''
$$;

-- `name_key` and `fold` stay for the previous version, which may still be running.
ALTER TABLE reservations ADD COLUMN search_key text COLLATE "C"
    GENERATED ALWAYS AS (left(search_key(name), 200)) STORED;

DROP INDEX reservations_by_name;
CREATE INDEX reservations_by_name ON reservations (name COLLATE "und-x-icu", id)
    INCLUDE (performance_id, status, hold_until, seats, booked_at, code, email_key, phone_digits,
        search_key);

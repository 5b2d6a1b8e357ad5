-- Public data: the theatre's site, shows, venues and performances.

CREATE TABLE site (
    -- The table has exactly one row.
    only_one boolean PRIMARY KEY DEFAULT true CHECK (only_one),
    name text NOT NULL CHECK (name <> ''),
    tagline text NOT NULL DEFAULT '',
    time_zone text NOT NULL DEFAULT 'Europe/Rome',
    contact_email text NOT NULL DEFAULT '',
    contact_phone text NOT NULL DEFAULT '',
    contact_address text NOT NULL DEFAULT '',
    -- The booking policy.
    hold_seconds integer NOT NULL DEFAULT 1800 CHECK (hold_seconds BETWEEN 60 AND 604800),
    max_seats_per_reservation smallint NOT NULL DEFAULT 10
        CHECK (max_seats_per_reservation BETWEEN 1 AND 1000),
    max_live_reservations_per_address smallint NOT NULL DEFAULT 3
        CHECK (max_live_reservations_per_address >= 1),
    door_opens_before_seconds integer NOT NULL DEFAULT 10800
        CHECK (door_opens_before_seconds BETWEEN 0 AND 604800),
    door_closes_after_seconds integer NOT NULL DEFAULT 21600
        CHECK (door_closes_after_seconds BETWEEN 0 AND 604800),
    retention_days integer NOT NULL DEFAULT 30 CHECK (retention_days BETWEEN 1 AND 3650)
);

INSERT INTO site (name) VALUES ('Teatro');

CREATE TABLE pages (
    slug text PRIMARY KEY CHECK (slug ~ '^[a-z0-9]+(-[a-z0-9]+)*$' AND length(slug) <= 80),
    title text NOT NULL CHECK (title <> ''),
    -- Markdown
    body text NOT NULL,
    position smallint NOT NULL DEFAULT 0
);

CREATE TABLE shows (
    id uuid PRIMARY KEY,
    slug text NOT NULL UNIQUE CHECK (slug ~ '^[a-z0-9]+(-[a-z0-9]+)*$' AND length(slug) <= 80),
    title text NOT NULL CHECK (title <> ''),
    subtitle text NOT NULL DEFAULT '',
    summary text NOT NULL DEFAULT '',
    -- Markdown
    description text NOT NULL DEFAULT '',
    -- Markdown
    credits text NOT NULL DEFAULT '',
    duration_minutes smallint CHECK (duration_minutes > 0),
    age_advice text NOT NULL DEFAULT '',
    language text NOT NULL DEFAULT 'it',
    publication text NOT NULL DEFAULT 'draft'
        CHECK (publication IN ('draft', 'published', 'archived')),
    poster_alternative_text text NOT NULL DEFAULT ''
);

-- An image's name is the hash of its content, so it can be cached without an expiry.
CREATE TABLE images (
    hash bytea PRIMARY KEY CHECK (hash = sha256(bytes)),
    width integer NOT NULL CHECK (width > 0),
    height integer NOT NULL CHECK (height > 0),
    -- WebP
    bytes bytea NOT NULL
);

CREATE TABLE posters (
    show_id uuid NOT NULL REFERENCES shows ON DELETE CASCADE,
    image_hash bytea NOT NULL REFERENCES images,
    PRIMARY KEY (show_id, image_hash)
);

CREATE TABLE venues (
    id uuid PRIMARY KEY,
    slug text NOT NULL UNIQUE CHECK (slug ~ '^[a-z0-9]+(-[a-z0-9]+)*$' AND length(slug) <= 80),
    name text NOT NULL CHECK (name <> ''),
    address text NOT NULL DEFAULT '',
    city text NOT NULL DEFAULT '',
    access_notes text NOT NULL DEFAULT '',
    -- Degrees, WGS 84
    latitude double precision CHECK (latitude BETWEEN -90 AND 90),
    longitude double precision CHECK (longitude BETWEEN -180 AND 180),
    time_zone text NOT NULL DEFAULT 'Europe/Rome',
    CHECK ((latitude IS NULL) = (longitude IS NULL))
);

CREATE TABLE performances (
    id uuid PRIMARY KEY,
    show_id uuid NOT NULL REFERENCES shows,
    venue_id uuid NOT NULL REFERENCES venues,
    starts_at timestamptz NOT NULL,
    doors_at timestamptz NOT NULL,
    opens_at timestamptz NOT NULL,
    closes_at timestamptz NOT NULL,
    capacity integer NOT NULL CHECK (capacity BETWEEN 0 AND 1000000),
    occupied integer NOT NULL DEFAULT 0 CHECK (occupied BETWEEN 0 AND 1000000),
    extra integer NOT NULL DEFAULT 0 CHECK (extra BETWEEN 0 AND 1000000),
    cancelled_at timestamptz,
    -- Counts the changes to its reservations. A seat sum computed at one value stays valid while
    -- the value stays the same.
    changes bigint NOT NULL DEFAULT 0,
    CHECK (doors_at <= starts_at),
    CHECK (opens_at < closes_at)
);

CREATE INDEX performances_by_start ON performances (starts_at, id);
CREATE INDEX performances_by_show ON performances (show_id, starts_at, id);
CREATE INDEX performances_by_venue ON performances (venue_id, starts_at, id);

-- Redirects for earlier slugs, and change times for calendars.

-- The item that last used a slug in public, including present slugs. If another item takes over a
-- slug, the slug leads to the newer one.
CREATE TABLE show_slugs (
    slug text COLLATE "C" PRIMARY KEY,
    show_id uuid NOT NULL REFERENCES shows ON DELETE CASCADE
);
CREATE TABLE venue_slugs (
    slug text COLLATE "C" PRIMARY KEY,
    venue_id uuid NOT NULL REFERENCES venues ON DELETE CASCADE
);
CREATE TABLE page_slugs (
    slug text COLLATE "C" PRIMARY KEY,
    page text NOT NULL REFERENCES pages (slug) ON UPDATE CASCADE ON DELETE CASCADE
);
CREATE INDEX show_slugs_of_show ON show_slugs (show_id);
CREATE INDEX venue_slugs_of_venue ON venue_slugs (venue_id);
CREATE INDEX page_slugs_of_page ON page_slugs (page);

INSERT INTO show_slugs SELECT slug, id FROM shows WHERE publication <> 'draft';
INSERT INTO venue_slugs SELECT slug, id FROM venues;
INSERT INTO page_slugs SELECT slug, slug FROM pages;

CREATE FUNCTION note_show_slug() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO show_slugs VALUES (NEW.slug, NEW.id)
    ON CONFLICT (slug) DO UPDATE SET show_id = EXCLUDED.show_id;
    RETURN NULL;
END
$$;
CREATE FUNCTION note_venue_slug() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO venue_slugs VALUES (NEW.slug, NEW.id)
    ON CONFLICT (slug) DO UPDATE SET venue_id = EXCLUDED.venue_id;
    RETURN NULL;
END
$$;
CREATE FUNCTION note_page_slug() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO page_slugs VALUES (NEW.slug, NEW.slug)
    ON CONFLICT (slug) DO UPDATE SET page = EXCLUDED.page;
    RETURN NULL;
END
$$;

-- The slug of a draft was never public.
CREATE TRIGGER note_slug AFTER INSERT OR UPDATE OF slug, publication ON shows
    FOR EACH ROW WHEN (NEW.publication = 'published') EXECUTE FUNCTION note_show_slug();
CREATE TRIGGER note_slug AFTER INSERT OR UPDATE OF slug ON venues
    FOR EACH ROW EXECUTE FUNCTION note_venue_slug();
CREATE TRIGGER note_slug AFTER INSERT OR UPDATE OF slug ON pages
    FOR EACH ROW EXECUTE FUNCTION note_page_slug();

-- The last change that affects calendar entries. It grows by at least a second, because calendars
-- have whole seconds.
ALTER TABLE shows ADD COLUMN changed_at timestamptz NOT NULL DEFAULT now();
ALTER TABLE venues ADD COLUMN changed_at timestamptz NOT NULL DEFAULT now();
ALTER TABLE performances ADD COLUMN changed_at timestamptz NOT NULL DEFAULT now();
ALTER TABLE reservations ADD COLUMN changed_at timestamptz NOT NULL DEFAULT now();

CREATE FUNCTION note_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    NEW.changed_at := greatest(clock_timestamp(), OLD.changed_at + interval '1 second');
    RETURN NEW;
END
$$;

CREATE TRIGGER note_change BEFORE UPDATE ON shows FOR EACH ROW
    WHEN ((OLD.title, OLD.slug, OLD.summary, OLD.duration_minutes)
        IS DISTINCT FROM (NEW.title, NEW.slug, NEW.summary, NEW.duration_minutes))
    EXECUTE FUNCTION note_change();
CREATE TRIGGER note_change BEFORE UPDATE ON venues FOR EACH ROW
    WHEN ((OLD.name, OLD.address, OLD.city, OLD.latitude, OLD.longitude)
        IS DISTINCT FROM (NEW.name, NEW.address, NEW.city, NEW.latitude, NEW.longitude))
    EXECUTE FUNCTION note_change();
CREATE TRIGGER note_change BEFORE UPDATE ON performances FOR EACH ROW
    WHEN ((OLD.starts_at, OLD.show_id, OLD.venue_id, OLD.cancelled_at)
        IS DISTINCT FROM (NEW.starts_at, NEW.show_id, NEW.venue_id, NEW.cancelled_at))
    EXECUTE FUNCTION note_change();
CREATE TRIGGER note_change BEFORE UPDATE ON reservations FOR EACH ROW
    WHEN ((OLD.status, OLD.seats, OLD.performance_id)
        IS DISTINCT FROM (NEW.status, NEW.seats, NEW.performance_id))
    EXECUTE FUNCTION note_change();

-- The guest's text has the same name everywhere. No version was released with the earlier name.

ALTER TABLE reservations RENAME COLUMN note TO notes;
ALTER TABLE reservations RENAME CONSTRAINT reservations_note_check TO reservations_notes_check;

ALTER TABLE reservations RENAME CONSTRAINT reservations_notes_check TO reservations_note_check;
ALTER TABLE reservations RENAME COLUMN notes TO note;

-- A later version, as a test needs it.
ALTER TABLE run ADD COLUMN colour TEXT NOT NULL DEFAULT 'grey';

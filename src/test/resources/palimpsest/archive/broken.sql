-- A version that goes wrong half-way.
ALTER TABLE run ADD COLUMN shape TEXT;
ALTER TABLE nowhere ADD COLUMN shape TEXT;

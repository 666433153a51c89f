-- Runs that are trained elsewhere, by a cluster's own queue.

-- What was submitted together. "token" is random, and names its folder and its jobs on the cluster;
-- "address" is what was typed for the site, such as slurm; "settings" are the site's own, by key.
CREATE TABLE sweep (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  token TEXT NOT NULL UNIQUE,
  address TEXT NOT NULL,
  settings TEXT NOT NULL CHECK (json_valid(settings)),
  created TEXT NOT NULL
) STRICT;

-- Where a run trains: its place in its sweep, from 1, and the cluster's name of its job, empty
-- until it was submitted.
CREATE TABLE placement (
  run INTEGER PRIMARY KEY REFERENCES run (id) ON DELETE CASCADE,
  sweep INTEGER NOT NULL REFERENCES sweep (id),
  element INTEGER NOT NULL,
  job TEXT NOT NULL DEFAULT ''
) STRICT;
CREATE INDEX placement_by_sweep ON placement (sweep, element);

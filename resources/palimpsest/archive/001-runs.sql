-- The archive's tables. Times are UTC, as in 2026-01-31T23:59:59.123Z. Tasks, epochs and batches
-- count from 0, accuracies go from 0 to 1, losses are in nats. A number that is not finite is NULL.

-- A process that trains, or trained, runs of this archive. While it lives it keeps a lock on
-- sessions/<id>.lock.
CREATE TABLE session (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  program TEXT NOT NULL,
  process INTEGER NOT NULL,
  started TEXT NOT NULL,
  ended TEXT
) STRICT;

CREATE TABLE run (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  spec TEXT NOT NULL CHECK (json_valid(spec)),
  state TEXT NOT NULL,
  reason TEXT NOT NULL DEFAULT '',
  created TEXT NOT NULL,
  started TEXT,
  ended TEXT,
  deleted TEXT,
  notes TEXT NOT NULL DEFAULT '',
  done REAL NOT NULL DEFAULT 0,
  seconds REAL NOT NULL DEFAULT 0,
  task_names TEXT NOT NULL DEFAULT '[]',
  parameters INTEGER,
  layout TEXT NOT NULL DEFAULT '[]',
  device TEXT NOT NULL DEFAULT '',
  threads INTEGER,
  program TEXT NOT NULL DEFAULT '',
  git_commit TEXT NOT NULL DEFAULT '',
  java TEXT NOT NULL DEFAULT '',
  system TEXT NOT NULL DEFAULT '',
  processors INTEGER,
  -- in whose queue it is, and where; NULL when it is over
  session INTEGER REFERENCES session (id),
  position INTEGER,
  -- the place of the checkpoint from which it was last adopted after a crash
  adopted_from TEXT
) STRICT;

CREATE INDEX run_session ON run (session, position);

CREATE TABLE initial_score (
  run INTEGER NOT NULL REFERENCES run (id) ON DELETE CASCADE,
  tested_task INTEGER NOT NULL,
  loss REAL,
  accuracy REAL,
  PRIMARY KEY (run, tested_task)
) STRICT, WITHOUT ROWID;

CREATE TABLE epoch (
  run INTEGER NOT NULL REFERENCES run (id) ON DELETE CASCADE,
  task INTEGER NOT NULL,
  epoch INTEGER NOT NULL,
  training_loss REAL,
  training_accuracy REAL,
  replayed_accuracy REAL,
  seconds REAL,
  PRIMARY KEY (run, task, epoch)
) STRICT, WITHOUT ROWID;

CREATE TABLE score (
  run INTEGER NOT NULL REFERENCES run (id) ON DELETE CASCADE,
  task INTEGER NOT NULL,
  epoch INTEGER NOT NULL,
  tested_task INTEGER NOT NULL,
  loss REAL,
  accuracy REAL,
  PRIMARY KEY (run, task, epoch, tested_task)
) STRICT, WITHOUT ROWID;

CREATE TABLE batch (
  run INTEGER NOT NULL REFERENCES run (id) ON DELETE CASCADE,
  task INTEGER NOT NULL,
  epoch INTEGER NOT NULL,
  batch INTEGER NOT NULL,
  loss REAL,
  PRIMARY KEY (run, task, epoch, batch)
) STRICT, WITHOUT ROWID;

CREATE TABLE metric (
  run INTEGER NOT NULL REFERENCES run (id) ON DELETE CASCADE,
  key TEXT NOT NULL,
  value REAL NOT NULL,
  PRIMARY KEY (run, key)
) STRICT, WITHOUT ROWID;

-- A Fisher matrix in the run's folder, which is runs/<run, six digits>.
CREATE TABLE matrix (
  run INTEGER NOT NULL REFERENCES run (id) ON DELETE CASCADE,
  representation TEXT NOT NULL,
  moment TEXT NOT NULL,
  task INTEGER NOT NULL,
  images INTEGER NOT NULL,
  file TEXT NOT NULL,
  PRIMARY KEY (run, representation, moment)
) STRICT, WITHOUT ROWID;

CREATE TABLE log (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  run INTEGER NOT NULL REFERENCES run (id) ON DELETE CASCADE,
  at TEXT NOT NULL,
  kind TEXT NOT NULL,
  text TEXT NOT NULL
) STRICT;

CREATE INDEX log_run ON log (run, id);

CREATE TABLE tag (
  run INTEGER NOT NULL REFERENCES run (id) ON DELETE CASCADE,
  tag TEXT NOT NULL,
  place INTEGER NOT NULL,
  PRIMARY KEY (run, tag)
) STRICT, WITHOUT ROWID;

-- Every run that was not deleted, with the fields of its specification as columns.
CREATE VIEW runs AS
SELECT
  id,
  json_extract(spec, '$.name') AS name,
  state,
  json_extract(spec, '$.images') AS images,
  json_extract(spec, '$.tasks') AS tasks,
  json_extract(spec, '$."train-limit"') AS train_limit,
  json_extract(spec, '$."test-limit"') AS test_limit,
  json_extract(spec, '$.channels') AS channels,
  json_extract(spec, '$."hidden-units"') AS hidden_units,
  json_extract(spec, '$.strategy') AS strategy,
  json_extract(spec, '$.representation') AS representation,
  json_extract(spec, '$.importance') AS importance,
  json_extract(spec, '$.buffer') AS buffer,
  json_extract(spec, '$.damping') AS damping,
  json_extract(spec, '$.epochs') AS epochs,
  json_extract(spec, '$.batch') AS batch,
  json_extract(spec, '$."learning-rate"') AS learning_rate,
  json_extract(spec, '$.seed') AS seed,
  json_extract(spec, '$.precision') AS precision,
  json_extract(spec, '$."offer-every-step"') AS offer_every_step,
  reason,
  created,
  started,
  ended,
  done,
  seconds,
  parameters,
  device,
  threads,
  program,
  git_commit,
  java,
  system,
  processors,
  notes,
  task_names,
  spec
FROM run
WHERE deleted IS NULL;

-- The identity of a run, by which its files are known, the data it read, and its machines.

-- A random id that is also in every file of the run's folder; NULL for runs of version 0.1.0.
ALTER TABLE run ADD COLUMN identity TEXT;

-- What the run read, as JSON: sha256 over all of it, and sources with task, part, files, images and
-- sha256 each. NULL: not recorded, or the run has not begun.
ALTER TABLE run ADD COLUMN data TEXT CHECK (data IS NULL OR json_valid(data));

-- The folder of image sets that was chosen for the run; NULL: whichever the program uses.
ALTER TABLE run ADD COLUMN data_folder TEXT;

-- The machines that a run trained on: a row each time that it began or went on.
CREATE TABLE stretch (
  run INTEGER NOT NULL REFERENCES run (id) ON DELETE CASCADE,
  number INTEGER NOT NULL,
  started TEXT NOT NULL,
  device TEXT NOT NULL,
  threads INTEGER,
  program TEXT NOT NULL,
  git_commit TEXT NOT NULL,
  java TEXT NOT NULL,
  system TEXT NOT NULL,
  processors INTEGER,
  PRIMARY KEY (run, number)
) STRICT, WITHOUT ROWID;

-- Version 0.1.0 kept only the latest.
INSERT INTO stretch
SELECT id, 1, started, device, threads, program, git_commit, java, system, processors
FROM run
WHERE started IS NOT NULL;

-- Nothing of the program reads it, so an archive may well have come without it.
DROP VIEW IF EXISTS runs;

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
  coalesce(json_extract(spec, '$.subset'), 'first') AS subset,
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
  json_extract(spec, '$."observe-fisher"') AS observe_fisher,
  coalesce(json_extract(spec, '$.shares'), threads) AS shares,
  json_extract(data, '$.sha256') AS data_sha256,
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
  spec,
  data,
  identity
FROM run
WHERE deleted IS NULL;

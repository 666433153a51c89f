-- Evaluations within epochs.

-- Scores of one task after a batch of an epoch. "batch" counts the batches of the epoch trained
-- before, from 1; "batches" is how many the epoch has. Scores after its last batch are in "score".
CREATE TABLE batch_score (
  run INTEGER NOT NULL REFERENCES run (id) ON DELETE CASCADE,
  task INTEGER NOT NULL,
  epoch INTEGER NOT NULL,
  batch INTEGER NOT NULL,
  batches INTEGER NOT NULL,
  tested_task INTEGER NOT NULL,
  loss REAL,
  accuracy REAL,
  images INTEGER,
  PRIMARY KEY (run, task, epoch, batch, tested_task)
) STRICT, WITHOUT ROWID;

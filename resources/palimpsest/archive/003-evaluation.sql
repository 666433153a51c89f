-- What an evaluation counted.

-- Test images that a score is a mean over; NULL: not recorded, or not evaluated (loss and accuracy
-- are NULL then, too).
ALTER TABLE initial_score ADD COLUMN images INTEGER;
ALTER TABLE score ADD COLUMN images INTEGER;

-- Confusion matrices at the ends of tasks: how many test images of a task have the true class and
-- were given the predicted one. Classes count from 0 over all tasks; pairs that never occurred have
-- no row. Runs of version 0.1.0 have none: not recorded.
CREATE TABLE confusion (
  run INTEGER NOT NULL REFERENCES run (id) ON DELETE CASCADE,
  task INTEGER NOT NULL,
  epoch INTEGER NOT NULL,
  tested_task INTEGER NOT NULL,
  true_class INTEGER NOT NULL,
  predicted_class INTEGER NOT NULL,
  count INTEGER NOT NULL,
  PRIMARY KEY (run, task, epoch, tested_task, true_class, predicted_class)
) STRICT, WITHOUT ROWID;

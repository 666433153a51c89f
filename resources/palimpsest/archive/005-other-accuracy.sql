-- Accuracy by the other rule: among the classes of the task alone where all compete, and among all
-- where only the task's own do. NULL: there is no other rule, or it was not recorded.
ALTER TABLE initial_score ADD COLUMN other_accuracy REAL;
ALTER TABLE score ADD COLUMN other_accuracy REAL;
ALTER TABLE batch_score ADD COLUMN other_accuracy REAL;

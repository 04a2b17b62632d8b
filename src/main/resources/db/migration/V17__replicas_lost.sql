-- A replica that never comes back leaves its epoch open: an admin may say so, and what it had not shipped is named lost.
ALTER TABLE decision_gaps
  DROP CONSTRAINT decision_gaps_cause_check,
  ADD CONSTRAINT decision_gaps_cause_check
    CHECK (cause IN ('SEGMENT_MISSING', 'RECORD_DAMAGED', 'TAIL_MISSING', 'MACHINE_STOPPED', 'REPLICA_LOST'));

-- An epoch that was closed because of that is open again if its replica is heard of after all.
ALTER TABLE decision_epochs ADD COLUMN declared_lost boolean NOT NULL DEFAULT false;

GRANT UPDATE (declared_lost) ON decision_epochs TO ${service_role};
GRANT UPDATE (given_until) ON decision_gaps TO ${service_role};

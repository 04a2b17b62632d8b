-- How far each instance of a data platform says that it enforces revocations. No record: it is overwritten, and forgotten.
CREATE TABLE enforcement_points (
  caller         text NOT NULL,
  name           text NOT NULL CHECK (char_length(name) BETWEEN 1 AND 100),
  acked_revision bigint NOT NULL CHECK (acked_revision > 0), -- only goes forward
  last_seen      timestamptz NOT NULL,
  PRIMARY KEY (caller, name)
);

GRANT SELECT, INSERT, DELETE ON enforcement_points TO ${service_role};
GRANT UPDATE (acked_revision, last_seen) ON enforcement_points TO ${service_role};

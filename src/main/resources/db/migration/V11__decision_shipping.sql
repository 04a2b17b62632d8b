-- Decisions come in batches from the replicas' segments. Who decided, and the how-manieth it was, keep a batch that is sent
-- again from being stored twice. Decisions from before have neither.
ALTER TABLE decisions
  ADD COLUMN replica  text,
  ADD COLUMN epoch    bigint,
  ADD COLUMN sequence bigint CHECK (sequence > 0),
  ADD UNIQUE (replica, epoch, sequence),
  ADD CHECK (num_nulls(replica, epoch, sequence) IN (0, 3));

-- Every life of every replica: none decides before it is in here.
CREATE TABLE decision_epochs (
  replica           text NOT NULL,
  epoch             bigint NOT NULL CHECK (epoch > 0),
  shipped_sequence  bigint NOT NULL DEFAULT 0, -- up to it each decision is in decisions or in decision_gaps
  promised_sequence bigint NOT NULL DEFAULT 0, -- up to it decisions were given, at least
  complete_until    timestamptz NOT NULL, -- by the replica's clock: each decision given before is in one of the two
  renewed_at        timestamptz NOT NULL DEFAULT now(), -- by the database's clock: last heard of
  closed            boolean NOT NULL DEFAULT false, -- nothing more will come
  PRIMARY KEY (replica, epoch)
);
CREATE INDEX ON decision_epochs (complete_until) WHERE NOT closed;

-- Decisions that were or may have been given and are lost.
CREATE TABLE decision_gaps (
  id             text PRIMARY KEY, -- UUID version 7 (RFC 9562): the order in which they were found
  replica        text NOT NULL,
  epoch          bigint NOT NULL,
  first_sequence bigint NOT NULL CHECK (first_sequence > 0),
  last_sequence  bigint CHECK (last_sequence >= first_sequence), -- null: not known, perhaps none at all
  cause          text NOT NULL CHECK (cause IN ('SEGMENT_MISSING', 'RECORD_DAMAGED', 'TAIL_MISSING', 'MACHINE_STOPPED')),
  given_from     timestamptz NOT NULL, -- none of them was given before
  given_until    timestamptz NOT NULL, -- nor after
  found_at       timestamptz NOT NULL,
  UNIQUE (replica, epoch, first_sequence),
  FOREIGN KEY (replica, epoch) REFERENCES decision_epochs
);

GRANT SELECT, INSERT ON decision_gaps, decision_epochs TO ${service_role};
GRANT UPDATE (shipped_sequence, promised_sequence, complete_until, renewed_at, closed)
  ON decision_epochs TO ${service_role};

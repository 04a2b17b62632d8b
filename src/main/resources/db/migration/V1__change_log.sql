-- The gapless numbering of changes. One row, updated in every writing transaction before anything else: its row lock
-- makes writers serial, and a rolled back change gives its number back. A sequence does neither.
CREATE TABLE change_head (
  single     boolean PRIMARY KEY DEFAULT true CHECK (single),
  revision   bigint NOT NULL CHECK (revision >= 0),
  changed_at timestamptz NOT NULL
);
INSERT INTO change_head (revision, changed_at) VALUES (0, 'epoch');

CREATE TABLE change_log (
  revision   bigint PRIMARY KEY CHECK (revision > 0),
  changed_at timestamptz NOT NULL,
  type       text NOT NULL,
  subjects   text[] NOT NULL -- resource names that the change touches
);

-- The first answer to every request_id, for whoever repeats it.
CREATE TABLE request_ids (
  caller      text NOT NULL,
  request_id  uuid NOT NULL,
  rpc         text NOT NULL,
  body_sha256 bytea NOT NULL CHECK (octet_length(body_sha256) = 32),
  answer      jsonb NOT NULL,
  revision    bigint NOT NULL REFERENCES change_log,
  PRIMARY KEY (caller, request_id)
);

GRANT SELECT, UPDATE ON change_head TO ${service_role};
GRANT SELECT, INSERT ON change_log, request_ids TO ${service_role};

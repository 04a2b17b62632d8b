CREATE TABLE revocations (
  id             text PRIMARY KEY,
  revision       bigint NOT NULL UNIQUE REFERENCES change_log DEFERRABLE INITIALLY DEFERRED,
  selector_type  text NOT NULL CHECK (selector_type IN ('CREDENTIAL', 'GRANT', 'CONTRACTOR', 'PARTNER', 'ASSET')),
  selector_id    text NOT NULL,
  reason         text NOT NULL,
  note           text NOT NULL,
  revoked_by     text NOT NULL,
  revoked_at     timestamptz NOT NULL,
  contractors    bigint NOT NULL CHECK (contractors >= 0),
  grants         bigint NOT NULL CHECK (grants >= 0),
  credentials    bigint NOT NULL CHECK (credentials >= 0)
);
CREATE INDEX ON revocations (selector_type, selector_id);

GRANT SELECT, INSERT ON revocations TO ${service_role};

-- One event to a revision, written with the change it tells of. The service can neither alter nor remove one.
CREATE TABLE audit_events (
  revision      bigint PRIMARY KEY REFERENCES change_log DEFERRABLE INITIALLY DEFERRED,
  type          text NOT NULL,
  occurred_at   timestamptz NOT NULL,
  actor         text NOT NULL,
  actor_name    text NOT NULL,
  actor_roles   text[] NOT NULL,
  partner_id    text,
  contractor_id text,
  asset_ids     text[] NOT NULL,
  request_id    text, -- the access request
  grant_ids     text[] NOT NULL,
  credential_id text,
  revocation_id text,
  note          text NOT NULL,
  details       jsonb NOT NULL,
  call_id       text, -- the idempotency key of the call
  trace_id      text
);
CREATE INDEX ON audit_events (partner_id, revision);
CREATE INDEX ON audit_events (contractor_id, revision);
CREATE INDEX ON audit_events (request_id, revision);
CREATE INDEX ON audit_events USING gin (asset_ids);
CREATE INDEX ON audit_events USING gin (grant_ids);

GRANT SELECT, INSERT ON audit_events TO ${service_role};

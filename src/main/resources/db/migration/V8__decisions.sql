-- Every decision given to a platform, and every call refused for lack of a role or by policy. Written before the answer.
CREATE TABLE decisions (
  id               text PRIMARY KEY, -- UUID version 7 (RFC 9562): the order of time
  decided_at       timestamptz NOT NULL,
  rpc              text NOT NULL,
  caller           text NOT NULL,
  effect           text NOT NULL CHECK (effect IN ('ALLOW', 'DENY')),
  credential_id    text,
  contractor_id    text,
  partner_id       text,
  asset_id         text,
  action           text,
  reasons          text[] NOT NULL,
  internal_reasons text[] NOT NULL,
  obligations      jsonb NOT NULL,
  policy_revision  text NOT NULL,
  state_revision   bigint NOT NULL,
  trace_id         text,
  CHECK ((effect = 'ALLOW') = (reasons = '{}'))
);
CREATE INDEX ON decisions (partner_id, id);
CREATE INDEX ON decisions (contractor_id, id);
CREATE INDEX ON decisions (asset_id, id);
CREATE INDEX ON decisions (credential_id, id);

GRANT SELECT, INSERT ON decisions TO ${service_role};

CREATE TABLE credentials (
  id            text PRIMARY KEY CHECK (id ~ '^[0-9A-Za-z]{22}$'),
  secret_sha256 bytea NOT NULL UNIQUE CHECK (octet_length(secret_sha256) = 32),
  contractor_id text NOT NULL,
  partner_id    text NOT NULL,
  actions       text[] NOT NULL CHECK (cardinality(actions) > 0 AND actions <@ ARRAY['READ', 'LIST', 'EXPORT', 'ANNOTATE']),
  state         text NOT NULL CHECK (state IN ('ACTIVE', 'REVOKED')),
  issued_at     timestamptz NOT NULL,
  expires_at    timestamptz NOT NULL CHECK (expires_at > issued_at AND expires_at <= issued_at + interval '12 hours'),
  revoked_at    timestamptz,
  revision      bigint NOT NULL UNIQUE REFERENCES change_log DEFERRABLE INITIALLY DEFERRED, -- of the issue: the order of the list
  FOREIGN KEY (contractor_id, partner_id) REFERENCES contractors (id, partner_id),
  UNIQUE (id, contractor_id),
  CHECK ((state = 'REVOKED') = (revoked_at IS NOT NULL))
);
CREATE INDEX ON credentials (contractor_id, revision);
CREATE INDEX ON credentials (partner_id, revision);

-- A credential exercises grants of its own contractor, and of no other.
CREATE TABLE credential_grants (
  credential_id text NOT NULL,
  grant_id      text NOT NULL,
  contractor_id text NOT NULL,
  PRIMARY KEY (credential_id, grant_id),
  FOREIGN KEY (credential_id, contractor_id) REFERENCES credentials (id, contractor_id),
  FOREIGN KEY (grant_id, contractor_id) REFERENCES grants (id, contractor_id)
);
CREATE INDEX ON credential_grants (grant_id);

CREATE TABLE credential_assets (
  credential_id text NOT NULL REFERENCES credentials,
  asset_id      text NOT NULL REFERENCES assets,
  PRIMARY KEY (credential_id, asset_id)
);
CREATE INDEX ON credential_assets (asset_id);

GRANT SELECT, INSERT ON credentials, credential_grants, credential_assets TO ${service_role};
GRANT UPDATE (state, expires_at, revoked_at) ON credentials TO ${service_role};

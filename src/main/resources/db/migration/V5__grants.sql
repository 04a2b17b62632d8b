CREATE TABLE access_requests (
  id             text PRIMARY KEY,
  contractor_id  text NOT NULL,
  partner_id     text NOT NULL,
  actions        text[] NOT NULL CHECK (cardinality(actions) > 0 AND actions <@ ARRAY['READ', 'LIST', 'EXPORT', 'ANNOTATE']),
  purpose        text NOT NULL,
  justification  text NOT NULL,
  duration_s     bigint NOT NULL CHECK (duration_s > 0),
  not_before     timestamptz,
  state          text NOT NULL CHECK (state IN ('PENDING', 'APPROVED', 'REJECTED', 'CANCELLED')),
  requested_by   text NOT NULL,
  created_at     timestamptz NOT NULL,
  expires_at     timestamptz NOT NULL CHECK (expires_at > created_at),
  required       jsonb NOT NULL, -- what policy asked for when it last looked
  rejection_note text,
  FOREIGN KEY (contractor_id, partner_id) REFERENCES contractors (id, partner_id),
  UNIQUE (id, contractor_id, partner_id),
  CHECK ((state = 'REJECTED') = (rejection_note IS NOT NULL))
);
CREATE INDEX ON access_requests (contractor_id, id);
CREATE INDEX ON access_requests (partner_id, id);

CREATE TABLE access_request_assets (
  request_id text NOT NULL REFERENCES access_requests,
  asset_id   text NOT NULL REFERENCES assets,
  PRIMARY KEY (request_id, asset_id)
);

-- The primary key is the rule that nobody approves twice.
CREATE TABLE approvals (
  request_id  text NOT NULL REFERENCES access_requests,
  approver    text NOT NULL,
  groups      text[] NOT NULL,
  note        text NOT NULL,
  approved_at timestamptz NOT NULL,
  revision    bigint NOT NULL REFERENCES change_log DEFERRABLE INITIALLY DEFERRED,
  PRIMARY KEY (request_id, approver)
);

CREATE TABLE grants (
  id            text PRIMARY KEY,
  request_id    text NOT NULL UNIQUE,
  contractor_id text NOT NULL,
  partner_id    text NOT NULL,
  actions       text[] NOT NULL CHECK (cardinality(actions) > 0 AND actions <@ ARRAY['READ', 'LIST', 'EXPORT', 'ANNOTATE']),
  purpose       text NOT NULL,
  not_before    timestamptz NOT NULL,
  expires_at    timestamptz NOT NULL CHECK (expires_at > not_before),
  state         text NOT NULL CHECK (state IN ('ACTIVE', 'REVOKED')),
  created_at    timestamptz NOT NULL,
  revoked_at    timestamptz,
  FOREIGN KEY (request_id, contractor_id, partner_id) REFERENCES access_requests (id, contractor_id, partner_id),
  UNIQUE (id, contractor_id),
  CHECK ((state = 'REVOKED') = (revoked_at IS NOT NULL))
);
CREATE INDEX ON grants (contractor_id, id);
CREATE INDEX ON grants (partner_id, id);

CREATE TABLE grant_assets (
  grant_id text NOT NULL REFERENCES grants,
  asset_id text NOT NULL REFERENCES assets,
  PRIMARY KEY (grant_id, asset_id)
);
CREATE INDEX ON grant_assets (asset_id);

GRANT SELECT, INSERT ON access_requests, access_request_assets, approvals, grants, grant_assets TO ${service_role};
GRANT UPDATE (state, required, rejection_note) ON access_requests TO ${service_role};
GRANT UPDATE (state, revoked_at) ON grants TO ${service_role};

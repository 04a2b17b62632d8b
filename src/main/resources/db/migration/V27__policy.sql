-- The customer's own policy. A bundle is kept as it was signed, and is verified anew by whoever takes it from here.
CREATE TABLE policy_bundles (
  digest          text PRIMARY KEY CHECK (digest ~ '^[0-9a-f]{64}$'), -- SHA-256 of the archive
  revision        bigint NOT NULL UNIQUE REFERENCES change_log DEFERRABLE INITIALLY DEFERRED, -- of the upload: the order of the list
  archive         bytea NOT NULL,
  version         text NOT NULL,  -- what its manifest calls it
  sequence        bigint NOT NULL CHECK (sequence > 0),
  policy_revision text NOT NULL,  -- how decisions by it and by the library of the replica that took it are marked
  note            text NOT NULL,
  uploaded_by     text NOT NULL,
  uploaded_at     timestamptz NOT NULL
);
-- It is compressed already, and is read whole.
ALTER TABLE policy_bundles ALTER COLUMN archive SET STORAGE EXTERNAL;

-- Every proposal to activate a bundle, and every way back. The bundle is null where the library decides alone.
CREATE TABLE policy_activations (
  id                 text PRIMARY KEY,
  revision           bigint NOT NULL UNIQUE REFERENCES change_log DEFERRABLE INITIALLY DEFERRED, -- of the proposal, or of the way back: the order of the list
  type               text NOT NULL CHECK (type IN ('ACTIVATION', 'ROLLBACK')),
  bundle             text REFERENCES policy_bundles,
  state              text NOT NULL CHECK (state IN ('PENDING', 'CARRIED_OUT', 'CANCELLED', 'EXPIRED', 'VOID')),
  note               text NOT NULL,
  proposed_by        text NOT NULL,
  proposed_at        timestamptz NOT NULL,
  expires_at         timestamptz NOT NULL,
  closed_by          text,
  closed_at          timestamptz,
  closing_note       text NOT NULL,
  activated_revision bigint UNIQUE REFERENCES change_log DEFERRABLE INITIALLY DEFERRED, -- the change since which it decides
  replaced_bundle    text REFERENCES policy_bundles,     -- what decided until then
  approval_id        text REFERENCES policy_activations, -- the activation by two admins that it stands on; null for the library alone
  before_id          text REFERENCES policy_activations, -- of an activation: the one that a way back from it leads to
  CHECK (type = 'ROLLBACK' OR bundle IS NOT NULL),
  CHECK ((state = 'PENDING') = (closed_at IS NULL)),
  CHECK ((state IN ('PENDING', 'EXPIRED')) = (closed_by IS NULL)),
  CHECK ((state = 'CARRIED_OUT') = (activated_revision IS NOT NULL)),
  CHECK (type <> 'ROLLBACK' OR state = 'CARRIED_OUT'),
  -- What goes back rests on what two approved; what is new is approved by another than who proposed it.
  CHECK (state <> 'CARRIED_OUT' OR (bundle IS NULL) = (approval_id IS NULL)),
  CHECK (type <> 'ACTIVATION' OR state <> 'CARRIED_OUT' OR approval_id = id AND closed_by <> proposed_by AND closed_at < expires_at)
);
CREATE UNIQUE INDEX ON policy_activations ((true)) WHERE state = 'PENDING';
CREATE INDEX ON policy_activations (bundle, revision);

-- What decides now. One row.
CREATE TABLE active_policy (
  single      boolean PRIMARY KEY DEFAULT true CHECK (single),
  bundle      text REFERENCES policy_bundles,
  approval_id text REFERENCES policy_activations,
  revision    bigint NOT NULL, -- the change since which it does; 0 from the beginning
  CHECK ((bundle IS NULL) = (approval_id IS NULL))
);
INSERT INTO active_policy (bundle, approval_id, revision) VALUES (NULL, NULL, 0);

GRANT SELECT, INSERT ON policy_bundles, policy_activations TO ${service_role};
GRANT UPDATE (state, closed_by, closed_at, closing_note, activated_revision, replaced_bundle, approval_id, before_id)
  ON policy_activations TO ${service_role};
GRANT SELECT ON active_policy TO ${service_role};
GRANT UPDATE (bundle, approval_id, revision) ON active_policy TO ${service_role};

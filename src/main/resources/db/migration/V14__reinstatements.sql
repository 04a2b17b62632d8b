-- Proposals to give access back after a cut. One admin makes it, another carries it out.
CREATE TABLE reinstatements (
  id            text PRIMARY KEY,
  revision      bigint NOT NULL UNIQUE REFERENCES change_log DEFERRABLE INITIALLY DEFERRED, -- of the proposal: the order of the list
  type          text NOT NULL CHECK (type IN ('THAW', 'PARTNER', 'ASSET', 'CONTRACTOR')),
  partner_id    text REFERENCES partners,
  asset_id      text REFERENCES assets,
  contractor_id text REFERENCES contractors,
  state         text NOT NULL CHECK (state IN ('PENDING', 'CARRIED_OUT', 'CANCELLED', 'EXPIRED', 'VOID')),
  note          text NOT NULL,
  proposed_by   text NOT NULL,
  proposed_at   timestamptz NOT NULL,
  expires_at    timestamptz NOT NULL CHECK (expires_at > proposed_at),
  closed_by     text,
  closed_at     timestamptz,
  closing_note  text NOT NULL,
  CHECK ((type IN ('THAW', 'PARTNER')) = (partner_id IS NOT NULL)),
  CHECK ((type = 'ASSET') = (asset_id IS NOT NULL)),
  CHECK ((type = 'CONTRACTOR') = (contractor_id IS NOT NULL)),
  CHECK ((state = 'PENDING') = (closed_at IS NULL)),
  CHECK ((state IN ('PENDING', 'EXPIRED')) = (closed_by IS NULL)),
  -- Nobody gives access back alone.
  CHECK (state <> 'CARRIED_OUT' OR closed_by <> proposed_by AND closed_at < expires_at)
);

-- One proposal at a time for each thing.
CREATE UNIQUE INDEX ON reinstatements (partner_id) WHERE state = 'PENDING';
CREATE UNIQUE INDEX ON reinstatements (asset_id) WHERE state = 'PENDING';
CREATE UNIQUE INDEX ON reinstatements (contractor_id) WHERE state = 'PENDING';

-- Whom and what a thaw starts with.
CREATE TABLE reinstatement_contractors (
  reinstatement_id text NOT NULL REFERENCES reinstatements,
  contractor_id    text NOT NULL REFERENCES contractors,
  PRIMARY KEY (reinstatement_id, contractor_id)
);
CREATE TABLE reinstatement_assets (
  reinstatement_id text NOT NULL REFERENCES reinstatements,
  asset_id         text NOT NULL REFERENCES assets,
  PRIMARY KEY (reinstatement_id, asset_id)
);

-- What a partner that is thawing thaws by.
ALTER TABLE partners
  ADD COLUMN thaw_id text REFERENCES reinstatements,
  ADD CHECK ((state = 'THAWING') = (thaw_id IS NOT NULL));

-- ListAccessAsOf reads here whether somebody was cut off at an instant: the last of these events up to then tells.
CREATE INDEX ON audit_events (partner_id, revision) WHERE type IN ('PARTNER_FROZEN', 'PARTNER_THAWING', 'PARTNER_THAWED');
CREATE INDEX ON audit_events (contractor_id, revision) WHERE type IN ('CONTRACTOR_REVOKED', 'CONTRACTOR_REINSTATED');
CREATE INDEX ON audit_events ((asset_ids[1]), revision) WHERE type IN ('ASSET_QUARANTINED', 'QUARANTINE_LIFTED');

GRANT SELECT, INSERT ON reinstatements, reinstatement_contractors, reinstatement_assets TO ${service_role};
GRANT UPDATE (state, closed_by, closed_at, closing_note) ON reinstatements TO ${service_role};
GRANT UPDATE (thaw_id) ON partners TO ${service_role};

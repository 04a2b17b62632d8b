CREATE TABLE assets (
  id             text PRIMARY KEY CHECK (id ~ '^[a-z][a-z0-9-]{1,61}[a-z0-9]$'),
  display_name   text NOT NULL CHECK (char_length(display_name) BETWEEN 1 AND 200),
  kind           text NOT NULL CHECK (kind IN ('DATASET', 'METHODOLOGY')),
  classification text NOT NULL CHECK (classification IN ('PUBLIC', 'INTERNAL', 'CONFIDENTIAL', 'RESTRICTED')),
  tags           text[] NOT NULL CHECK (cardinality(tags) <= 32),
  owner_group    text NOT NULL,
  parent_id      text REFERENCES assets CHECK (parent_id <> id),
  state          text NOT NULL CHECK (state IN ('ACTIVE', 'QUARANTINED')),
  created_at     timestamptz NOT NULL,
  updated_at     timestamptz NOT NULL,
  quarantined_at timestamptz,
  CHECK ((state = 'QUARANTINED') = (quarantined_at IS NOT NULL))
);
CREATE INDEX ON assets (parent_id, id);

-- Which collection an asset was in, and when: what ListAccessAsOf needs to look back.
CREATE TABLE asset_parents (
  asset_id   text NOT NULL REFERENCES assets,
  revision   bigint NOT NULL REFERENCES change_log DEFERRABLE INITIALLY DEFERRED,
  valid_from timestamptz NOT NULL,
  parent_id  text REFERENCES assets,
  PRIMARY KEY (asset_id, revision)
);

GRANT SELECT, INSERT ON assets, asset_parents TO ${service_role};
GRANT UPDATE (display_name, classification, tags, owner_group, parent_id, state, updated_at, quarantined_at)
  ON assets TO ${service_role};

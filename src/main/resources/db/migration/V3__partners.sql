CREATE TABLE partners (
  id           text PRIMARY KEY CHECK (id ~ '^[a-z][a-z0-9-]{1,61}[a-z0-9]$'),
  display_name text NOT NULL CHECK (char_length(display_name) BETWEEN 1 AND 200),
  state        text NOT NULL CHECK (state IN ('ACTIVE', 'FROZEN', 'THAWING', 'OFFBOARDED')),
  created_at   timestamptz NOT NULL,
  frozen_at    timestamptz,
  CHECK (state <> 'FROZEN' OR frozen_at IS NOT NULL)
);

CREATE TABLE contractors (
  id           text PRIMARY KEY,
  partner_id   text NOT NULL REFERENCES partners,
  subject      text NOT NULL UNIQUE,
  display_name text NOT NULL CHECK (char_length(display_name) BETWEEN 1 AND 200),
  state        text NOT NULL CHECK (state IN ('ACTIVE', 'REVOKED')),
  created_at   timestamptz NOT NULL,
  revoked_at   timestamptz,
  UNIQUE (id, partner_id),
  CHECK ((state = 'REVOKED') = (revoked_at IS NOT NULL))
);
CREATE INDEX ON contractors (partner_id, id);

GRANT SELECT, INSERT ON partners, contractors TO ${service_role};
GRANT UPDATE (state, frozen_at) ON partners TO ${service_role};
GRANT UPDATE (state, revoked_at) ON contractors TO ${service_role};

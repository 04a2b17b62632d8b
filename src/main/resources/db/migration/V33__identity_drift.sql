-- Where Keycloak was last found not to be what it is to be, and it was left so: for people to look at.
CREATE TABLE identity_drift (
  id       bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, -- the order of the list
  subject  text NOT NULL,
  kind     text NOT NULL CHECK (kind IN (
    'ACCOUNT_MISSING', 'DISABLED_BY_HAND', 'ROLE_BY_HAND', 'UNKNOWN_MEMBER', 'REFUSED')),
  detail   text NOT NULL,
  found_at timestamptz NOT NULL,
  UNIQUE (subject, kind, detail)
);

-- The sweep over all partners and contractors, which goes on where it was, on whichever replica. One row.
CREATE TABLE identity_sweep (
  single   boolean PRIMARY KEY DEFAULT true CHECK (single),
  asked_at timestamptz NOT NULL, -- when an admin last asked for one
  begun_at timestamptz NOT NULL,
  ended_at timestamptz,          -- null while it is under way
  position text NOT NULL,        -- the last that was looked at
  looked_at bigint NOT NULL      -- how many
);
INSERT INTO identity_sweep VALUES (true, 'epoch', now(), now(), '', 0);

GRANT SELECT, INSERT, UPDATE, DELETE ON identity_drift TO ${service_role};
GRANT SELECT ON identity_sweep TO ${service_role};
GRANT UPDATE (asked_at, begun_at, ended_at, position, looked_at) ON identity_sweep TO ${service_role};

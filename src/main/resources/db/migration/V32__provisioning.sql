-- Which partners and contractors changed, for whoever tells others. A change only adds to it, in its own transaction: so it
-- waits for nobody who takes from it.
CREATE TABLE outbox (
  revision bigint NOT NULL REFERENCES change_log DEFERRABLE INITIALLY DEFERRED,
  subject  text NOT NULL,    -- a resource name
  urgent   boolean NOT NULL, -- whether the subject, or some of it, has no access since
  PRIMARY KEY (revision, subject)
);

-- What Keycloak is to be told, one row for each partner or contractor: to be made what it is here, whatever happened since.
CREATE TABLE provisioning_tasks (
  subject    text PRIMARY KEY,
  revision   bigint NOT NULL,  -- of the last change
  urgent     boolean NOT NULL, -- those that take away go first
  state      text NOT NULL CHECK (state IN ('PENDING', 'PARKED')),
  created_at timestamptz NOT NULL,
  due_at     timestamptz NOT NULL,
  attempts   integer NOT NULL CHECK (attempts >= 0),
  refusals   integer NOT NULL CHECK (refusals >= 0), -- of the attempts, those that Keycloak refused
  error      text NOT NULL
);
CREATE INDEX ON provisioning_tasks (urgent DESC, due_at) WHERE state = 'PENDING';

-- What is known of what Keycloak was told.
CREATE TABLE identities (
  subject    text PRIMARY KEY,
  making     boolean NOT NULL DEFAULT false, -- whether its account was begun to be made, rather than found
  shut       boolean NOT NULL DEFAULT false, -- whether it was disabled on behalf of Portcullis, and may so be enabled again
  cut_before timestamptz,                    -- the watermark up to which its sessions are ended
  passed_on  text NOT NULL DEFAULT ''        -- of a partner: what of it its contractors' tasks were last made for
);

-- The one worker that writes to Keycloak, of all replicas. One row.
CREATE TABLE provisioning_worker (
  single boolean PRIMARY KEY DEFAULT true CHECK (single),
  holder text NOT NULL,
  until  timestamptz NOT NULL
);
INSERT INTO provisioning_worker (holder, until) VALUES ('', 'epoch');

-- What was there before: told anew, as nobody has told it.
INSERT INTO provisioning_tasks
  SELECT subject, (SELECT revision FROM change_head), urgent, 'PENDING', now(), now(), 0, 0, ''
  FROM (
    SELECT 'partners/' || id AS subject, state <> 'ACTIVE' AS urgent FROM partners
    UNION ALL SELECT 'contractors/' || id, state <> 'ACTIVE' FROM contractors) AS s;

GRANT SELECT, INSERT, DELETE ON outbox TO ${service_role};
GRANT SELECT, INSERT, UPDATE, DELETE ON provisioning_tasks TO ${service_role};
GRANT SELECT, INSERT, UPDATE ON identities TO ${service_role};
GRANT SELECT ON provisioning_worker TO ${service_role};
GRANT UPDATE (holder, until) ON provisioning_worker TO ${service_role};

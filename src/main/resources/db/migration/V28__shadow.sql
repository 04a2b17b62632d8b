-- The candidate that is evaluated beside the active policy, if any. One row.
CREATE TABLE policy_shadow (
  single             boolean PRIMARY KEY DEFAULT true CHECK (single),
  bundle             text REFERENCES policy_bundles,
  sample_per_million integer NOT NULL CHECK (sample_per_million BETWEEN 0 AND 1000000),
  revision           bigint NOT NULL, -- since which change the last candidate is, or was; 0 for none so far
  CHECK ((bundle IS NULL) = (sample_per_million = 0))
);
INSERT INTO policy_shadow (bundle, sample_per_million, revision) VALUES (NULL, 0, 0);

-- What came of it, added up by all replicas. A replica that dies takes its last seconds with it.
CREATE TABLE policy_shadow_tallies (
  shadow_revision bigint NOT NULL REFERENCES change_log, -- since which the candidate was evaluated
  outcome         text NOT NULL CHECK (outcome IN ('SAME', 'DIFFERENT', 'FAILED', 'DROPPED')),
  from_effect     text NOT NULL CHECK (from_effect IN ('', 'ALLOW', 'DENY')), -- empty unless different
  to_effect       text NOT NULL CHECK (to_effect IN ('', 'ALLOW', 'DENY')),
  reasons         text NOT NULL,                         -- why it denies, or else why the active one does; with commas between
  count           bigint NOT NULL CHECK (count > 0),
  examples        text[] NOT NULL,                       -- ids of the first decisions
  PRIMARY KEY (shadow_revision, outcome, from_effect, to_effect, reasons)
);

GRANT SELECT ON policy_shadow TO ${service_role};
GRANT UPDATE (bundle, sample_per_million, revision) ON policy_shadow TO ${service_role};
GRANT SELECT, INSERT ON policy_shadow_tallies TO ${service_role};
GRANT UPDATE (count, examples) ON policy_shadow_tallies TO ${service_role};

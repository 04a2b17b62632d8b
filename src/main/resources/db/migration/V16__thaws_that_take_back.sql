-- A thaw of a partner that is thawing may choose less than the one before, and so take access away.
ALTER TABLE reinstatements
  ADD COLUMN cut_revision bigint REFERENCES change_log DEFERRABLE INITIALLY DEFERRED, -- of the change, if it took something away
  ADD CHECK (cut_revision IS NULL OR type = 'THAW' AND state = 'CARRIED_OUT' AND cut_revision > revision);

CREATE INDEX ON reinstatements (cut_revision) WHERE cut_revision IS NOT NULL;

GRANT UPDATE (cut_revision) ON reinstatements TO ${service_role};

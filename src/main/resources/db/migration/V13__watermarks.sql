-- Instants before which no credential counts, for a partner's contractors, for one contractor and for everybody: what was
-- issued earlier is worth nothing, for ever. They only move forward, and no reinstatement moves one back.
ALTER TABLE partners ADD COLUMN issued_before timestamptz;
ALTER TABLE contractors ADD COLUMN issued_before timestamptz;
CREATE TABLE all_credentials (
  single        boolean PRIMARY KEY DEFAULT true CHECK (single),
  issued_before timestamptz
);
INSERT INTO all_credentials DEFAULT VALUES;

-- A cut of the whole sets it to just after the cut.
UPDATE partners SET issued_before = frozen_at + interval '1 millisecond' WHERE frozen_at IS NOT NULL;
UPDATE contractors SET issued_before = revoked_at + interval '1 millisecond' WHERE revoked_at IS NOT NULL;
ALTER TABLE partners ADD CHECK (frozen_at IS NULL OR issued_before > frozen_at);
ALTER TABLE contractors ADD CHECK (revoked_at IS NULL OR issued_before > revoked_at);

ALTER TABLE revocations
  DROP CONSTRAINT revocations_selector_type_check,
  ADD CHECK (selector_type IN ('CREDENTIAL', 'GRANT', 'CONTRACTOR', 'PARTNER', 'ASSET',
    'CONTRACTOR_ISSUED_BEFORE', 'PARTNER_ISSUED_BEFORE', 'EVERYTHING_ISSUED_BEFORE')),
  ADD COLUMN issued_before timestamptz,
  ADD CHECK ((selector_type LIKE '%\_ISSUED\_BEFORE') = (issued_before IS NOT NULL));

GRANT UPDATE (issued_before) ON partners, contractors TO ${service_role};
GRANT SELECT ON all_credentials TO ${service_role};
GRANT UPDATE (issued_before) ON all_credentials TO ${service_role};

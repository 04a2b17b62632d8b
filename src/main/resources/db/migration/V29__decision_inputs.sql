-- What a decision was made on, as the policy saw it (AccessInput): to put it before another policy. Null where it is not known:
-- what was decided before this, and refusals of calls.
ALTER TABLE decisions ADD COLUMN input jsonb;

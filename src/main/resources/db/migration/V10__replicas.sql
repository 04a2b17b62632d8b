-- What a change makes of the things that a Check looks at, whole: a replica that has every change up to a revision in their
-- order has the state of that revision, and need not read any other table.
ALTER TABLE change_log ADD COLUMN states jsonb NOT NULL DEFAULT '[]';

-- Wakes the replicas once the change is committed. A hint: they also look by themselves.
CREATE FUNCTION notify_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM pg_notify('portcullis_change', NEW.revision::text);
  RETURN NULL;
END $$;
CREATE TRIGGER notify_change AFTER INSERT ON change_log FOR EACH ROW EXECUTE FUNCTION notify_change();

-- The replicas that may be answering Checks. One that has no row here does not answer.
CREATE TABLE replicas (
  epoch            bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, -- a replica that joins again is another one
  id               text NOT NULL CHECK (char_length(id) BETWEEN 1 AND 127),
  applied_revision bigint NOT NULL CHECK (applied_revision >= 0),
  renewals         bigint NOT NULL CHECK (renewals >= 0), -- counted, so that nobody needs to compare clocks
  joined_at        timestamptz NOT NULL DEFAULT now(),
  renewed_at       timestamptz NOT NULL DEFAULT now() -- for people; nothing is decided by it
);

GRANT SELECT, INSERT, DELETE ON replicas TO ${service_role};
GRANT UPDATE (applied_revision, renewals, renewed_at) ON replicas TO ${service_role};

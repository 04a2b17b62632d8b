-- Whom a contractor is in Keycloak. One that is registered with an account has no subject until that is made.
ALTER TABLE partners ADD COLUMN domain text UNIQUE;

ALTER TABLE contractors
  ALTER COLUMN subject DROP NOT NULL,
  ADD COLUMN account_type text CHECK (account_type IN ('PERSON', 'WORKLOAD')), -- null for one registered by its subject
  ADD COLUMN email        text,
  ADD COLUMN username     text,
  ADD COLUMN client_id    text UNIQUE,
  ADD COLUMN jwks_url     text,
  ADD COLUMN public_jwk   text,
  ADD CHECK (subject IS NOT NULL OR account_type IS NOT NULL),
  ADD CHECK ((account_type IS NOT DISTINCT FROM 'PERSON') = (email IS NOT NULL AND username IS NOT NULL)),
  ADD CHECK ((account_type IS NOT DISTINCT FROM 'WORKLOAD') = (client_id IS NOT NULL)),
  ADD CHECK ((client_id IS NOT NULL)::integer = num_nonnulls(jwks_url, public_jwk));
CREATE UNIQUE INDEX ON contractors (lower(email));
CREATE UNIQUE INDEX ON contractors (lower(username));

-- The service gives a contractor its subject, once.
CREATE FUNCTION contractor_subject_is_given_once() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE insufficient_privilege USING MESSAGE = 'a contractor''s subject never changes';
END $$;
CREATE TRIGGER contractor_subject_is_given_once BEFORE UPDATE OF subject ON contractors
  FOR EACH ROW WHEN (OLD.subject IS NOT NULL AND NEW.subject IS DISTINCT FROM OLD.subject)
  EXECUTE FUNCTION contractor_subject_is_given_once();

GRANT UPDATE (subject) ON contractors TO ${service_role};

-- The key that a credential is bound to: its SHA-256 JWK thumbprint (RFC 7638). Once there is one, it stays.
ALTER TABLE credentials
  ADD COLUMN proof_key_sha256 bytea CHECK (octet_length(proof_key_sha256) = 32);

CREATE FUNCTION keep_proof_key() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'a credential stays bound to its key';
END $$;
CREATE TRIGGER keep_proof_key BEFORE UPDATE OF proof_key_sha256 ON credentials FOR EACH ROW
  WHEN (OLD.proof_key_sha256 IS NOT NULL AND NEW.proof_key_sha256 IS DISTINCT FROM OLD.proof_key_sha256)
  EXECUTE FUNCTION keep_proof_key();

GRANT UPDATE (proof_key_sha256) ON credentials TO ${service_role};

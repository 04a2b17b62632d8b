-- The data platform that an asset is on; null for none. Accounts of another platform are told of it as if it did not exist.
ALTER TABLE assets ADD COLUMN platform text CHECK (platform ~ '^[a-z0-9][a-z0-9-]{0,62}$');

GRANT UPDATE (platform) ON assets TO ${service_role};

-- What alone an asset may be used for; empty for anything.
ALTER TABLE assets ADD COLUMN purposes text[] NOT NULL DEFAULT '{}' CHECK (cardinality(purposes) <= 32);

GRANT UPDATE (purposes) ON assets TO ${service_role};

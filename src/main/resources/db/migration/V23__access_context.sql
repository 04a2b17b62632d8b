-- What the platform said of the circumstances of an access; null where it said nothing.
ALTER TABLE decisions
  ADD COLUMN source_address text CHECK (octet_length(source_address) <= 45),
  ADD COLUMN country        text CHECK (country ~ '^[A-Z]{2}$');

-- The countries, by ISO 3166-1, from which alone an asset may be accessed; with none, it sets no limit itself.
ALTER TABLE assets
  ADD COLUMN allowed_countries text[] NOT NULL DEFAULT '{}' CHECK (cardinality(allowed_countries) <= 249);

GRANT UPDATE (allowed_countries) ON assets TO ${service_role};

-- With which codes the customer's own policy denied. Entries that a replica wrote before it knew of them have none.
ALTER TABLE decisions ADD COLUMN customer_reasons text[] NOT NULL DEFAULT '{}';

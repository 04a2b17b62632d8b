-- The service is ready only when the schema is as new as it needs: it reads here which migrations ran.
GRANT SELECT ON "${flyway:defaultSchema}"."${flyway:table}" TO ${service_role};

/** Keycloak's admin API: how it is reached, and what is found and made there. */
package dev.portcullis.identity.keycloak;

/** Keycloak: who somebody is. */
package dev.portcullis.identity;

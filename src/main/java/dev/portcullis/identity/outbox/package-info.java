/** What is left to tell Keycloak, and the worker that does. */
package dev.portcullis.identity.outbox;

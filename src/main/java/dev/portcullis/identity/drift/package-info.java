/** Where Keycloak is not what it is to be, though it was told. */
package dev.portcullis.identity.drift;

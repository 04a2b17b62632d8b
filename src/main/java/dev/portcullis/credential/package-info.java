/** Credentials: secrets that exercise grants of one contractor, scoped no wider and living no longer than they. */
package dev.portcullis.credential;

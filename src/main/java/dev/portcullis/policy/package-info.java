/**
 * Decisions. Java gathers facts into an input record, the Rego under {@code policies/} decides, and the answer comes
 * back as a record. Nothing here knows where facts come from or what is done with an answer.
 */
package dev.portcullis.policy;

/**
 * What clients of several replicas were told and when, under faults, and whether that breaks a promise of docs/revocation.md:
 * a history, a checker of it, what makes histories, and bugs planted to check the checker.
 */
package dev.portcullis.history;

/**
 * What makes several replicas one service: each follows the change log, holds a lease that says it may answer, and can be
 * waited for. docs/revocation.md has the invariant and why it holds.
 */
package dev.portcullis.change.replica;

/**
 * How a customer's policy comes to decide: uploaded, proposed by one admin, approved by another, and back. docs/policy-rollout.md
 * has the invariants and why they hold.
 */
package dev.portcullis.rollout;

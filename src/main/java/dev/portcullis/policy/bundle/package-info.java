/** Customers' policy bundles: read, verified against keys, schemas and cases, and held to narrowing. */
package dev.portcullis.policy.bundle;

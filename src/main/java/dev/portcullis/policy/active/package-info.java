/** The policy that decides now: the library, and the bundle that the customer has made active. */
package dev.portcullis.policy.active;

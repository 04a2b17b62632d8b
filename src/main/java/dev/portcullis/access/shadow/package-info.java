/** A candidate that is evaluated beside the active policy, off the way of every answer, to see what it would change. */
package dev.portcullis.access.shadow;

/** Why an access would be decided as it would be, and what would have to be otherwise. */
package dev.portcullis.access.explain;

/** Taking access away: what to cut, how much that is, and the record of it. */
package dev.portcullis.revocation;

/** What every feature needs and that has no life of its own: errors, ids, the caller. */
package dev.portcullis.common;

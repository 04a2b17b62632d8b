package dev.portcullis.access.record;

/**
 * What was appended and is not shipped.
 *
 * @param bytes in segments
 * @param entries how many
 * @param oldestAt when the first of them was appended, ms; if there is none, an instant before which nothing will be
 */
record Backlog(long bytes, long entries, long oldestAt) {}

/**
 * The record of decisions on its way: appended to a local segment before the answer, shipped to PostgreSQL in batches
 * after it, and what is lost between the two named as a gap. It knows of an entry only that it is a JSON object whose
 * members are columns of decisions.
 */
package dev.portcullis.access.record;

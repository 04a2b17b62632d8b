/** Check: credential, facts, decision, record, answer. */
package dev.portcullis.access;

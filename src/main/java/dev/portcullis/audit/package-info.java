/** The record: what happened, written with the change it tells of; and the one path that every change takes. */
package dev.portcullis.audit;

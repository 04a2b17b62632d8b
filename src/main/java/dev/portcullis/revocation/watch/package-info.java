/** Tells enforcement points of every cut as it comes: the feed of the latest, and the watches that it goes out to. */
package dev.portcullis.revocation.watch;

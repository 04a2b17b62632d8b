/** The change log: the gapless revision counter, its append, and the answers kept for repeated calls. */
package dev.portcullis.change;

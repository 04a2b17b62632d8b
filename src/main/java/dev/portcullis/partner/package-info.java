/** Partners, the outside firms, and their contractors. */
package dev.portcullis.partner;

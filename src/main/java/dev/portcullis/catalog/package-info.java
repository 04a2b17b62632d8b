/** The assets that access is given to, and the collections they stand in. */
package dev.portcullis.catalog;

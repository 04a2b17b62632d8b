/** The state that Checks are answered from, in memory: what it holds, how it is loaded and how it follows the change log. */
package dev.portcullis.access.snapshot;

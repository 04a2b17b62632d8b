/** Access requests, their approval by policy, and the grants they become. */
package dev.portcullis.grant;

/**
 * A Java agent that plants bugs in a replica and steps its wall clock, for tests of the tests. It is in no build of the service.
 * Each bug waits for a file of its name in the folder that the agent was given.
 */
package dev.portcullis.history.agent;

/** Policy evaluated by an OPA server beside this process, over HTTP. */
package dev.portcullis.policy.opa;

/** Policy compiled to WebAssembly and evaluated in this process, on the calling thread. */
package dev.portcullis.policy.wasm;

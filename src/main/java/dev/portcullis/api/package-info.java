/** The gRPC services: authenticate, authorize, validate, call one use case, translate back. */
package dev.portcullis.api;

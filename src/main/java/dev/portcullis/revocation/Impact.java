package dev.portcullis.revocation;

/** How many lose something that was live: credentials, grants, and the contractors who held them. */
public record Impact(long contractors, long grants, long credentials) {}

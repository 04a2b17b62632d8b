package dev.portcullis.grant;

/** The life of an access request. */
public enum RequestState {
    PENDING,
    APPROVED,
    REJECTED,
    CANCELLED
}

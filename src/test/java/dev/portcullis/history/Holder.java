package dev.portcullis.history;

import dev.portcullis.local.KeycloakAdmin.User;

/** A contractor of a partner. */
record Holder(User user, String partner, String contractor) {}

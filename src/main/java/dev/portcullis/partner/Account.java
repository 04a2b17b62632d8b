package dev.portcullis.partner;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import jakarta.annotation.Nullable;
import java.util.Objects;

/** An account that a contractor is to have in Keycloak. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "of")
@JsonSubTypes({
    @JsonSubTypes.Type(value = Account.Person.class, name = "PERSON"),
    @JsonSubTypes.Type(value = Account.Workload.class, name = "WORKLOAD")
})
public sealed interface Account {

    /**
     * A user.
     *
     * @param email its address, as it was given
     * @param username what it signs in as, in lower case
     */
    record Person(String email, String username) implements Account {

        public Person {
            Objects.requireNonNull(email, "email");
            Objects.requireNonNull(username, "username");
        }
    }

    /**
     * A client with a service account, which signs in by a JWT of its own (RFC 7523). One of the two is null.
     *
     * @param jwksUrl where its public keys are
     * @param publicJwk its public key, a JWK in JSON
     */
    record Workload(
            String clientId,
            @Nullable String jwksUrl,
            @Nullable String publicJwk) implements Account {

        public Workload {
            Objects.requireNonNull(clientId, "clientId");
            if ((jwksUrl == null) == (publicJwk == null)) {
                throw new IllegalArgumentException("a workload has a JWKS URL or a public key");
            }
        }
    }
}

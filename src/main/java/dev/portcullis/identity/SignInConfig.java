package dev.portcullis.identity;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;

/** Whose tokens are taken, and how. The realm itself is named by quarkus.oidc.auth-server-url. */
@ConfigMapping(prefix = "portcullis.sign-in")
public interface SignInConfig {

    /** By how many seconds the clocks of issuer, callers and this replica may differ; 0 to 60. */
    @WithDefault("10")
    int clockSkewSeconds();

    /** Where the roles stand in a token, with slashes between: a realm's, or those of a client. */
    @WithDefault("realm_access/roles")
    String rolesClaim();

    /** How often the issuer is asked for its keys, so that one it has withdrawn is trusted no longer; 10 s to 1 h. */
    @WithDefault("PT5M")
    Duration keysRefresh();

    /** Whether a token must be bound to a key that only its owner has. */
    Constraint senderConstraint();

    /** How keys are proven (RFC 9449). */
    Dpop dpop();

    /** Tokens that are of no use to a thief. */
    interface Constraint {

        @WithDefault("when-bound")
        Mode mode();

        /** The roles whose tokens must be bound, where {@link Mode#REQUIRED} is set. */
        @WithDefault("platform,admin")
        Set<String> roles();
    }

    /** What is asked of tokens. A bound token without its proof is refused in every mode. */
    enum Mode {
        /** No proofs are taken, and so no bound tokens. */
        OFF,
        /** A token may be bound. */
        WHEN_BOUND,
        /** The tokens of some roles must be. */
        REQUIRED
    }

    /** What a proof must be like. */
    interface Dpop {

        /**
         * Where callers reach the service, as they know it: {@code https://portcullis.example.com}. If nothing is said, where a
         * call itself says that it goes.
         */
        Optional<Set<String>> origins();

        /** How old a proof may be; 1 s to 5 min. */
        @WithDefault("PT1M")
        Duration maxAge();

        /** After how long a replica gives out another nonce; 1 s to 5 min. One is good for up to twice as long. */
        @WithDefault("PT1M")
        Duration nonceLifetime();

        /** After how many proofs a replica gives out another nonce, however young the last is; 100 to 10 million. */
        @WithDefault("200000")
        int proofsPerNonce();
    }
}

package dev.portcullis.identity;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

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
}

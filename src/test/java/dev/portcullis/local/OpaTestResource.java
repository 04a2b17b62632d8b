package dev.portcullis.local;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.util.Map;

/** A real OPA server that decides for the service under test, and asks for a token. */
public class OpaTestResource implements QuarkusTestResourceLifecycleManager {

    private static LocalOpa opa;

    /** The server that decides. */
    public static LocalOpa opa() {
        return opa;
    }

    @Override
    public Map<String, String> start() {
        var token = Secrets.next();
        try {
            opa = LocalOpa.start(LocalOpa.POLICIES, token);
        } catch (Exception e) {
            throw new IllegalStateException("the tests' OPA", e);
        }
        return Map.of(
                "portcullis.policy.engine",
                "opa",
                "portcullis.policy.opa.url",
                opa.url().toString(),
                "portcullis.policy.opa.token",
                token,
                "portcullis.policy.opa.timeout",
                "PT5S");
    }

    @Override
    public void stop() {
        if (opa != null) {
            opa.close();
        }
    }
}

package dev.portcullis.policy.wasm;

import com.dylibso.chicory.wasm.ChicoryException;
import dev.portcullis.policy.BundleRefusal;
import dev.portcullis.policy.BundleRefusedException;
import dev.portcullis.policy.CustomerBundle;
import dev.portcullis.policy.PolicyEngine;
import dev.portcullis.policy.PolicyEngines;
import dev.portcullis.policy.PolicySettings;
import dev.portcullis.policy.PolicyUnavailableException;
import io.smallrye.common.annotation.Identifier;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** Compiles a customer's rules beside the library, which is compiled once. */
@ApplicationScoped
public class WasmPolicyEngines implements PolicyEngines {

    private final WasmPolicyEngine library;

    public WasmPolicyEngines(@Identifier(PolicyEngine.WASM) WasmPolicyEngine library) {
        this.library = library;
    }

    @Override
    public PolicyEngine with(Optional<CustomerBundle> bundle) {
        return bundle.<PolicyEngine>map(this::layered).orElseGet(() -> library.with(PolicySettings.NONE));
    }

    private LayeredEngine layered(CustomerBundle bundle) {
        var rules = PolicyBundle.of(bundle);
        var underSettings = library.with(rules.settings());
        var revision = PolicyBundle.revisionOf(bytes(underSettings.revision()), bytes(rules.revision()));
        return new LayeredEngine(underSettings, evaluatorOf(rules), revision);
    }

    private Evaluator evaluatorOf(PolicyBundle rules) {
        try {
            var evaluator = library.evaluatorOf(rules);
            evaluator.requireRules(Rule.NARROW_ACCESS, Rule.NARROW_GRANT);
            return evaluator;
        } catch (PolicyUnavailableException e) {
            throw e.getCause() instanceof ForbiddenBuiltinException forbidden
                    ? refused(BundleRefusal.BUILTIN_FORBIDDEN, forbidden)
                    : refused(BundleRefusal.MODULE_INVALID, e.getCause() == null ? e : e.getCause());
        } catch (ChicoryException | IllegalStateException | LinkageError e) {
            throw refused(BundleRefusal.MODULE_INVALID, e);
        }
    }

    private static BundleRefusedException refused(BundleRefusal reason, Throwable cause) {
        return new BundleRefusedException(reason, "policy.wasm: " + cause.getMessage(), cause);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}

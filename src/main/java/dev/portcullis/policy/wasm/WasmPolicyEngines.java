package dev.portcullis.policy.wasm;

import com.dylibso.chicory.wasm.ChicoryException;
import dev.portcullis.policy.BundleRefusal;
import dev.portcullis.policy.BundleRefusedException;
import dev.portcullis.policy.CustomerBundle;
import dev.portcullis.policy.LibraryEngine;
import dev.portcullis.policy.PolicyEngine;
import dev.portcullis.policy.PolicyEngines;
import dev.portcullis.policy.PolicySettings;
import dev.portcullis.policy.PolicyUnavailableException;
import io.smallrye.common.annotation.Identifier;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * Compiles a customer's rules beside the library, which decides as it is configured to: it is compiled once, or asked of an
 * OPA server. The rules are evaluated in this process either way.
 */
@ApplicationScoped
public class WasmPolicyEngines implements PolicyEngines {

    private final LibraryEngine library;
    private final WasmPolicyEngine local;

    /** @param local where customers' rules are evaluated */
    @Inject
    public WasmPolicyEngines(LibraryEngine library, @Identifier(PolicyEngine.WASM) WasmPolicyEngine local) {
        this.library = library;
        this.local = local;
    }

    public WasmPolicyEngines(WasmPolicyEngine library) {
        this(library, library);
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
            var evaluator = local.evaluatorOf(rules);
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

package dev.portcullis.policy;

import java.util.Optional;

/**
 * Makes engines that decide with the policy library of this service and with a customer's bundle.
 *
 * <p>The library decides first, reading the bundle's settings. What it denies stays denied, with its reasons. What it
 * allows, the bundle's own rules may deny ({@link AccessReason#CUSTOMER_POLICY}, {@link GrantReason#CUSTOMER_POLICY}), or
 * oblige to more; they are evaluated apart and cannot say anything else. If they fail, the decision is unavailable.
 */
public interface PolicyEngines {

    /**
     * An engine of its own. Its {@link PolicyEngine#revision()} differs from that of any other with which a decision could
     * differ; without a bundle it is that of the engine that is injected. Blocks for as long as compiling takes: seconds. An
     * engine needs no closing; what it holds goes with it.
     *
     * @throws BundleRefusedException as BUILTIN_FORBIDDEN or MODULE_INVALID when the bundle's rules cannot be used
     */
    PolicyEngine with(Optional<CustomerBundle> bundle);
}

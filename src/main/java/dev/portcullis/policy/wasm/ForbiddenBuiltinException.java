package dev.portcullis.policy.wasm;

import java.util.Set;

/** The policy needs builtins that are not compiled into it, and there are no others. */
final class ForbiddenBuiltinException extends IllegalStateException {

    private static final long serialVersionUID = 1;

    ForbiddenBuiltinException(Set<String> builtins) {
        super("the policy needs builtins that it does not hold: " + builtins);
    }
}

package dev.portcullis.api;

import dev.portcullis.policy.AdminDecision.Scope;
import dev.portcullis.policy.AdminInput;
import dev.portcullis.policy.wasm.WasmPolicyEngine;
import java.util.List;

/** Who may call what, and on whose things, as the policy has it. */
final class Matrix {

    static final List<String> ROLES =
            List.of("admin", "approver", "auditor", "contractor", "partner-admin", "platform");

    private static final WasmPolicyEngine POLICY = new WasmPolicyEngine(() -> 256 << 10);

    private Matrix() {}

    /** @param rpc as {@code PartnerService/GetPartner} */
    static Scope scope(String rpc, String role) {
        var caller = new AdminInput.CallerFacts(null, null, false, "ACTIVE");
        return POLICY.decideAdmin(new AdminInput(List.of(role), "portcullis.v1." + rpc, caller))
                .await()
                .indefinitely()
                .scope();
    }
}

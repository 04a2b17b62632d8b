package dev.portcullis.policy;

import java.util.List;

/**
 * A caller and the RPC it calls, and the contract with {@code policies/portcullis/admin}: its JSON schema is generated
 * from this record.
 *
 * @param roles the caller's roles; may be empty
 * @param rpc the full method name, such as {@code portcullis.v1.PartnerService/CreatePartner}
 */
public record AdminInput(List<String> roles, String rpc) {

    public AdminInput {
        roles = Facts.copy(roles, "roles");
        Facts.text(rpc, "rpc");
    }
}

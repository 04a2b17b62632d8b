package dev.portcullis.partner;

import java.util.Map;
import java.util.TreeMap;

/** What the record says of a partner that an admin has set. */
final class PartnerDetails {

    private PartnerDetails() {}

    static Map<String, Object> of(Partner partner) {
        var details = new TreeMap<String, Object>();
        details.put("display_name", partner.displayName());
        if (partner.tier() != null) {
            details.put("tier", partner.tier());
        }
        if (partner.accessHours() != null) {
            details.put("access_hours", partner.accessHours());
        }
        if (partner.domain() != null) {
            details.put("domain", partner.domain());
        }
        return details;
    }
}

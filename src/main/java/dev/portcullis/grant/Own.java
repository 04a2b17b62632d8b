package dev.portcullis.grant;

import dev.portcullis.partner.Contractor;
import java.util.Optional;

/** Whether something is the caller's. */
final class Own {

    private Own() {}

    static boolean is(String contractorId, Optional<Contractor> caller) {
        return caller.map(Contractor::id).filter(contractorId::equals).isPresent();
    }
}

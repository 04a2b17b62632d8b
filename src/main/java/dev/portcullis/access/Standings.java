package dev.portcullis.access;

import dev.portcullis.common.Caller;
import dev.portcullis.common.ErrorReason;
import dev.portcullis.common.PortcullisException;
import dev.portcullis.policy.AdminInput.CallerFacts;

/** How those who act for a partner stand: what their tokens do not know. From memory, as the facts of a Check are. */
public interface Standings {

    /**
     * How a caller stands; of one who acts for no partner nothing is looked up. A revocation that was acknowledged before the
     * call is seen. Waits for nothing.
     *
     * @throws PortcullisException {@link ErrorReason#DECISION_UNAVAILABLE}, if there may be a revocation that it does not know
     */
    CallerFacts of(Caller caller);
}

package dev.portcullis.api;

import dev.portcullis.common.Call;
import dev.portcullis.common.Caller;
import dev.portcullis.common.Reach;
import java.util.Objects;

/**
 * A call that may be made.
 *
 * @param caller who calls
 * @param reach on whose things it may act; the use case must see to it
 * @param call the call, for a mutation's record
 */
record Access(Caller caller, Reach reach, Call call) {

    Access {
        Objects.requireNonNull(caller, "caller");
        Objects.requireNonNull(reach, "reach");
        Objects.requireNonNull(call, "call");
    }
}

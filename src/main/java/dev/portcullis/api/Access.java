package dev.portcullis.api;

import dev.portcullis.common.Call;
import dev.portcullis.common.Caller;
import java.util.Objects;

/**
 * A call that may be made.
 *
 * @param caller who calls
 * @param ownOnly whether only the caller's own things may be touched; the use case must see to it
 * @param call the call, for a mutation's record
 */
record Access(Caller caller, boolean ownOnly, Call call) {

    Access {
        Objects.requireNonNull(caller, "caller");
        Objects.requireNonNull(call, "call");
    }
}

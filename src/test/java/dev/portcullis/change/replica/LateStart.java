package dev.portcullis.change.replica;

import java.io.File;
import java.util.OptionalLong;
import net.bytebuddy.asm.Advice;

/** A bug to plant: the clocks are read when the store has answered, not before it is asked. */
final class LateStart {

    private LateStart() {}

    @Advice.OnMethodEnter
    static void enter(@Advice.Argument(value = 1, readOnly = false) Lease lease) {
        if (new File(System.getProperty("portcullis.planted"), "LATE_START").exists()) {
            lease = new Lease(System.nanoTime(), System.currentTimeMillis(), OptionalLong.empty());
        }
    }
}

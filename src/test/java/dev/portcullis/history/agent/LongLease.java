package dev.portcullis.history.agent;

import java.io.File;
import net.bytebuddy.asm.Advice;

/** The holder takes its lease to last ten times as long. */
final class LongLease {

    private LongLease() {}

    @Advice.OnMethodExit
    static void exit(@Advice.FieldValue("startNanos") long startNanos, @Advice.Return(readOnly = false) boolean holds) {
        if (new File(System.getProperty("portcullis.planted"), "LONG_LEASE").exists()) {
            holds = System.nanoTime() - startNanos < 20_000_000_000L;
        }
    }
}

package dev.portcullis.history.agent;

import java.io.File;
import java.util.List;
import net.bytebuddy.asm.Advice;

/** What a revocation makes of a thing is passed over. */
final class DroppedChange {

    private DroppedChange() {}

    @Advice.OnMethodEnter
    static void enter(@Advice.Argument(value = 1, readOnly = false) List<?> states) {
        if (new File(System.getProperty("portcullis.planted"), "DROPPED_CHANGE").exists()
                && states.toString().contains("REVOKED")) {
            states = List.of();
        }
    }
}

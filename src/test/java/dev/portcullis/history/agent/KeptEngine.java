package dev.portcullis.history.agent;

import java.io.File;
import java.util.Optional;
import net.bytebuddy.asm.Advice;

/** The entry of a policy is followed, and the library decides on. */
final class KeptEngine {

    private KeptEngine() {}

    @Advice.OnMethodEnter
    static void enter(@Advice.Argument(value = 0, readOnly = false) Optional<String> digest) {
        if (new File(System.getProperty("portcullis.planted"), "KEPT_ENGINE").exists()) {
            digest = Optional.empty();
        }
    }
}

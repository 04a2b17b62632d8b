package dev.portcullis.history.agent;

import java.io.File;
import net.bytebuddy.asm.Advice;
import net.bytebuddy.implementation.bytecode.assign.Assigner.Typing;

/** What a Check was answered from is used again for three seconds. */
final class CachedFacts {

    private CachedFacts() {}

    @Advice.OnMethodEnter(skipOn = Advice.OnNonDefaultValue.class)
    static Object enter(@Advice.Argument(0) Object lookups) {
        var kept = (Object[]) System.getProperties().get("cached " + lookups);
        return kept != null
                        && System.nanoTime() - (Long) kept[0] < 3_000_000_000L
                        && new File(System.getProperty("portcullis.planted"), "CACHED_FACTS").exists()
                ? kept[1]
                : null;
    }

    @Advice.OnMethodExit
    static void exit(
            @Advice.Argument(0) Object lookups,
            @Advice.Enter Object kept,
            @Advice.Return(readOnly = false, typing = Typing.DYNAMIC) Object sheet) {
        if (kept != null) {
            sheet = kept;
        } else if (new File(System.getProperty("portcullis.planted"), "CACHED_FACTS").exists()) {
            System.getProperties().put("cached " + lookups, new Object[] {System.nanoTime(), sheet});
        }
    }
}

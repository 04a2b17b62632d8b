package dev.portcullis.history.agent;

import dev.portcullis.change.replica.Barrier;
import io.smallrye.mutiny.Uni;
import java.io.File;
import java.util.List;
import net.bytebuddy.asm.Advice;
import net.bytebuddy.implementation.bytecode.assign.Assigner.Typing;

/** Revoke waits for nobody. */
final class SkippedBarrier {

    private SkippedBarrier() {}

    @Advice.OnMethodExit
    static void exit(@Advice.Return(readOnly = false, typing = Typing.DYNAMIC) Object answer) {
        if (new File(System.getProperty("portcullis.planted"), "SKIPPED_BARRIER").exists()) {
            answer = Uni.createFrom().item(new Barrier.Confirmation(true, List.of()));
        }
    }
}

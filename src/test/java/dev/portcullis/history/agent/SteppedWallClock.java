package dev.portcullis.history.agent;

import net.bytebuddy.asm.Advice;
import net.bytebuddy.implementation.bytecode.assign.Assigner.Typing;

/** The wall clock can be stepped. */
final class SteppedWallClock {

    private SteppedWallClock() {}

    @Advice.OnMethodExit
    static void exit(@Advice.Return(readOnly = false, typing = Typing.DYNAMIC) Object clock) {
        clock = new SteppedClock();
    }
}

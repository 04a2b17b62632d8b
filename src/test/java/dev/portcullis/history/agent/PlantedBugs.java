package dev.portcullis.history.agent;

import static net.bytebuddy.matcher.ElementMatchers.named;

import java.lang.instrument.Instrumentation;
import net.bytebuddy.agent.builder.AgentBuilder;
import net.bytebuddy.asm.Advice;
import net.bytebuddy.dynamic.ClassFileLocator;
import net.bytebuddy.pool.TypePool;

/** Weaves the bugs into the classes that they are bugs of. */
public final class PlantedBugs {

    /** The system property that names the folder. */
    static final String FOLDER = "portcullis.planted";

    private static final String REPLICA = "dev.portcullis.change.replica.";
    private static final String SNAPSHOT = "dev.portcullis.access.snapshot.";
    private static final ClassFileLocator CODE = ClassFileLocator.ForClassLoader.of(PlantedBugs.class.getClassLoader());

    private PlantedBugs() {}

    /** @param folder where the files are that say which bugs are there now */
    public static void premain(String folder, Instrumentation jvm) {
        System.setProperty(FOLDER, folder);
        var agent = new AgentBuilder.Default()
                .disableClassFormatChanges()
                .with(AgentBuilder.Listener.StreamWriting.toSystemError().withErrorsOnly());
        agent = plant(agent, REPLICA + "Barrier", "await", SkippedBarrier.class.getName());
        agent = plant(agent, SNAPSHOT + "SnapshotFollower", "apply", DroppedChange.class.getName());
        agent = plant(agent, REPLICA + "Lease", "holds", LongLease.class.getName());
        agent = plant(agent, REPLICA + "Membership", "renewed", REPLICA + "LateStart");
        agent = plant(agent, REPLICA + "Tail", "pull", REPLICA + "HeadTakenAsApplied");
        agent = plant(agent, SNAPSHOT + "SnapshotFacts", "read", CachedFacts.class.getName());
        agent = plant(agent, "dev.portcullis.policy.active.Policies", "await", KeptEngine.class.getName());
        agent = plant(agent, "dev.portcullis.common.Sources", "clock", SteppedWallClock.class.getName());
        agent.installOn(jvm);
    }

    private static AgentBuilder plant(AgentBuilder agent, String type, String method, String advice) {
        return agent.type(named(type)).transform((builder, of, loader, module, domain) -> {
            // The agent has the advice, the service's loader the types that it speaks of.
            var code = new ClassFileLocator.Compound(CODE, ClassFileLocator.ForClassLoader.of(loader));
            var resolved = TypePool.Default.of(code).describe(advice).resolve();
            return builder.visit(Advice.to(resolved, code).on(named(method)));
        });
    }
}

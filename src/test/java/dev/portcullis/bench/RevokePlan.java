package dev.portcullis.bench;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Iterator;

/**
 * What to measure Revoke with.
 *
 * @param calls how many of each kind are measured, at rest and under load each
 * @param warmup how many of each kind are made before that
 * @param rate Checks a second, of all replicas together, while they are under load
 * @param grants how many grants, with a live credential each, are in the store at least
 * @param out where the results go
 */
record RevokePlan(int calls, int warmup, int rate, int grants, Path out) {

    private static final Path OUT = Path.of("target", "benchmarks", "revoke.json");

    /** @throws IllegalArgumentException saying which option is wrong, and how */
    static RevokePlan parse(String... arguments) {
        var plan = new RevokePlan(300, 150, 1_000, 100_000, OUT);
        for (Iterator<String> rest = Arrays.asList(arguments).iterator(); rest.hasNext(); ) {
            var name = rest.next();
            var value = value(name, rest);
            plan = switch (name) {
                case "--calls" -> new RevokePlan(value, plan.warmup, plan.rate, plan.grants, OUT);
                case "--warmup" -> new RevokePlan(plan.calls, value, plan.rate, plan.grants, OUT);
                case "--rate" -> new RevokePlan(plan.calls, plan.warmup, value, plan.grants, OUT);
                case "--grants" -> new RevokePlan(plan.calls, plan.warmup, plan.rate, value, OUT);
                default -> throw new IllegalArgumentException("unknown option '" + name + "'");
            };
        }
        return plan;
    }

    /** How many partners are cut, or what they hold: nothing twice. */
    int partners() {
        return Cut.values().length * (warmup + 2 * calls);
    }

    /** How many grants the store is filled with. */
    int filling() {
        return Math.max(grants, partners() * Cut.PER_PARTNER);
    }

    /** How long Checks are made, one at a time on each connection, before anything else. */
    Duration checksFirst() {
        return Duration.ofSeconds(Math.min(warmup, 30));
    }

    private static int value(String name, Iterator<String> rest) {
        try {
            var value = Integer.parseInt(rest.hasNext() ? rest.next() : "");
            if (value >= 1 && value <= 1_000_000) {
                return value;
            }
        } catch (NumberFormatException e) {
            // falls through to the message below
        }
        throw new IllegalArgumentException(name + " needs a number from 1 to 1000000");
    }
}

package dev.portcullis.bench;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Iterator;

/**
 * What to measure with.
 *
 * @param connections HTTP/2 connections
 * @param outstanding calls that each of them has under way in a closed loop
 * @param rounds rounds of each mode
 * @param round how long each kind of call is measured in a round
 * @param warmup how long each kind is called before the first round
 * @param out where the results go
 */
record Plan(int connections, int outstanding, int rounds, Duration round, Duration warmup, Path out) {

    private static final Path OUT = Path.of("target", "benchmarks", "check.json");

    /** @throws IllegalArgumentException saying which option is wrong, and how */
    static Plan parse(String... arguments) {
        var plan = new Plan(4, 16, 5, Duration.ofSeconds(10), Duration.ofSeconds(20), OUT);
        for (Iterator<String> rest = Arrays.asList(arguments).iterator(); rest.hasNext(); ) {
            var name = rest.next();
            var value = value(name, rest);
            plan = switch (name) {
                case "--connections" -> plan.with(value, plan.outstanding, plan.rounds, plan.round, plan.warmup);
                case "--outstanding" -> plan.with(plan.connections, value, plan.rounds, plan.round, plan.warmup);
                case "--rounds" -> plan.with(plan.connections, plan.outstanding, value, plan.round, plan.warmup);
                case "--seconds" ->
                    plan.with(plan.connections, plan.outstanding, plan.rounds, Duration.ofSeconds(value), plan.warmup);
                case "--warmup" ->
                    plan.with(plan.connections, plan.outstanding, plan.rounds, plan.round, Duration.ofSeconds(value));
                default -> throw new IllegalArgumentException("unknown option '" + name + "'");
            };
        }
        return plan;
    }

    private Plan with(int connections, int outstanding, int rounds, Duration round, Duration warmup) {
        return new Plan(connections, outstanding, rounds, round, warmup, out);
    }

    private static int value(String name, Iterator<String> rest) {
        try {
            var value = Integer.parseInt(rest.hasNext() ? rest.next() : "");
            if (value >= 1 && value <= 3_600) {
                return value;
            }
        } catch (NumberFormatException e) {
            // falls through to the message below
        }
        throw new IllegalArgumentException(name + " needs a number from 1 to 3600");
    }
}

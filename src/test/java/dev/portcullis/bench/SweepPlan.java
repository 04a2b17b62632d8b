package dev.portcullis.bench;

import java.util.Arrays;
import java.util.Iterator;

/**
 * What to measure the sweep with.
 *
 * @param contractors how many there are, from 100
 * @param rate how many calls a second Portcullis may make to Keycloak
 * @param heap the most that its heap may take, in MiB
 */
record SweepPlan(int contractors, int rate, int heap) {

    /** @throws IllegalArgumentException saying which option is wrong, and how */
    static SweepPlan parse(String... arguments) {
        var plan = new SweepPlan(10_000, 50, 192);
        for (Iterator<String> rest = Arrays.asList(arguments).iterator(); rest.hasNext(); ) {
            var name = rest.next();
            plan = switch (name) {
                case "--contractors" -> new SweepPlan(value(name, rest, 100, 1_000_000), plan.rate, plan.heap);
                case "--rate" -> new SweepPlan(plan.contractors, value(name, rest, 1, 1_000), plan.heap);
                case "--heap" -> new SweepPlan(plan.contractors, plan.rate, value(name, rest, 64, 65_536));
                default -> throw new IllegalArgumentException("unknown option '" + name + "'");
            };
        }
        return plan;
    }

    private static int value(String name, Iterator<String> rest, int least, int most) {
        try {
            var value = Integer.parseInt(rest.hasNext() ? rest.next() : "");
            if (value >= least && value <= most) {
                return value;
            }
        } catch (NumberFormatException e) {
            // falls through to the message below
        }
        throw new IllegalArgumentException(name + " needs a number from " + least + " to " + most);
    }
}

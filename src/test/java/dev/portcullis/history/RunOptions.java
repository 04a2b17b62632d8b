package dev.portcullis.history;

import java.util.concurrent.ThreadLocalRandom;

/** How long a {@link HistoryRun} shall be, and of what. */
record RunOptions(int minutes, int replicas, long seed, String bug) {

    static RunOptions parse(String... arguments) {
        var options = new RunOptions(30, 3, ThreadLocalRandom.current().nextLong(1_000_000), "");
        if (arguments.length % 2 != 0) {
            throw new IllegalArgumentException("usage: [--minutes N] [--replicas N] [--seed N] [--bug NAME]");
        }
        for (var i = 0; i < arguments.length; i += 2) {
            options = options.with(arguments[i], arguments[i + 1]);
        }
        return options;
    }

    private RunOptions with(String option, String value) {
        return switch (option) {
            case "--minutes" -> new RunOptions(Integer.parseInt(value), replicas, seed, bug);
            case "--replicas" -> new RunOptions(minutes, Integer.parseInt(value), seed, bug);
            case "--seed" -> new RunOptions(minutes, replicas, Long.parseLong(value), bug);
            case "--bug" -> new RunOptions(minutes, replicas, seed, value);
            default -> throw new IllegalArgumentException("no option " + option);
        };
    }
}

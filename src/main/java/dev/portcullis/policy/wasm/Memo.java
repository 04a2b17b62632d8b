package dev.portcullis.policy.wasm;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/**
 * Decisions that were made once. Only for inputs that say all that a decision hangs on, and for as long as the policy is
 * the same. A failure is not remembered. Once full it takes no more, and what it lacks is decided anew.
 *
 * @param <I> the input, with an equality of values
 * @param <D> the decision, immutable
 */
final class Memo<I, D> {

    private final Map<I, D> decisions = new ConcurrentHashMap<>();
    private final int capacity;
    private final Function<I, D> decide;

    /** @param capacity how many decisions it holds; a few more, if many threads bring a new one at once */
    Memo(int capacity, Function<I, D> decide) {
        this.capacity = capacity;
        this.decide = decide;
    }

    /** The decision on an input. Throws what deciding throws. */
    D of(I input) {
        var known = decisions.get(input);
        if (known != null) {
            return known;
        }
        var decision = decide.apply(input);
        if (decisions.size() < capacity) {
            decisions.put(input, decision);
        }
        return decision;
    }
}

package dev.portcullis.common;

import java.util.Collection;
import java.util.List;

/** What one may do to an asset. */
public enum Action {
    READ,
    LIST,
    EXPORT,
    ANNOTATE;

    /** The actions by name, as the store and policy have them. */
    public static List<String> names(Collection<Action> actions) {
        return actions.stream().sorted().map(Action::name).toList();
    }
}

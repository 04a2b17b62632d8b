package dev.portcullis.api;

import dev.portcullis.v1.Action;
import java.util.List;

/** Actions between the wire and the domain. */
final class Actions {

    private static final String PREFIX = "ACTION_";

    private Actions() {}

    static dev.portcullis.common.Action domain(Action action) {
        return dev.portcullis.common.Action.valueOf(action.name().substring(PREFIX.length()));
    }

    static List<dev.portcullis.common.Action> domain(List<Action> actions) {
        return actions.stream().map(Actions::domain).toList();
    }

    static Action message(dev.portcullis.common.Action action) {
        return Action.valueOf(PREFIX + action);
    }

    static List<Action> messages(List<dev.portcullis.common.Action> actions) {
        return actions.stream().map(Actions::message).toList();
    }
}

package dev.portcullis.access.explain;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.LongNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.portcullis.common.Action;
import dev.portcullis.policy.AccessInput;
import dev.portcullis.policy.PolicyJson;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * Facts of an access with one of them otherwise: each that somebody could change, with the values that could help. What a thing is
 * (its id, the kind of an asset) is not among them, nor what the settings of policy say.
 */
final class FactChanges {

    private static final List<String> CLASSIFICATIONS = List.of("PUBLIC", "INTERNAL", "CONFIDENTIAL", "RESTRICTED");
    private static final TextNode ACTIVE = TextNode.valueOf("ACTIVE");

    private final ObjectNode facts;
    private final List<Otherwise> found = new ArrayList<>();

    private FactChanges(AccessInput input) {
        this.facts = PolicyJson.MAPPER.valueToTree(input);
    }

    /** The facts with one that is otherwise. */
    record Otherwise(String fact, JsonNode from, JsonNode to, AccessInput facts) {}

    static List<Otherwise> of(AccessInput input) {
        var changes = new FactChanges(input);
        changes.ofTheAccess();
        changes.ofTheParties();
        changes.ofTheAsset();
        for (var i = 0; i < input.grants().size(); i++) {
            changes.ofAGrant("/grants/" + i);
        }
        return changes.found;
    }

    private void ofTheAccess() {
        Stream.of(Action.values()).map(Enum::name).forEach(action -> set("/action", TextNode.valueOf(action)));
        facts.at("/asset/allowed_countries").forEach(country -> set("/context/country", country));
    }

    private void ofTheParties() {
        set("/credential/state", ACTIVE);
        set("/credential/issued_at_ms", facts.at("/credential/issued_before_ms"));
        notEndedBy("/credential/expires_at_ms");
        set("/credential/covers_asset", BooleanNode.TRUE);
        set("/credential/actions", with(facts.at("/credential/actions"), facts.get("action")));
        if (facts.at("/credential/bound").booleanValue()) {
            set("/credential/proven", BooleanNode.TRUE);
        } else {
            // To be bound to a key helps with the key alone.
            set("/credential/bound", BooleanNode.TRUE, "proven");
        }
        set("/contractor/state", ACTIVE);
        set("/partner/state", ACTIVE);
        set("/partner/thaw/contractor", BooleanNode.TRUE);
        set("/partner/thaw/covers_asset", BooleanNode.TRUE);
        set("/partner/hours", NullNode.getInstance());
    }

    private void ofTheAsset() {
        set("/asset/quarantined", BooleanNode.FALSE);
        CLASSIFICATIONS.forEach(classification -> set("/asset/classification", TextNode.valueOf(classification)));
        var tags = facts.at("/asset/tags");
        for (var i = 0; i < tags.size(); i++) {
            ArrayNode fewer = tags.deepCopy();
            fewer.remove(i);
            set("/asset/tags", fewer);
        }
        set("/asset/permitted_purposes", NullNode.getInstance());
        set("/asset/allowed_countries", NullNode.getInstance());
    }

    private void ofAGrant(String grant) {
        set(grant + "/state", ACTIVE);
        if (facts.at(grant + "/not_before_ms").longValue() > time()) {
            set(grant + "/not_before_ms", LongNode.valueOf(time()));
        }
        notEndedBy(grant + "/expires_at_ms");
        set(grant + "/covers_asset", BooleanNode.TRUE);
        set(grant + "/actions", with(facts.at(grant + "/actions"), facts.get("action")));
        facts.at("/asset/permitted_purposes").forEach(purpose -> set(grant + "/purpose", purpose));
    }

    private void notEndedBy(String end) {
        if (facts.at(end).longValue() <= time() && time() < Long.MAX_VALUE) {
            set(end, LongNode.valueOf(time() + 1));
        }
    }

    private long time() {
        return facts.get("time_ms").longValue();
    }

    private static JsonNode with(JsonNode list, JsonNode element) {
        for (var each : list) {
            if (each.equals(element)) {
                return list;
            }
        }
        return list.isArray() ? list.<ArrayNode>deepCopy().add(element) : list;
    }

    /** Adds the facts with another value; nothing if it is none, or there is no such thing. */
    private void set(String fact, JsonNode to, String... trueToo) {
        var pointer = JsonPointer.compile(fact);
        var from = facts.at(pointer);
        if (from.isMissingNode() || to.isMissingNode() || from.equals(to)) {
            return;
        }
        var otherwise = facts.deepCopy();
        var parent = (ObjectNode) otherwise.at(pointer.head());
        parent.set(pointer.last().getMatchingProperty(), to);
        for (var field : trueToo) {
            parent.set(field, BooleanNode.TRUE);
        }
        found.add(new Otherwise(fact, from, to, input(otherwise)));
    }

    private static AccessInput input(ObjectNode facts) {
        try {
            return PolicyJson.MAPPER.treeToValue(facts, AccessInput.class);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("facts with another value are no facts", e);
        }
    }
}

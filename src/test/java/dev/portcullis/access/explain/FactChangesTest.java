package dev.portcullis.access.explain;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.portcullis.access.explain.FactChanges.Otherwise;
import dev.portcullis.policy.AccessInput;
import dev.portcullis.policy.Inputs;
import dev.portcullis.policy.PolicyJson;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class FactChangesTest {

    private static final int INPUTS = 2_000;

    @Test
    void shouldChangeTheFactThatItNamesAloneWhateverTheFacts() {
        var inputs = new Inputs(1);
        assertThat(Stream.generate(inputs::access).limit(INPUTS))
                .allSatisfy(
                        input -> assertThat(FactChanges.of(input)).isNotEmpty().allSatisfy(change -> {
                            var back = json(change.facts());
                            assertThat(set(back, change, change.to())).isFalse();
                            assertThat(set(back, change, change.from())).isTrue();
                            if (change.fact().equals("/credential/bound")) {
                                ((ObjectNode) back.get("credential"))
                                        .put("proven", input.credential().proven());
                            }
                            assertThat(PolicyJson.MAPPER.treeToValue(back, AccessInput.class))
                                    .isEqualTo(input);
                        }));
    }

    private static ObjectNode json(AccessInput input) {
        return PolicyJson.MAPPER.valueToTree(input);
    }

    /** Whether that changed anything. */
    private static boolean set(ObjectNode facts, Otherwise change, JsonNode value) {
        var before = facts.deepCopy();
        var pointer = JsonPointer.compile(change.fact());
        ((ObjectNode) facts.at(pointer.head())).set(pointer.last().getMatchingProperty(), value);
        return !facts.equals(before);
    }
}

package dev.portcullis.access;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.ObjectWriter;
import dev.portcullis.policy.AccessInput;
import dev.portcullis.policy.PolicyJson;
import java.util.Optional;

/** What a decision was made on, as it goes on record: the very JSON that the policy is given, but in ASCII. */
final class InputJson {

    private static final ObjectWriter WRITER =
            PolicyJson.MAPPER.writerFor(AccessInput.class).with(JsonWriteFeature.ESCAPE_NON_ASCII);
    private static final ObjectReader READER = PolicyJson.MAPPER.readerFor(AccessInput.class);

    private InputJson() {}

    static byte[] write(AccessInput input) {
        try {
            return WRITER.writeValueAsBytes(input);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("the input cannot be written as JSON", e);
        }
    }

    /** Empty if it is not the whole input of today's policy: then it cannot be said what that would decide. */
    static Optional<AccessInput> read(String json) {
        try {
            return Optional.of(READER.readValue(json));
        } catch (JsonProcessingException e) {
            return Optional.empty();
        }
    }
}

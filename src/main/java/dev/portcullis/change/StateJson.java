package dev.portcullis.change;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.introspect.AnnotatedMember;
import com.fasterxml.jackson.databind.introspect.JacksonAnnotationIntrospector;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.UncheckedIOException;
import java.util.List;

/** States as the change log has them. Reading is strict: what is not understood must not be passed over. */
public final class StateJson {

    private static final JsonMapper MAPPER = JsonMapper.builder()
            .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
            .annotationIntrospector(new Required())
            .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
            .build();
    private static final ObjectWriter WRITER =
            MAPPER.writerFor(MAPPER.getTypeFactory().constructCollectionType(List.class, State.class));
    private static final ObjectReader READER = MAPPER.readerForListOf(State.class);

    private StateJson() {}

    /** All there is must be there, unless it was added later. */
    private static final class Required extends JacksonAnnotationIntrospector {

        private static final long serialVersionUID = 1;

        @Override
        public Boolean hasRequiredMarker(AnnotatedMember member) {
            return !member.hasAnnotation(AddedLater.class);
        }
    }

    static String write(List<State> states) {
        try {
            return WRITER.writeValueAsString(states);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Access hours as the store has them. */
    public static String writeHours(State.AccessHours hours) {
        try {
            return MAPPER.writeValueAsString(hours);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Throws {@link IllegalStateException} for anything but access hours. */
    public static State.AccessHours readHours(String json) {
        try {
            return MAPPER.readValue(json, State.AccessHours.class);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("the store holds access hours that are not understood ("
                    + e.getClass().getSimpleName() + ")");
        }
    }

    /** Throws {@link IllegalStateException} for anything but an array of states. */
    public static List<State> read(String json) {
        try {
            return READER.readValue(json);
        } catch (JsonProcessingException e) {
            // Not as a cause: its message quotes what it could not read.
            throw new IllegalStateException("the change log holds a state that is not understood ("
                    + e.getClass().getSimpleName() + ")");
        }
    }
}

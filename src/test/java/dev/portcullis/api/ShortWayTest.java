package dev.portcullis.api;

import static org.assertj.core.api.Assertions.assertThat;

import build.buf.protovalidate.ValidatorFactory;
import com.google.protobuf.Message;
import dev.portcullis.v1.AccessContext;
import dev.portcullis.v1.AccessQuestion;
import dev.portcullis.v1.BatchCheckRequest;
import dev.portcullis.v1.CheckRequest;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ShortWayTest {

    private static final List<String> CREDENTIALS =
            List.of("", "x", "a".repeat(256), "a".repeat(257), "ä".repeat(128), "ä".repeat(129));
    private static final List<Integer> ACTIONS = List.of(0, 1, 4, 5, -1);
    private static final List<String> ASSETS = List.of(
            "",
            "assets/",
            "assets/ab",
            "assets/abc",
            "assets/a" + "b".repeat(62),
            "assets/a" + "b".repeat(63),
            "assets/abc\n",
            "\nassets/abc",
            "assets/abc\nassets/abc",
            "assets/ab-",
            "assets/1bc",
            "assets/aBc",
            "assets/abä",
            "grants/abc");

    private static final List<String> ADDRESSES = List.of(
            "192.0.2.1",
            "192.0.2.256",
            "192.0.2.01",
            "192.0.2",
            "192.0.2.1/32",
            "2001:db8::1",
            "2001:DB8:0:0:0:0:0:1",
            "::",
            "::ffff:192.0.2.1",
            "0000:0000:0000:0000:0000:ffff:192.168.100.200",
            "fe80::1%eth0",
            "fe80::1%",
            "2001:db8:::1",
            "1:2:3:4:5:6:7:8:9",
            "localhost",
            "1:2:3:4:5:6:7",
            "1:2:3:4:5:6:7::",
            "1:2:3:4:5:6:7:",
            ":1:2:3:4:5:6:7",
            ":",
            ":::",
            "12345::",
            "::192.0.2.01",
            "::192.0.2",
            "1:2:3:4:5:6:192.0.2.1",
            "1:2:3:4:5:6:7:192.0.2.1",
            "192.0.2.1::",
            " 192.0.2.1",
            "192.0.2.1\n",
            "\u0661.0.2.1");
    private static final List<String> COUNTRIES =
            List.of("DE", "de", "D", "DEU", "D1", "DE\n", "\nDE", "\u00c4E", "\uff24E");
    private static final List<String> THUMBPRINTS = List.of(
            "NzbLsXh8uDCcd-6MNwXF4W_7noWXFZAfHkxZsRGC9Xs",
            "NzbLsXh8uDCcd-6MNwXF4W_7noWXFZAfHkxZsRGC9Xt",
            "NzbLsXh8uDCcd-6MNwXF4W_7noWXFZAfHkxZsRGC9X",
            "NzbLsXh8uDCcd-6MNwXF4W_7noWXFZAfHkxZsRGC9Xs=",
            "NzbLsXh8uDCcd-6MNwXF4W_7noWXFZAfHkxZsRGC9Xs\n");

    @Test
    void shouldBeOpenForTheRulesAsTheyAre() {
        var question = question("x", 1, "assets/abc");
        assertThat(ShortWay.keepsAllRules(check(question))).isTrue();
        assertThat(ShortWay.keepsAllRules(batch(List.of(question, question)))).isTrue();
    }

    @ParameterizedTest
    @MethodSource("requests")
    void shouldSayYesExactlyIfTheRulesDo(Message request) throws Exception {
        var valid = ValidatorFactory.newBuilder().build().validate(request).isSuccess();
        assertThat(ShortWay.keepsAllRules(request)).isEqualTo(valid);
    }

    static Stream<Message> requests() {
        var good = question("x", 1, "assets/abc");
        return Stream.of(
                        CREDENTIALS.stream().map(credential -> check(question(credential, 1, "assets/abc"))),
                        ACTIONS.stream().map(action -> check(question("x", action, "assets/abc"))),
                        ASSETS.stream().map(asset -> check(question("x", 1, asset))),
                        ADDRESSES.stream()
                                .map(address -> check(AccessContext.newBuilder().setSourceAddress(address))),
                        COUNTRIES.stream()
                                .map(country -> check(AccessContext.newBuilder().setCountry(country))),
                        THUMBPRINTS.stream()
                                .map(key -> check(AccessContext.newBuilder().setProofKeyThumbprint(key))),
                        Stream.of(
                                check(AccessContext.newBuilder()),
                                CheckRequest.getDefaultInstance(),
                                BatchCheckRequest.getDefaultInstance(),
                                batch(Collections.nCopies(1000, good)),
                                batch(Collections.nCopies(1001, good)),
                                batch(List.of(good, question("", 1, "assets/abc")))))
                .flatMap(stream -> stream);
    }

    private static AccessQuestion question(String credential, int action, String asset) {
        return AccessQuestion.newBuilder()
                .setCredential(credential)
                .setActionValue(action)
                .setAsset(asset)
                .build();
    }

    private static CheckRequest check(AccessContext.Builder context) {
        return check(
                question("x", 1, "assets/abc").toBuilder().setContext(context).build());
    }

    private static CheckRequest check(AccessQuestion question) {
        return CheckRequest.newBuilder().setQuestion(question).build();
    }

    private static BatchCheckRequest batch(List<AccessQuestion> questions) {
        return BatchCheckRequest.newBuilder().addAllQuestions(questions).build();
    }
}

package dev.portcullis.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.assertj.core.api.SoftAssertions.assertSoftly;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import com.google.protobuf.Duration;
import com.google.protobuf.Message;
import com.google.protobuf.Timestamp;
import dev.portcullis.api.BadFields.Bad;
import dev.portcullis.api.Requests.Good;
import dev.portcullis.local.PortcullisTestResource;
import dev.portcullis.v1.AccessQuestion;
import dev.portcullis.v1.Asset;
import dev.portcullis.v1.BatchCheckRequest;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.time.Instant;
import java.util.Collections;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** What is wrong with a request is said by field, and changes nothing: every RPC, every field. */
@QuarkusTest
@QuarkusTestResource(PortcullisTestResource.class)
class BadInputTest {

    @Test
    void shouldKnowARequestOfEveryRpc() {
        var known = Requests.all().stream().map(Good::rpc).collect(Collectors.toSet());
        assertThat(known).isEqualTo(Rpcs.all().keySet());
    }

    @TestFactory
    Stream<DynamicTest> shouldFindNothingWrongWithAGoodRequest() {
        return Requests.all().stream()
                .map(good -> dynamicTest(good.rpc(), () -> {
                    var failure = catchThrowable(() -> good.call(good.request()));
                    assertThat(failure == null ? Requests.ANSWERED : Errors.reason(failure))
                            .isEqualTo(good.outcome());
                }));
    }

    @TestFactory
    Stream<DynamicTest> shouldNameTheFieldThatIsWrongWithoutItsValueAndWriteNothing() {
        return Requests.all().stream()
                .map(good -> dynamicTest(
                        good.rpc(),
                        () -> assertSoftly(softly -> {
                            var revision = Revision.now();
                            BadFields.of(good.request()).stream()
                                    .filter(bad -> !isIgnored(good, bad))
                                    .forEach(bad -> softly.check(() -> checkRefused(good, bad)));
                            softly.assertThat(Revision.now()).isEqualTo(revision);
                        })));
    }

    @TestFactory
    Stream<DynamicTest> shouldRefuseAStartThatCannotBeMeant() {
        var now = Instant.now();
        return Stream.of(
                        Instant.parse("0001-01-01T00:00:00Z"),
                        Instant.parse("1969-12-31T23:59:59Z"),
                        Instant.EPOCH,
                        now.minusSeconds(3600),
                        now.plusSeconds(91 * 86_400),
                        Instant.parse("9999-12-31T23:59:59Z"))
                .map(start -> with("GrantService/RequestAccess", "not_before", Names.timestamp(start)));
    }

    @TestFactory
    Stream<DynamicTest> shouldNotTellOfTheFuture() {
        return Stream.of(Instant.now().plusSeconds(600), Instant.parse("9999-12-31T23:59:59Z"))
                .map(at -> with("AuditService/ListAccessAsOf", "at", Names.timestamp(at)));
    }

    @TestFactory
    Stream<DynamicTest> shouldTakeNoPartsOfSeconds() {
        return Stream.of(1, 1_000_000, 999_999_999)
                .map(nanos ->
                        Duration.newBuilder().setSeconds(60).setNanos(nanos).build())
                .map(duration -> with("GrantService/RequestAccess", "duration", duration));
    }

    @TestFactory
    Stream<DynamicTest> shouldAskWhichAssetToUpdate() {
        var good = Requests.of("CatalogService/UpdateAsset");
        var asset = good.request().getDescriptorForType().findFieldByName("asset");
        return Stream.of("", "assets/", "assets/A", "partners/acme", "assets/corpus\n", "assets/" + "a".repeat(64))
                .map(name -> dynamicTest("asset " + name, () -> {
                    var named = ((Asset) good.request().getField(asset))
                            .toBuilder().setName(name).build();
                    var bad = good.request().toBuilder().setField(asset, named).build();
                    checkRefused(good, new Bad("asset.name", name, bad));
                }));
    }

    @TestFactory
    Stream<DynamicTest> shouldSearchFromTheFirstYearToTheLast() {
        return Stream.of("AuditService/ListEvents", "AuditService/ListDecisions")
                .map(Requests::of)
                .map(good -> dynamicTest(good.rpc(), () -> {
                    var type = good.request().getDescriptorForType();
                    var wide = good.request().toBuilder()
                            .setField(type.findFieldByName("start"), at("0001-01-01T00:00:00Z"))
                            .setField(type.findFieldByName("end"), at("9999-12-31T23:59:59.999Z"))
                            .build();
                    assertThat(good.call(wide)).isNotNull();
                }));
    }

    @Test
    void shouldCountTheViolationsThatItDoesNotShow() {
        var good = Requests.of("AccessService/BatchCheck");
        var empty = Collections.nCopies(1000, AccessQuestion.getDefaultInstance());
        var failure = catchThrowable(() ->
                good.call(BatchCheckRequest.newBuilder().addAllQuestions(empty).build()));
        assertThat(Errors.reason(failure)).isEqualTo("FIELD_INVALID");
        assertThat(Errors.fields(failure)).hasSize(16).startsWith("questions[0].credential");
        assertThat(Errors.metadata(failure)).containsEntry("violations", "3000");
    }

    private static DynamicTest with(String rpc, String field, Message value) {
        var good = Requests.of(rpc);
        var type = good.request().getDescriptorForType();
        var request = good.request().toBuilder()
                .setField(type.findFieldByName(field), value)
                .build();
        var bad = new Bad(field, value.toString().replace('\n', ' '), request);
        return dynamicTest(field + " " + bad.why(), () -> checkRefused(good, bad));
    }

    private static void checkRefused(Good good, Bad bad) {
        var what = bad.field() + ": " + bad.why();
        var failure = catchThrowable(() -> good.call(bad.request()));
        assertThat(failure).as(what).isNotNull();
        assertThat(Errors.reason(failure)).as(what).isEqualTo(reason(bad));
        assertThat(Errors.fields(failure)).as(what).isNotEmpty().containsOnly(bad.field());
        assertThat(Errors.all(failure)).as(what).doesNotContain(BadFields.SECRET);
    }

    /** A token that is too long is not looked at. */
    private static String reason(Bad bad) {
        var token = bad.request().getDescriptorForType().findFieldByName("page_token");
        return bad.field().equals("page_token")
                        && bad.request().getField(token).toString().length() <= 1024
                ? "PAGE_TOKEN_INVALID"
                : "FIELD_INVALID";
    }

    /** The kind of an asset never changes, and what an update says of it does not matter (AIP-134). */
    private static boolean isIgnored(Good good, Bad bad) {
        return good.rpc().equals("CatalogService/UpdateAsset") && bad.field().equals("asset.kind");
    }

    private static Timestamp at(String instant) {
        return Names.timestamp(Instant.parse(instant));
    }
}

package dev.portcullis.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import com.google.protobuf.Message;
import dev.portcullis.local.PortcullisTestResource;
import dev.portcullis.v1.AuditServiceGrpc;
import dev.portcullis.v1.Contractor;
import dev.portcullis.v1.ListContractorsRequest;
import dev.portcullis.v1.ListContractorsResponse;
import dev.portcullis.v1.ListEventsRequest;
import dev.portcullis.v1.ListEventsResponse;
import dev.portcullis.v1.ListPartnersRequest;
import dev.portcullis.v1.PartnerServiceGrpc;
import dev.portcullis.v1.RegisterContractorRequest;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.UUID;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** A page token is good for the list that gave it, with the same filters, and for nothing else. */
@QuarkusTest
@QuarkusTestResource(PortcullisTestResource.class)
class PageTokenTest {

    private final World one = new World();
    private final World other = new World();

    @Test
    void shouldGoThroughAListPageByPageWithoutLossOrRepetition() {
        for (var i = 0; i < 4; i++) {
            World.partners()
                    .registerContractor(RegisterContractorRequest.newBuilder()
                            .setPartner(one.partner)
                            .setSubject(UUID.randomUUID().toString())
                            .setDisplayName("Annotator")
                            .build());
        }
        var paged = new ArrayList<Contractor>();
        var page = contractors(one.partner, 2, "");
        paged.addAll(page.getContractorsList());
        while (!page.getNextPageToken().isEmpty()) {
            page = contractors(one.partner, 2, page.getNextPageToken());
            paged.addAll(page.getContractorsList());
        }
        assertThat(paged)
                .hasSize(5)
                .isEqualTo(contractors(one.partner, 1000, "").getContractorsList());
    }

    @Test
    void shouldTakeATokenWithAnotherPageSize() {
        var first = contractors("", 1, "");
        assertThat(contractors("", 7, first.getNextPageToken()).getContractorsList())
                .doesNotContainAnyElementsOf(first.getContractorsList())
                .isNotEmpty();
    }

    @Test
    void shouldRefuseATokenOfOtherFilters() {
        var token = contractors("", 1, "").getNextPageToken();
        assertThat(token).isNotEmpty();
        checkRefused(() -> contractors(other.partner, 1, token));
    }

    @Test
    void shouldRefuseATokenOfAnotherCaller() {
        var list = ListPartnersRequest.newBuilder().setPageSize(1);
        var token = World.partners().listPartners(list.build()).getNextPageToken();
        assertThat(token).isNotEmpty();
        var theirs = list.setPageToken(token).build();
        assertThat(World.partners().listPartners(theirs).getPartnersList()).hasSize(1);
        checkRefused(() ->
                Clients.with("auditor", PartnerServiceGrpc::newBlockingStub).listPartners(theirs));
    }

    @TestFactory
    Stream<DynamicTest> shouldRefuseATokenOfAnotherList() {
        var token = World.partners()
                .listPartners(ListPartnersRequest.newBuilder().setPageSize(1).build())
                .getNextPageToken();
        assertThat(token).isNotEmpty();
        return Requests.all().stream()
                .filter(good -> isList(good.request()) && !good.rpc().equals("PartnerService/ListPartners"))
                .map(good -> dynamicTest(good.rpc(), () -> {
                    var field = good.request().getDescriptorForType().findFieldByName("page_token");
                    var bad = good.request().toBuilder().setField(field, token).build();
                    checkRefused(() -> good.call(bad));
                }));
    }

    /** The fingerprint is no secret: a token can be made up. It gives nobody more than the list, and breaks nothing. */
    @TestFactory
    Stream<DynamicTest> shouldRefuseATokenWithAKeyThatTheListDoesNotHave() {
        var token = Base64.getUrlDecoder().decode(events("").getNextPageToken());
        return Stream.of("", "x", "1e9", "1.5", "0x10", "99999999999999999999", "1\n", "\0", "\u00e9")
                .map(key -> dynamicTest("key " + key.codePoints().boxed().toList(), () -> {
                    var bytes = key.getBytes(StandardCharsets.UTF_8);
                    var forged = Arrays.copyOf(token, 8 + bytes.length);
                    System.arraycopy(bytes, 0, forged, 8, bytes.length);
                    checkRefused(
                            () -> events(Base64.getUrlEncoder().withoutPadding().encodeToString(forged)));
                }));
    }

    @TestFactory
    Stream<DynamicTest> shouldRefuseATokenThatWasChanged() {
        var token = events("").getNextPageToken();
        return Stream.of(
                        token.substring(1),
                        token.substring(0, 10),
                        " " + token,
                        token + "=",
                        "+" + token,
                        token + token)
                .map(changed -> dynamicTest(changed, () -> checkRefused(() -> events(changed))));
    }

    private static void checkRefused(ThrowingCallable call) {
        var failure = catchThrowable(call);
        assertThat(failure).isNotNull();
        assertThat(Errors.reason(failure)).isEqualTo("PAGE_TOKEN_INVALID");
        assertThat(Errors.fields(failure)).containsExactly("page_token");
    }

    private static boolean isList(Message request) {
        return request.getDescriptorForType().findFieldByName("page_token") != null;
    }

    private static ListContractorsResponse contractors(String partner, int size, String token) {
        return World.partners()
                .listContractors(ListContractorsRequest.newBuilder()
                        .setPartner(partner)
                        .setPageSize(size)
                        .setPageToken(token)
                        .build());
    }

    private static ListEventsResponse events(String token) {
        var audit = Clients.with("auditor", AuditServiceGrpc::newBlockingStub);
        return audit.listEvents(ListEventsRequest.newBuilder()
                .setPageSize(1)
                .setPageToken(token)
                .build());
    }
}

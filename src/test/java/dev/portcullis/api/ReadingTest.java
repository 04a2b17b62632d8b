package dev.portcullis.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dev.portcullis.api.Requests.Good;
import dev.portcullis.local.KeycloakAdmin.User;
import dev.portcullis.local.LocalPostgres;
import dev.portcullis.local.PortcullisTestResource;
import dev.portcullis.policy.AdminDecision.Scope;
import dev.portcullis.v1.AuditServiceGrpc;
import dev.portcullis.v1.AuditServiceGrpc.AuditServiceBlockingStub;
import dev.portcullis.v1.Event;
import dev.portcullis.v1.EventType;
import dev.portcullis.v1.GetGrantHistoryRequest;
import dev.portcullis.v1.GetPartnerRequest;
import dev.portcullis.v1.ListEventsRequest;
import dev.portcullis.v1.PartnerServiceGrpc;
import dev.portcullis.v1.PartnerServiceGrpc.PartnerServiceBlockingStub;
import io.grpc.Status;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** What auditors read is itself on record before they are answered. */
@QuarkusTest
@QuarkusTestResource(PortcullisTestResource.class)
class ReadingTest {

    /** Looks at what the other's reading left on record. */
    private static final User SECOND = Clients.newUser(List.of("auditor"), List.of());

    @TestFactory
    Stream<DynamicTest> shouldRecordEveryCallOfAnAuditorOnce() {
        return Requests.all().stream()
                .filter(ReadingTest::isReadByAuditors)
                .map(good -> dynamicTest(good.rpc(), () -> {
                    var before = Revision.now();
                    catchThrowable(() -> Rpcs.call(
                            Rpcs.all().get(good.rpc()), Clients.channelAs(Clients.user("auditor")), good.request()));
                    assertThat(Revision.now()).isEqualTo(before + 1);
                    var event = last();
                    assertThat(event.getRevision()).isEqualTo(before + 1);
                    assertThat(event.getActor())
                            .isEqualTo(Clients.user("auditor").subject());
                    assertThat(event.getDetailsJson()).contains("portcullis.v1." + good.rpc());
                }));
    }

    @Test
    void shouldSayWhatWasAskedFor() {
        var world = new World();
        auditor()
                .getGrantHistory(GetGrantHistoryRequest.newBuilder()
                        .setGrant(world.grant(world.request(World.dataset())))
                        .build());
        partners("auditor").getPartner(get(world));
        var event = last();
        assertThat(event.getPartner()).isEqualTo(world.partner);
        assertThat(event.getDetailsJson()).contains("\"name\": \"" + world.partner + "\"");
    }

    @Test
    void shouldNotRecordTheReadingOfOthers() {
        var world = new World();
        var before = Revision.now();
        partners("admin").getPartner(get(world));
        assertThat(Revision.now()).isEqualTo(before);
    }

    @Test
    void shouldShowReadingToWhoAsksForItAlone() {
        var world = new World();
        partners("auditor").getPartner(get(world));
        var ofPartner = ListEventsRequest.newBuilder().setPartner(world.partner);
        assertThat(types(ofPartner)).isNotEmpty().doesNotContain(EventType.EVENT_TYPE_READ_BY_AUDITOR);
        assertThat(types(ofPartner.addTypes(EventType.EVENT_TYPE_READ_BY_AUDITOR)))
                .isNotEmpty()
                .containsOnly(EventType.EVENT_TYPE_READ_BY_AUDITOR);
    }

    @Test
    void shouldComeToAnEndThoughEachPageIsRecorded() {
        var request =
                ListEventsRequest.newBuilder().setPartner(new World().partner).setPageSize(1);
        var events = new ArrayList<Event>();
        do {
            var page = auditor().listEvents(request.build());
            events.addAll(page.getEventsList());
            request.setPageToken(page.getNextPageToken());
        } while (!request.getPageToken().isEmpty() && events.size() < 10);
        assertThat(events)
                .extracting(Event::getType)
                .containsExactly(EventType.EVENT_TYPE_PARTNER_CREATED, EventType.EVENT_TYPE_CONTRACTOR_REGISTERED);
    }

    @Test
    void shouldAnswerNothingThatCannotBeRecorded() throws SQLException {
        var world = new World();
        asOwner("REVOKE INSERT ON audit_events FROM portcullis_app");
        try {
            var failure = catchThrowable(() -> partners("auditor").getPartner(get(world)));
            assertThat(failure).isNotNull();
            assertThat(Status.fromThrowable(failure).getCode()).isIn(Status.Code.INTERNAL, Status.Code.UNAVAILABLE);
            assertThat(partners("admin").getPartner(get(world)).hasPartner()).isTrue();
        } finally {
            asOwner("GRANT INSERT ON audit_events TO portcullis_app");
        }
        assertThat(partners("auditor").getPartner(get(world)).hasPartner()).isTrue();
    }

    private static boolean isReadByAuditors(Good good) {
        return Matrix.scope(good.rpc(), "auditor") == Scope.ANY
                && !Rpcs.isMutation(Rpcs.all().get(good.rpc()));
    }

    private static void asOwner(String sql) throws SQLException {
        try (var owner = PortcullisTestResource.postgres().connect(LocalPostgres.OWNER);
                var statement = owner.createStatement()) {
            statement.execute(sql);
        }
    }

    private static GetPartnerRequest get(World world) {
        return GetPartnerRequest.newBuilder().setName(world.partner).build();
    }

    private static List<EventType> types(ListEventsRequest.Builder request) {
        return auditor().listEvents(request.build()).getEventsList().stream()
                .map(Event::getType)
                .toList();
    }

    /** The last reading on record before this one. */
    private static Event last() {
        var token = "";
        Event last = null;
        do {
            var page = Clients.as(SECOND, AuditServiceGrpc::newBlockingStub)
                    .listEvents(ListEventsRequest.newBuilder()
                            .addTypes(EventType.EVENT_TYPE_READ_BY_AUDITOR)
                            .setActor(Clients.user("auditor").subject())
                            .setPageSize(1000)
                            .setPageToken(token)
                            .build());
            for (var event : page.getEventsList()) {
                last = event;
            }
            token = page.getNextPageToken();
        } while (!token.isEmpty());
        return last;
    }

    private static AuditServiceBlockingStub auditor() {
        return Clients.with("auditor", AuditServiceGrpc::newBlockingStub);
    }

    private static PartnerServiceBlockingStub partners(String role) {
        return Clients.with(role, PartnerServiceGrpc::newBlockingStub);
    }
}

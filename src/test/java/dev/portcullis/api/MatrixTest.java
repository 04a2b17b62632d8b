package dev.portcullis.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Message;
import com.google.rpc.Status;
import dev.portcullis.local.PortcullisTestResource;
import dev.portcullis.policy.AdminDecision.Scope;
import io.grpc.StatusRuntimeException;
import io.grpc.protobuf.StatusProto;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jboss.logging.Logger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * The access matrix on the running service: every RPC that the proto files declare, called by every role for what is its own and
 * for what is another partner's. Where a role does not reach, what there is looks like what there is not.
 */
@QuarkusTest
@QuarkusTestResource(PortcullisTestResource.class)
class MatrixTest {

    private static final Logger LOG = Logger.getLogger(MatrixTest.class);
    private static final Set<String> REFUSALS =
            Set.of("ROLE_REQUIRED", "CALLER_REVOKED", "CALLER_PARTNER_NOT_ACTIVE", "UNAUTHENTICATED");
    private static final Map<Outcome, Integer> COUNTS = new EnumMap<>(Outcome.class);

    private static Estates estates;

    /** What came of a cell. */
    private enum Outcome {
        REFUSED,
        LET_THROUGH,
        AS_IF_MISSING
    }

    /** Made once, and only with the service up. */
    private static synchronized Estates estates() {
        if (estates == null) {
            estates = new Estates();
        }
        return estates;
    }

    @TestFactory
    Stream<DynamicTest> shouldDoWhatThePolicySaysForEveryRoleAndWhoseverThingsTheyAre() {
        return Rpcs.all().keySet().stream().flatMap(rpc -> Matrix.ROLES.stream().flatMap(role -> Stream.of(true, false)
                .map(own -> dynamicTest(
                        rpc + " as " + role + (own ? " of its own" : " of another's"), () -> check(rpc, role, own)))));
    }

    @Test
    void shouldHaveACaseForEveryRpcThatReachesSomeThingsAlone() {
        var limited = Rpcs.all().keySet().stream()
                .filter(rpc -> Matrix.ROLES.stream().anyMatch(role -> isLimited(Matrix.scope(rpc, role))))
                .toList();
        assertThat(Estates.CASES).containsOnlyKeys(limited);
    }

    @Test
    void shouldShowNothingOfAnotherInAList() {
        var foreign = estates().foreign;
        for (var role : List.of("contractor", "partner-admin", "approver")) {
            for (var rpc : Estates.CASES.keySet()) {
                if (isList(rpc) && isLimited(Matrix.scope(rpc, role))) {
                    var all = call(rpc, role, emptyList(rpc));
                    assertThat(all.toString()).as("%s as %s", rpc, role).doesNotContain(foreign.names());
                    assertThat(elements(all)).as("%s as %s", rpc, role).isNotEmpty();
                }
            }
        }
    }

    @AfterAll
    static void printCounts() {
        LOG.infof("%d RPCs, %d roles: %s", Rpcs.all().size(), Matrix.ROLES.size(), COUNTS);
    }

    private static void check(String rpc, String role, boolean own) {
        var scope = Matrix.scope(rpc, role);
        if (!isLimited(scope)) {
            var request = Estates.CASES.containsKey(rpc)
                    ? estates().request(rpc, own ? estates().own : estates().foreign)
                    : Requests.of(rpc).request();
            assertThat(REFUSALS.contains(reason(rpc, role, request))).isEqualTo(scope == Scope.NONE);
            count(scope == Scope.NONE ? Outcome.REFUSED : Outcome.LET_THROUGH);
            return;
        }
        var request = estates().request(rpc, own ? estates().own : estates().foreign);
        var missing = estates().request(rpc, Things.missing());
        if (isList(rpc)) {
            var answer = call(rpc, role, request);
            if (own) {
                assertThat(elements(answer)).isNotEmpty();
            } else if (request.equals(missing)) {
                // There is no filter to name anybody by.
                assertThat(answer.toString()).doesNotContain(estates().foreign.names());
            } else {
                assertThat(answer).isEqualTo(call(rpc, role, missing));
                assertThat(elements(answer)).isEmpty();
            }
        } else if (own) {
            assertThat(reason(rpc, role, request)).doesNotEndWith("_NOT_FOUND").isNotIn(REFUSALS);
        } else {
            var revision = Revision.now();
            var answer = failure(rpc, role, request);
            assertThat(answer).isPresent().isEqualTo(failure(rpc, role, missing));
            assertThat(reason(rpc, role, request)).endsWith("_NOT_FOUND");
            assertThat(Revision.now()).isEqualTo(revision);
        }
        count(own ? Outcome.LET_THROUGH : Outcome.AS_IF_MISSING);
    }

    private static void count(Outcome outcome) {
        COUNTS.merge(outcome, 1, Integer::sum);
    }

    private static boolean isLimited(Scope scope) {
        return scope != Scope.NONE && scope != Scope.ANY;
    }

    private static boolean isList(String rpc) {
        return rpc.contains("/List");
    }

    private static Message emptyList(String rpc) {
        return Requests.of(rpc).request().getDefaultInstanceForType();
    }

    /** The one list of an answer. */
    private static List<?> elements(Message answer) {
        return answer.getDescriptorForType().getFields().stream()
                .filter(FieldDescriptor::isRepeated)
                .map(field -> (List<?>) answer.getField(field))
                .findFirst()
                .orElseThrow();
    }

    private static String reason(String rpc, String role, Message request) {
        try {
            call(rpc, role, request);
            return "";
        } catch (StatusRuntimeException e) {
            return Errors.reason(e);
        }
    }

    private static Optional<Status> failure(String rpc, String role, Message request) {
        try {
            call(rpc, role, request);
            return Optional.empty();
        } catch (StatusRuntimeException e) {
            return Optional.of(StatusProto.fromThrowable(e));
        }
    }

    private static Message call(String rpc, String role, Message request) {
        return (Message)
                Rpcs.call(Rpcs.all().get(rpc), Clients.channelAs(estates().caller(role)), request);
    }
}

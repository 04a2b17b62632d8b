package dev.portcullis.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.portcullis.change.Stamp;
import dev.portcullis.common.Call;
import dev.portcullis.common.Caller;
import dev.portcullis.common.ErrorReason;
import dev.portcullis.common.PortcullisException;
import dev.portcullis.local.PortcullisTestResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.vertx.VertxContextSupport;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.UUID;
import org.hibernate.reactive.mutiny.Mutiny.StatelessSession;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(PortcullisTestResource.class)
class MutationsTest {

    private static final Caller CALLER =
            new Caller("subject-1", "admin-1", new TreeSet<>(List.of("admin")), new TreeSet<>());

    @Inject
    Mutations mutations;

    @Test
    void shouldAnswerARepeatedCallAsTheFirst() throws Throwable {
        var call = call(Optional.of(UUID.randomUUID()), "a");
        var first = run(call, freeze("first"));
        var second = run(call, freeze("second"));
        assertThat(first.text()).isEqualTo("first");
        assertThat(second).isEqualTo(first);
    }

    @Test
    void shouldNumberChangesWithoutAGap() throws Throwable {
        var first = run(call(Optional.empty(), "a"), freeze("first"));
        var second = run(call(Optional.empty(), "a"), freeze("second"));
        assertThat(second.revision()).isEqualTo(first.revision() + 1);
    }

    @Test
    void shouldRefuseAKeyThatComesWithAnotherBody() throws Throwable {
        var key = Optional.of(UUID.randomUUID());
        run(call(key, "a"), freeze("first"));
        assertThatThrownBy(() -> run(call(key, "b"), freeze("first")))
                .isInstanceOfSatisfying(PortcullisException.class, failure -> assertThat(failure.reason())
                        .isEqualTo(ErrorReason.REQUEST_ID_REUSED));
    }

    private Answer run(Call call, Mutation<String, String, Answer> mutation) throws Throwable {
        return VertxContextSupport.subscribeAndAwait(() -> mutations.run(call, Answer.class, mutation));
    }

    private static Call call(Optional<UUID> key, String body) {
        return new Call(CALLER, "portcullis.v1.RevocationService/Revoke", key, key.map(id -> body.repeat(64)));
    }

    private static Mutation<String, String, Answer> freeze(String text) {
        return new Mutation<>() {
            @Override
            public Uni<String> facts(StatelessSession session) {
                return Uni.createFrom().item("facts");
            }

            @Override
            public Uni<String> decide(String facts) {
                return Uni.createFrom().item("yes");
            }

            @Override
            public Uni<Recorded<Answer>> write(StatelessSession session, Stamp stamp, String facts, String decision) {
                var event = Event.of(EventType.PARTNER_FROZEN)
                        .partner("acme")
                        .assets(List.of("a-1", "a-2"))
                        .detail("n", 1)
                        .build();
                return Uni.createFrom().item(new Recorded<>(new Answer(text, stamp.revision()), event));
            }
        };
    }

    record Answer(String text, long revision) {}
}

package dev.portcullis.rollout;

import dev.portcullis.audit.Event;
import dev.portcullis.audit.EventType;
import dev.portcullis.audit.Mutation;
import dev.portcullis.audit.Mutations;
import dev.portcullis.change.Stamp;
import dev.portcullis.change.State;
import dev.portcullis.common.Call;
import dev.portcullis.common.ErrorReason;
import dev.portcullis.common.PortcullisException;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;
import org.hibernate.reactive.mutiny.Mutiny.StatelessSession;

/** Has a candidate evaluated beside the active policy, or no more. It changes no answer. */
@ApplicationScoped
public class SetShadow {

    private final Mutations mutations;
    private final PolicyRevisionStore revisions;
    private final ShadowStore shadows;

    SetShadow(Mutations mutations, PolicyRevisionStore revisions, ShadowStore shadows) {
        this.mutations = mutations;
        this.revisions = revisions;
        this.shadows = shadows;
    }

    /** Begins to count anew. Fails with POLICY_REVISION_NOT_FOUND, or as {@link Mutations#run}. */
    public Uni<Void> run(Call call, String digest, int samplePerMillion) {
        return mutations
                .run(call, Done.class, new Change(Optional.of(digest), samplePerMillion))
                .replaceWithVoid();
    }

    /** Ends it; the last report stays. Fails with SHADOW_NOT_SET, or as {@link Mutations#run}. */
    public Uni<Void> clear(Call call) {
        return mutations.run(call, Done.class, new Change(Optional.empty(), 0)).replaceWithVoid();
    }

    private record Facts(Shadowing now, boolean there) {}

    private record Done(long revision) {}

    private final class Change implements Mutation<Facts, Void, Done> {

        private final Optional<String> digest;
        private final int samplePerMillion;

        Change(Optional<String> digest, int samplePerMillion) {
            this.digest = digest;
            this.samplePerMillion = samplePerMillion;
        }

        @Override
        public Uni<Facts> facts(StatelessSession session) {
            return shadows.find(session)
                    .flatMap(now -> revisions.find(session, digest).map(found -> new Facts(now, found.isPresent())));
        }

        @Override
        public Uni<Void> decide(Facts facts) {
            if (digest.isPresent() && !facts.there()) {
                throw new PortcullisException(
                        ErrorReason.POLICY_REVISION_NOT_FOUND, "policy_revision: there is no such policy revision");
            }
            if (digest.isEmpty() && facts.now().bundle().isEmpty()) {
                throw new PortcullisException(
                        ErrorReason.SHADOW_NOT_SET, "nothing is evaluated beside the active policy");
            }
            return Uni.createFrom().voidItem();
        }

        @Override
        public Uni<Recorded<Done>> write(StatelessSession session, Stamp stamp, Facts facts, Void decision) {
            // Once it is over, its counts are still found.
            var since = digest.isPresent() ? stamp.revision() : facts.now().revision();
            var next = new Shadowing(digest, samplePerMillion, since);
            var event = Event.of(digest.isPresent() ? EventType.SHADOW_SET : EventType.SHADOW_CLEARED)
                    .detail("digest", digest.or(facts.now()::bundle).orElseThrow())
                    .detail("sample_per_million", samplePerMillion)
                    .build();
            var state = new State.OfShadow(digest.orElse(null), samplePerMillion, since);
            return shadows.update(session, next).replaceWith(new Recorded<>(new Done(stamp.revision()), event, state));
        }
    }
}

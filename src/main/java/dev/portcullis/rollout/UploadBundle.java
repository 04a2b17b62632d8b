package dev.portcullis.rollout;

import dev.portcullis.audit.Event;
import dev.portcullis.audit.EventType;
import dev.portcullis.audit.Mutation;
import dev.portcullis.audit.Mutations;
import dev.portcullis.change.Stamp;
import dev.portcullis.common.Call;
import dev.portcullis.common.ErrorReason;
import dev.portcullis.common.PortcullisException;
import dev.portcullis.common.Sha256;
import dev.portcullis.policy.BundleRefusedException;
import dev.portcullis.policy.PolicyBundles.Verified;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.hibernate.reactive.mutiny.Mutiny.SessionFactory;
import org.hibernate.reactive.mutiny.Mutiny.StatelessSession;

/** Takes a bundle that passes every check. Nothing is decided by it yet. */
@ApplicationScoped
public class UploadBundle {

    /** A client takes 8 KiB of trailers. */
    private static final int MOST_TOLD = 2_000;

    private final SessionFactory sessions;
    private final Mutations mutations;
    private final Verification verification;
    private final PolicyRevisionStore revisions;

    UploadBundle(
            SessionFactory sessions, Mutations mutations, Verification verification, PolicyRevisionStore revisions) {
        this.sessions = sessions;
        this.mutations = mutations;
        this.verification = verification;
        this.revisions = revisions;
    }

    /**
     * The bundle as it is kept; for the same bytes the same, which changes nothing. Fails with POLICY_BUNDLE_REFUSED, which is put
     * on record, or POLICY_UPLOADS_BUSY, or as {@link Mutations#run}.
     */
    public Uni<PolicyRevision> run(Call call, byte[] archive, String note) {
        var digest = Sha256.hex(archive);
        return sessions.withStatelessSession(session -> revisions.find(session, digest))
                .flatMap(there -> there.isPresent()
                        ? Uni.createFrom().item(Optional.<Verified>empty())
                        : verification.of(archive).map(Optional::of))
                .flatMap(verified ->
                        mutations.run(call, PolicyRevision.class, new Taking(call, digest, verified, archive, note)))
                .onFailure(AlreadyThere.class)
                .recoverWithItem(there -> there.revision)
                .onFailure(BundleRefusedException.class)
                .recoverWithUni(refused -> refuse(call, digest, note, refused));
    }

    private <T> Uni<T> refuse(Call call, String digest, String note, BundleRefusedException refused) {
        var message =
                refused.getMessage().substring(0, Math.min(refused.getMessage().length(), MOST_TOLD));
        var event = Event.of(EventType.POLICY_REFUSED)
                .note(note)
                .detail("digest", digest)
                .detail("refusal", refused.reason().name())
                .detail("message", message)
                .build();
        var failure = new PortcullisException(
                ErrorReason.POLICY_BUNDLE_REFUSED,
                message,
                List.of(),
                Map.of("refusal", refused.reason().name()));
        return mutations
                .run(call.withoutRequestId(), Refused.class, new Refusing(event))
                .onItem()
                .transformToUni(recorded -> Uni.createFrom().failure(failure));
    }

    /** Those that were taken before are not verified again. */
    private final class Taking implements Mutation<Optional<PolicyRevision>, Void, PolicyRevision> {

        private final Call call;
        private final String digest;
        private final Optional<Verified> verified;
        private final byte[] archive;
        private final String note;

        Taking(Call call, String digest, Optional<Verified> verified, byte[] archive, String note) {
            this.call = call;
            this.digest = digest;
            this.verified = verified;
            this.archive = archive;
            this.note = note;
        }

        @Override
        public Uni<Optional<PolicyRevision>> facts(StatelessSession session) {
            return revisions.find(session, digest);
        }

        @Override
        public Uni<Void> decide(Optional<PolicyRevision> there) {
            there.ifPresent(known -> {
                throw new AlreadyThere(known);
            });
            return Uni.createFrom().voidItem();
        }

        @Override
        public Uni<Recorded<PolicyRevision>> write(
                StatelessSession session, Stamp stamp, Optional<PolicyRevision> there, Void decision) {
            var bundle = verified.orElseThrow().bundle();
            var taken = new PolicyRevision(
                    digest,
                    bundle.revision(),
                    bundle.sequence(),
                    verified.orElseThrow().engine().revision(),
                    archive.length,
                    note,
                    call.caller().subject(),
                    stamp.at(),
                    stamp.revision(),
                    PolicyRevisionState.CANDIDATE);
            var event = Event.of(EventType.POLICY_UPLOADED)
                    .note(note)
                    .detail("digest", taken.digest())
                    .detail("version", taken.version())
                    .detail("policy_revision", taken.policyRevision())
                    .build();
            return revisions.add(session, taken, archive).replaceWith(new Recorded<>(taken, event));
        }
    }

    /** The refusal is the change, and is all there is to it. */
    private record Refusing(Event event) implements Mutation<String, Void, Refused> {

        @Override
        public Uni<String> facts(StatelessSession session) {
            return Uni.createFrom().item("");
        }

        @Override
        public Uni<Void> decide(String facts) {
            return Uni.createFrom().voidItem();
        }

        @Override
        public Uni<Recorded<Refused>> write(StatelessSession session, Stamp stamp, String facts, Void decision) {
            return Uni.createFrom().item(new Recorded<>(new Refused(stamp.revision()), event));
        }
    }

    private record Refused(long revision) {}

    /** These bytes were taken before: there is nothing to change. */
    private static final class AlreadyThere extends RuntimeException {

        private static final long serialVersionUID = 1;

        private final transient PolicyRevision revision;

        AlreadyThere(PolicyRevision revision) {
            super(null, null, false, false);
            this.revision = revision;
        }
    }
}

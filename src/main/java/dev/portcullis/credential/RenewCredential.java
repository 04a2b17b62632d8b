package dev.portcullis.credential;

import dev.portcullis.audit.Event;
import dev.portcullis.audit.EventType;
import dev.portcullis.audit.Mutation;
import dev.portcullis.audit.Mutations;
import dev.portcullis.change.Stamp;
import dev.portcullis.common.Call;
import dev.portcullis.common.ErrorReason;
import dev.portcullis.common.PortcullisException;
import dev.portcullis.partner.Contractor;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.hibernate.reactive.mutiny.Mutiny.StatelessSession;

/** Moves a live credential's end on, and binds it to a key if it is bound to none; the secret stays the same. */
@ApplicationScoped
public class RenewCredential {

    private final Mutations mutations;
    private final CredentialStore credentials;
    private final HolderReader holders;
    private final InstantSource clock;

    RenewCredential(Mutations mutations, CredentialStore credentials, HolderReader holders, InstantSource clock) {
        this.mutations = mutations;
        this.credentials = credentials;
        this.holders = holders;
        this.clock = clock;
    }

    /**
     * Fails with CREDENTIAL_NOT_FOUND, CREDENTIAL_NOT_ACTIVE, CREDENTIAL_BOUND_OTHERWISE, CONTRACTOR_NOT_ACTIVE,
     * PARTNER_NOT_ACTIVE or GRANT_NOT_ACTIVE, or as {@link Mutations#run}.
     *
     * @param proofKey bound to this key from then on; empty leaves it as it is
     */
    public Uni<Credential> run(Call call, String id, Optional<Duration> lifetime, Optional<KeyThumbprint> proofKey) {
        return mutations.run(
                call, Credential.class, new Renewal(call, id, lifetime.orElse(Credential.DEFAULT_LIFETIME), proofKey));
    }

    private record Facts(Optional<Credential> credential, Holder holder) {}

    private final class Renewal implements Mutation<Facts, Void, Credential> {

        private final Call call;
        private final String id;
        private final Duration lifetime;
        private final Optional<KeyThumbprint> proofKey;

        Renewal(Call call, String id, Duration lifetime, Optional<KeyThumbprint> proofKey) {
            this.call = call;
            this.id = id;
            this.lifetime = lifetime;
            this.proofKey = proofKey;
        }

        @Override
        public Uni<Facts> facts(StatelessSession session) {
            return credentials.find(session, id).flatMap(credential -> holders.read(
                            session,
                            call.caller(),
                            credential.map(Credential::grantIds).orElse(List.of()))
                    .map(holder -> new Facts(credential, holder)));
        }

        /** Once a binding is answered, nobody takes the credential without the key any more. */
        @Override
        public Wait waitsToBeSeen() {
            return proofKey.isPresent() ? Wait.EVERYWHERE : Wait.HERE;
        }

        @Override
        public Uni<Void> decide(Facts facts) {
            checkLive(facts, clock.instant());
            return Uni.createFrom().voidItem();
        }

        @Override
        public Uni<Recorded<Credential>> write(StatelessSession session, Stamp stamp, Facts facts, Void decision) {
            checkLive(facts, stamp.at());
            var before = facts.credential().orElseThrow();
            var end = Stream.of(
                            stamp.at().plus(lifetime),
                            before.issuedAt().plus(Credential.MAX_LIFETIME),
                            facts.holder().firstExpiry())
                    .min(Comparator.naturalOrder())
                    .orElseThrow();
            var after = before.until(
                    end.isAfter(before.expiresAt()) ? end : before.expiresAt(), proofKey.orElse(before.proofKey()));
            var event = Event.of(EventType.CREDENTIAL_RENEWED)
                    .partner(after.partnerId())
                    .contractor(after.contractorId())
                    .assets(after.assetIds())
                    .grants(after.grantIds())
                    .credential(id)
                    .detail("expires_at", after.expiresAt().toString());
            if (after.proofKey() != null) {
                event.detail("proof_key_thumbprint", after.proofKey().text());
            }
            return credentials
                    .update(session, after)
                    .replaceWith(new Recorded<>(after, event.build(), after.checkedEnd()));
        }

        private void checkLive(Facts facts, Instant now) {
            var own = facts.holder().contractor().map(Contractor::id);
            var credential = facts.credential()
                    .filter(known -> own.filter(known.contractorId()::equals).isPresent())
                    .orElseThrow(() ->
                            new PortcullisException(ErrorReason.CREDENTIAL_NOT_FOUND, "there is no such credential"));
            if (credential.state() != CredentialState.ACTIVE || !now.isBefore(credential.expiresAt())) {
                throw new PortcullisException(
                        ErrorReason.CREDENTIAL_NOT_ACTIVE, "the credential is revoked or expired; issue another");
            }
            if (facts.holder().isCut(credential.issuedAt())) {
                throw new PortcullisException(
                        ErrorReason.CREDENTIAL_NOT_ACTIVE,
                        "all credentials of the time when it was issued were cut; issue another");
            }
            if (credential.proofKey() != null
                    && proofKey.filter(key -> !key.equals(credential.proofKey()))
                            .isPresent()) {
                throw new PortcullisException(
                        ErrorReason.CREDENTIAL_BOUND_OTHERWISE,
                        "the credential is bound to another key; issue another");
            }
            facts.holder().checkLive(now);
        }
    }
}

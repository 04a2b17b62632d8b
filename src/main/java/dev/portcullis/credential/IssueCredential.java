package dev.portcullis.credential;

import dev.portcullis.audit.Event;
import dev.portcullis.audit.EventType;
import dev.portcullis.audit.Mutation;
import dev.portcullis.audit.Mutations;
import dev.portcullis.catalog.Asset;
import dev.portcullis.catalog.AssetStore;
import dev.portcullis.change.Stamp;
import dev.portcullis.change.replica.Barrier;
import dev.portcullis.common.Action;
import dev.portcullis.common.Call;
import dev.portcullis.common.ErrorReason;
import dev.portcullis.common.PortcullisException;
import dev.portcullis.grant.Grant;
import dev.portcullis.partner.Contractor;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.hibernate.reactive.mutiny.Mutiny.StatelessSession;

/** Issues a credential for grants of the calling contractor. */
@ApplicationScoped
public class IssueCredential {

    /**
     * How long the answer waits for all replicas to know the credential, so that the first Check of it is not denied wherever it
     * is made. One that cannot be reached holds up nothing for longer.
     */
    private static final Duration KNOWN_EVERYWHERE = Duration.ofMillis(250);

    private final Mutations mutations;
    private final CredentialStore credentials;
    private final HolderReader holders;
    private final AssetStore assets;
    private final SecureRandom random;
    private final InstantSource clock;
    private final Barrier barrier;

    IssueCredential(
            Mutations mutations,
            CredentialStore credentials,
            HolderReader holders,
            AssetStore assets,
            SecureRandom random,
            InstantSource clock,
            Barrier barrier) {
        this.mutations = mutations;
        this.credentials = credentials;
        this.holders = holders;
        this.assets = assets;
        this.random = random;
        this.clock = clock;
        this.barrier = barrier;
    }

    /**
     * What was issued.
     *
     * @param secret empty if the call was made before: the secret was shown then, and is not stored
     */
    public record Issued(Credential credential, Optional<CredentialSecret> secret) {}

    /**
     * Fails with GRANT_NOT_FOUND, GRANT_NOT_ACTIVE, CONTRACTOR_NOT_ACTIVE, PARTNER_NOT_ACTIVE or SCOPE_WIDER_THAN_GRANT, or
     * as {@link Mutations#run}.
     */
    public Uni<Issued> run(Call call, CredentialScope scope) {
        var secret = CredentialSecret.next(random);
        return mutations
                .run(call, Credential.class, new Issue(call, scope, secret))
                .call(credential -> barrier.await(credential.revision())
                        .ifNoItem()
                        .after(KNOWN_EVERYWHERE)
                        .recoverWithItem(() -> null))
                .map(credential -> new Issued(credential, Optional.of(secret).filter(own -> own.publicId()
                        .equals(credential.id()))));
    }

    /** @param lineages for each asset asked for by name, the ids of it and of the collections it stands in */
    private record Facts(Holder holder, List<Set<String>> lineages) {}

    private final class Issue implements Mutation<Facts, Void, Credential> {

        private final Call call;
        private final CredentialScope scope;
        private final CredentialSecret secret;

        Issue(Call call, CredentialScope scope, CredentialSecret secret) {
            this.call = call;
            this.scope = scope;
            this.secret = secret;
        }

        @Override
        public Uni<Facts> facts(StatelessSession session) {
            return holder(session).flatMap(holder -> Multi.createFrom()
                    .iterable(scope.assetIds())
                    .onItem()
                    .transformToUniAndConcatenate(id -> assets.lineage(session, id))
                    .map(lineage -> lineage.stream().map(Asset::id).collect(Collectors.toSet()))
                    .collect()
                    .asList()
                    .map(lineages -> new Facts(holder, List.copyOf(lineages))));
        }

        private Uni<Holder> holder(StatelessSession session) {
            return scope.grantIds().isEmpty()
                    ? holders.read(session, call.caller(), clock.instant())
                    : holders.read(session, call.caller(), scope.grantIds());
        }

        @Override
        public Uni<Void> decide(Facts facts) {
            var holder = facts.holder();
            var own = holder.contractor().map(Contractor::id);
            var mine = holder.grants().stream()
                    .filter(grant -> own.filter(grant.contractorId()::equals).isPresent())
                    .count();
            if (mine < scope.grantIds().size()) {
                throw new PortcullisException(ErrorReason.GRANT_NOT_FOUND, "grants: one of them does not exist");
            }
            checkCount(holder);
            holder.checkLive(clock.instant());
            checkScope(facts);
            return Uni.createFrom().voidItem();
        }

        /** That all the live ones, if it is these that are wanted, are neither none nor more than can be. */
        private static void checkCount(Holder holder) {
            if (holder.grants().isEmpty()) {
                throw new PortcullisException(ErrorReason.GRANT_NOT_ACTIVE, "none of your grants is live now");
            }
            if (holder.grants().size() > Grant.MOST_EXERCISED) {
                throw PortcullisException.invalid(
                        "grants", "more than " + Grant.MOST_EXERCISED + " are live: name those to exercise");
            }
        }

        private void checkScope(Facts facts) {
            var grants = facts.holder().grants();
            for (var lineage : facts.lineages()) {
                if (grants.stream().noneMatch(grant -> grant.assetIds().stream().anyMatch(lineage::contains))) {
                    throw new PortcullisException(
                            ErrorReason.SCOPE_WIDER_THAN_GRANT, "assets: one of them is covered by none of the grants");
                }
            }
            for (var action : scope.actions()) {
                if (grants.stream().noneMatch(grant -> grant.actions().contains(action))) {
                    throw new PortcullisException(
                            ErrorReason.SCOPE_WIDER_THAN_GRANT,
                            "actions: " + action + " is allowed by none of the grants");
                }
            }
        }

        @Override
        public Uni<Recorded<Credential>> write(StatelessSession session, Stamp stamp, Facts facts, Void decision) {
            var holder = facts.holder();
            holder.checkLive(stamp.at());
            if (holder.isCut(stamp.at())) {
                throw new PortcullisException(
                        ErrorReason.STATE_CHANGED, "credentials of this instant were just cut; try again");
            }
            var wanted = stamp.at().plus(scope.lifetime().orElse(Credential.DEFAULT_LIFETIME));
            var limit = holder.firstExpiry();
            var credential = new Credential(
                    secret.publicId(),
                    holder.contractor().orElseThrow().id(),
                    holder.partner().orElseThrow().id(),
                    scope.grantIds().isEmpty()
                            ? holder.grants().stream().map(Grant::id).toList()
                            : scope.grantIds(),
                    scope.assetIds().isEmpty() ? allAssets(holder.grants()) : scope.assetIds(),
                    scope.actions().isEmpty() ? allActions(holder.grants()) : scope.actions(),
                    CredentialState.ACTIVE,
                    stamp.at(),
                    wanted.isBefore(limit) ? wanted : limit,
                    null,
                    stamp.revision(),
                    scope.proofKey().orElse(null));
            return credentials
                    .add(session, credential, secret.sha256())
                    .replaceWith(new Recorded<>(credential, event(credential), credential.checked(secret)));
        }

        private static List<String> allAssets(List<Grant> grants) {
            return grants.stream()
                    .flatMap(grant -> grant.assetIds().stream())
                    .distinct()
                    .toList();
        }

        private static List<Action> allActions(List<Grant> grants) {
            return grants.stream()
                    .flatMap(grant -> grant.actions().stream())
                    .distinct()
                    .toList();
        }

        private static Event event(Credential credential) {
            var event = Event.of(EventType.CREDENTIAL_ISSUED)
                    .partner(credential.partnerId())
                    .contractor(credential.contractorId())
                    .assets(credential.assetIds())
                    .grants(credential.grantIds())
                    .credential(credential.id())
                    .detail("actions", Action.names(credential.actions()))
                    .detail("expires_at", credential.expiresAt().toString());
            if (credential.proofKey() != null) {
                event.detail("proof_key_thumbprint", credential.proofKey().text());
            }
            return event.build();
        }
    }
}

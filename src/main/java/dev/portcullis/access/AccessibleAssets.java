package dev.portcullis.access;

import dev.portcullis.common.Action;
import dev.portcullis.common.Call;
import dev.portcullis.common.Page;
import dev.portcullis.common.PageRequest;
import dev.portcullis.credential.CredentialSecret;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;

/** Lists what a credential may reach, by asking {@link CheckAccess} of every asset in its scope. */
@ApplicationScoped
public class AccessibleAssets {

    /** Names no asset: to put on record that somebody asked with a secret that is none. */
    private static final String NO_ASSET = "";

    private final AccessFacts facts;
    private final CredentialScopes scopes;
    private final CheckAccess check;

    AccessibleAssets(AccessFacts facts, CredentialScopes scopes, CheckAccess check) {
        this.facts = facts;
        this.scopes = scopes;
        this.check = check;
    }

    /**
     * What a page of the scope came to.
     *
     * @param assetIds those allowed, by id
     * @param stateRevision the state that this page saw
     */
    public record Reach(Page<String> assetIds, long stateRevision) {}

    /** Fails as {@link CheckAccess#run}. */
    public Uni<Reach> run(Call call, String secret, Action action, AccessContext context, PageRequest page) {
        return Uni.createFrom()
                .item(() -> genuineId(secret))
                .flatMap(id -> id.map(known -> scopes.list(known, page))
                        .orElse(Uni.createFrom().item(new Page<>(List.of(), Optional.empty()))))
                .flatMap(scope -> {
                    var asked = scope.items().isEmpty() ? List.of(NO_ASSET) : scope.items();
                    var questions = asked.stream()
                            .map(asset -> new Question(secret, action, asset, context))
                            .toList();
                    return check.run(call, questions).map(decisions -> reach(decisions, scope));
                });
    }

    private static Reach reach(List<DecisionRecord> decisions, Page<String> scope) {
        var allowed = decisions.stream()
                .filter(decision -> decision.effect() == Effect.ALLOW)
                .map(DecisionRecord::assetId)
                .toList();
        return new Reach(new Page<>(allowed, scope.next()), decisions.get(0).stateRevision());
    }

    private Optional<String> genuineId(String text) {
        return CredentialSecret.parse(text)
                .filter(secret -> {
                    var lookup = new AccessFacts.Lookup(secret.publicId(), NO_ASSET, null);
                    var hash = facts.read(List.of(lookup)).facts().get(0).secretSha256();
                    return hash != null && secret.matches(hash);
                })
                .map(CredentialSecret::publicId);
    }
}

package dev.portcullis.credential;

import dev.portcullis.common.Action;
import dev.portcullis.common.ListQuery;
import dev.portcullis.common.Page;
import dev.portcullis.common.PageRequest;
import dev.portcullis.common.Reach;
import dev.portcullis.partner.ContractorStore;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.hibernate.reactive.mutiny.Mutiny.StatelessSession;

/** The credentials with their grants and assets. Every method works in the caller's transaction. */
@ApplicationScoped
public class CredentialStore {

    private static final String OF_GRANT = """
            cast(sql('exists (select 1 from credential_grants g where g.credential_id = ? and g.grant_id = ?)', id, :grantId)
              as Boolean) = true""";

    /** The credential, if there is one with this public id. */
    public Uni<Optional<Credential>> find(StatelessSession session, String id) {
        return session.get(CredentialRow.class, id)
                .map(row -> Optional.ofNullable(row).map(CredentialRow::toCredential));
    }

    /** The credential, if there is one with this public id within reach. */
    Uni<Optional<Credential>> find(StatelessSession session, Reach reach, String id) {
        return new ListQuery<>(CredentialRow.class, "id")
                .where("id = :id", "id", id)
                .where(within(reach))
                .first(session)
                .map(row -> row.map(CredentialRow::toCredential));
    }

    /** Writes state, end, time of revocation and the key that it is bound to; the rest of a credential never changes. */
    public Uni<Void> update(StatelessSession session, Credential credential) {
        return session.update(CredentialRow.of(credential));
    }

    Uni<Void> add(StatelessSession session, Credential credential, byte[] secretSha256) {
        return session.createNativeQuery("""
                        INSERT INTO credentials (id, secret_sha256, contractor_id, partner_id, actions, state, issued_at,
                          expires_at, revision, proof_key_sha256)
                        VALUES (:id, :sha256, :contractor, :partner, :actions, :state, :issued, :expires, :revision, :key)""")
                .setParameter("id", credential.id())
                .setParameter("sha256", secretSha256)
                .setParameter("contractor", credential.contractorId())
                .setParameter("partner", credential.partnerId())
                .setParameter("actions", Action.names(credential.actions()).toArray(String[]::new))
                .setParameter("state", credential.state().name())
                .setParameter("issued", credential.issuedAt().atOffset(ZoneOffset.UTC))
                .setParameter("expires", credential.expiresAt().atOffset(ZoneOffset.UTC))
                .setParameter("revision", credential.revision())
                .setParameter(
                        "key",
                        credential.proofKey() == null
                                ? null
                                : credential.proofKey().sha256())
                .executeUpdate()
                .chain(() -> session.createNativeQuery(
                                "INSERT INTO credential_grants SELECT :id, unnest(CAST(:grants AS text[])), :contractor")
                        .setParameter("id", credential.id())
                        .setParameter("grants", credential.grantIds().toArray(String[]::new))
                        .setParameter("contractor", credential.contractorId())
                        .executeUpdate())
                .chain(() -> session.createNativeQuery(
                                "INSERT INTO credential_assets SELECT :id, unnest(CAST(:assets AS text[]))")
                        .setParameter("id", credential.id())
                        .setParameter("assets", credential.assetIds().toArray(String[]::new))
                        .executeUpdate())
                .replaceWithVoid();
    }

    /** Credentials in the order of issue. */
    Uni<Page<Credential>> list(StatelessSession session, Reach reach, CredentialFilter filter, PageRequest page) {
        return new ListQuery<>(CredentialRow.class, "revision")
                .where("revision > :after", "after", page.afterRevision())
                .where(within(reach))
                .where("partnerId = :partnerId", "partnerId", filter.partnerId())
                .where("contractorId = :contractorId", "contractorId", filter.contractorId())
                .where(OF_GRANT, "grantId", filter.grantId())
                .run(session, page)
                .map(CredentialStore::credentials)
                .map(credentials -> Page.of(credentials, page, credential -> Long.toString(credential.revision())));
    }

    private static Optional<Reach.Condition> within(Reach reach) {
        return ContractorStore.holds(reach, null);
    }

    private static List<Credential> credentials(List<CredentialRow> rows) {
        return rows.stream().map(CredentialRow::toCredential).toList();
    }
}

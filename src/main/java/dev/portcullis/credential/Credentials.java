package dev.portcullis.credential;

import dev.portcullis.common.Caller;
import dev.portcullis.common.ErrorReason;
import dev.portcullis.common.Page;
import dev.portcullis.common.PageRequest;
import dev.portcullis.common.PortcullisException;
import dev.portcullis.partner.Contractor;
import dev.portcullis.partner.ContractorStore;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;
import org.hibernate.reactive.mutiny.Mutiny.SessionFactory;

/** Reads credentials. To a caller who may see its own alone ({@code ownOnly}) others' do not exist. */
@ApplicationScoped
public class Credentials {

    private final SessionFactory sessions;
    private final CredentialStore credentials;
    private final ContractorStore contractors;

    Credentials(SessionFactory sessions, CredentialStore credentials, ContractorStore contractors) {
        this.sessions = sessions;
        this.credentials = credentials;
        this.contractors = contractors;
    }

    /** One credential. Fails with CREDENTIAL_NOT_FOUND. */
    public Uni<Credential> get(Caller caller, boolean ownOnly, String id) {
        return sessions.withStatelessTransaction(session -> contractors
                .findBySubject(session, caller.subject())
                .flatMap(self -> credentials.find(session, id).map(found -> found.filter(credential -> !ownOnly
                                || self.map(Contractor::id)
                                        .filter(credential.contractorId()::equals)
                                        .isPresent())
                        .orElseThrow(() -> new PortcullisException(
                                ErrorReason.CREDENTIAL_NOT_FOUND, "there is no such credential")))));
    }

    /** Credentials in the order of issue. */
    public Uni<Page<Credential>> list(Caller caller, boolean ownOnly, CredentialFilter filter, PageRequest page) {
        return sessions.withStatelessTransaction(
                session -> contractors.findBySubject(session, caller.subject()).flatMap(self -> narrowed(
                                filter, ownOnly, self)
                        .map(own -> credentials.list(session, own, page))
                        .orElse(Uni.createFrom().item(new Page<>(List.of(), Optional.empty())))));
    }

    private static Optional<CredentialFilter> narrowed(
            CredentialFilter filter, boolean ownOnly, Optional<Contractor> self) {
        if (!ownOnly) {
            return Optional.of(filter);
        }
        return self.map(Contractor::id)
                .filter(id -> filter.contractorId().map(id::equals).orElse(true))
                .map(id -> new CredentialFilter(filter.partnerId(), Optional.of(id), filter.grantId()));
    }
}

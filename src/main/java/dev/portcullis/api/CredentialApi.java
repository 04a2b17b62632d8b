package dev.portcullis.api;

import dev.portcullis.credential.CredentialFilter;
import dev.portcullis.credential.CredentialScope;
import dev.portcullis.credential.CredentialSecret;
import dev.portcullis.credential.Credentials;
import dev.portcullis.credential.IssueCredential;
import dev.portcullis.credential.KeyThumbprint;
import dev.portcullis.credential.RenewCredential;
import dev.portcullis.identity.SubjectTokens;
import dev.portcullis.v1.Credential;
import dev.portcullis.v1.CredentialService;
import dev.portcullis.v1.CredentialServiceGrpc;
import dev.portcullis.v1.CredentialState;
import dev.portcullis.v1.ExchangeTokenRequest;
import dev.portcullis.v1.ExchangeTokenResponse;
import dev.portcullis.v1.GetCredentialRequest;
import dev.portcullis.v1.GetCredentialResponse;
import dev.portcullis.v1.IssueCredentialRequest;
import dev.portcullis.v1.IssueCredentialResponse;
import dev.portcullis.v1.ListCredentialsRequest;
import dev.portcullis.v1.ListCredentialsResponse;
import dev.portcullis.v1.RenewCredentialRequest;
import dev.portcullis.v1.RenewCredentialResponse;
import io.quarkus.grpc.GrpcService;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.util.Optional;

/** CredentialService on the wire. */
@GrpcService
class CredentialApi implements CredentialService {

    private final Calls calls;
    private final IssueCredential issueCredential;
    private final RenewCredential renewCredential;
    private final Credentials credentials;
    private final SubjectTokens subjectTokens;

    CredentialApi(
            Calls calls,
            IssueCredential issueCredential,
            RenewCredential renewCredential,
            Credentials credentials,
            SubjectTokens subjectTokens) {
        this.calls = calls;
        this.subjectTokens = subjectTokens;
        this.issueCredential = issueCredential;
        this.renewCredential = renewCredential;
        this.credentials = credentials;
    }

    @Override
    public Uni<IssueCredentialResponse> issueCredential(IssueCredentialRequest request) {
        return calls.handle(CredentialServiceGrpc.getIssueCredentialMethod(), request, access -> issueCredential
                .run(access.call(), scope(request))
                .map(issued -> IssueCredentialResponse.newBuilder()
                        .setCredential(message(issued.credential()))
                        .setSecret(issued.secret().map(CredentialSecret::reveal).orElse(""))
                        .build()));
    }

    @Override
    public Uni<ExchangeTokenResponse> exchangeToken(ExchangeTokenRequest request) {
        return calls.handle(CredentialServiceGrpc.getExchangeTokenMethod(), request, access -> subjectTokens
                .check(request.getSubjectToken(), access.caller())
                .chain(() -> issueCredential.run(access.call(), scope(request)))
                .map(CredentialApi::exchanged));
    }

    private static ExchangeTokenResponse exchanged(IssueCredential.Issued issued) {
        var credential = issued.credential();
        return ExchangeTokenResponse.newBuilder()
                .setAccessToken(issued.secret().map(CredentialSecret::reveal).orElse(""))
                .setIssuedTokenType("urn:ietf:params:oauth:token-type:access_token")
                .setTokenType("N_A")
                .setExpiresIn(Duration.between(credential.issuedAt(), credential.expiresAt())
                        .toSeconds())
                .addAllScope(Actions.messages(credential.actions()))
                .setCredential(message(credential))
                .build();
    }

    @Override
    public Uni<RenewCredentialResponse> renewCredential(RenewCredentialRequest request) {
        return calls.handle(CredentialServiceGrpc.getRenewCredentialMethod(), request, access -> renewCredential
                .run(
                        access.call(),
                        Names.id(request.getName()),
                        request.hasLifetime() ? Optional.of(duration(request.getLifetime())) : Optional.empty(),
                        thumbprint(request.getProofKeyThumbprint()))
                .map(credential -> RenewCredentialResponse.newBuilder()
                        .setCredential(message(credential))
                        .build()));
    }

    @Override
    public Uni<GetCredentialResponse> getCredential(GetCredentialRequest request) {
        return calls.handle(CredentialServiceGrpc.getGetCredentialMethod(), request, access -> credentials
                .get(access.reach(), Names.id(request.getName()))
                .map(credential -> GetCredentialResponse.newBuilder()
                        .setCredential(message(credential))
                        .build()));
    }

    @Override
    public Uni<ListCredentialsResponse> listCredentials(ListCredentialsRequest request) {
        return calls.handle(CredentialServiceGrpc.getListCredentialsMethod(), request, access -> credentials
                .list(access.reach(), filter(request), Paging.request(access, request))
                .map(page -> ListCredentialsResponse.newBuilder()
                        .addAllCredentials(page.map(CredentialApi::message).items())
                        .setNextPageToken(Paging.next(access, request, page))
                        .build()));
    }

    private static CredentialScope scope(IssueCredentialRequest request) {
        return new CredentialScope(
                request.getGrantsList().stream().map(Names::id).toList(),
                request.getAssetsList().stream().map(Names::id).toList(),
                Actions.domain(request.getActionsList()),
                request.hasLifetime() ? Optional.of(duration(request.getLifetime())) : Optional.empty(),
                thumbprint(request.getProofKeyThumbprint()));
    }

    private static CredentialScope scope(ExchangeTokenRequest request) {
        return new CredentialScope(
                request.getGrantsList().stream().map(Names::id).toList(),
                request.getResourceList().stream().map(Names::id).toList(),
                Actions.domain(request.getScopeList()),
                request.hasLifetime() ? Optional.of(duration(request.getLifetime())) : Optional.empty(),
                thumbprint(request.getProofKeyThumbprint()));
    }

    private static Optional<KeyThumbprint> thumbprint(String text) {
        return text.isEmpty() ? Optional.empty() : Optional.of(new KeyThumbprint(text));
    }

    private static CredentialFilter filter(ListCredentialsRequest request) {
        return new CredentialFilter(
                Names.filter(request.getPartner()),
                Names.filter(request.getContractor()),
                Names.filter(request.getGrant()));
    }

    private static Duration duration(com.google.protobuf.Duration duration) {
        return Duration.ofSeconds(duration.getSeconds()).plusMillis(duration.getNanos() / 1_000_000);
    }

    private static Credential message(dev.portcullis.credential.Credential credential) {
        var message = Credential.newBuilder()
                .setName(Names.credential(credential.id()))
                .setContractor(Names.contractor(credential.contractorId()))
                .setPartner(Names.partner(credential.partnerId()))
                .addAllGrants(credential.grantIds().stream().map(Names::grant).toList())
                .addAllAssets(credential.assetIds().stream().map(Names::asset).toList())
                .addAllActions(Actions.messages(credential.actions()))
                .setState(CredentialState.valueOf("CREDENTIAL_STATE_" + credential.state()))
                .setIssuedAt(Names.timestamp(credential.issuedAt()))
                .setExpiresAt(Names.timestamp(credential.expiresAt()));
        if (credential.revokedAt() != null) {
            message.setRevokedAt(Names.timestamp(credential.revokedAt()));
        }
        if (credential.proofKey() != null) {
            message.setProofKeyThumbprint(credential.proofKey().text());
        }
        return message.build();
    }
}

package dev.portcullis.identity;

import dev.portcullis.common.Sha256;
import dev.portcullis.identity.PresentedToken.Scheme;
import dev.portcullis.identity.SignInConfig.Mode;
import io.quarkus.security.identity.SecurityIdentity;
import io.vertx.core.http.HttpServerRequest;
import jakarta.enterprise.context.ApplicationScoped;
import java.security.cert.Certificate;
import java.security.cert.CertificateEncodingException;
import java.util.Base64;
import java.util.Collections;
import java.util.Set;
import javax.net.ssl.SSLPeerUnverifiedException;
import org.eclipse.microprofile.jwt.JsonWebToken;

/** Sees to it that a token which is bound to a key is used by whoever has the key, and that it is bound where it must be. */
@ApplicationScoped
class SenderConstraint {

    private final Proofs proofs;
    private final Mode mode;
    private final Set<String> roles;

    SenderConstraint(Proofs proofs, SignInConfig config) {
        this.proofs = proofs;
        this.mode = config.senderConstraint().mode();
        this.roles = Set.copyOf(config.senderConstraint().roles());
    }

    /** Fails with a {@link RefusedException} if a verified token may not be used so. */
    void check(HttpServerRequest call, PresentedToken token, SecurityIdentity identity) {
        var binding = identity.getPrincipal() instanceof JsonWebToken verified
                ? Binding.of(verified.getClaim("cnf"))
                : Binding.NONE;
        if (binding.isNone()) {
            checkUnbound(identity.getRoles());
        } else if (mode == Mode.OFF) {
            throw new RefusedException(Refusal.BINDING_UNKNOWN);
        }
        if (binding.key().isPresent() != (token.scheme() == Scheme.DPOP)) {
            throw new RefusedException(Refusal.SCHEME);
        }
        binding.certificate().ifPresent(thumbprint -> checkCertificate(call, thumbprint));
        binding.key().ifPresent(key -> proofs.check(call, token.text(), key));
    }

    private void checkUnbound(Set<String> of) {
        if (mode == Mode.REQUIRED && !Collections.disjoint(of, roles)) {
            throw new RefusedException(Refusal.NOT_BOUND);
        }
    }

    private static void checkCertificate(HttpServerRequest call, String thumbprint) {
        try {
            var session = call.connection().sslSession();
            if (session == null) {
                throw new RefusedException(Refusal.CERTIFICATE_MISSING);
            }
            if (!thumbprint.equals(thumbprint(session.getPeerCertificates()[0]))) {
                throw new RefusedException(Refusal.CERTIFICATE_OTHER);
            }
        } catch (SSLPeerUnverifiedException | CertificateEncodingException e) {
            throw new RefusedException(Refusal.CERTIFICATE_MISSING);
        }
    }

    private static String thumbprint(Certificate certificate) throws CertificateEncodingException {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(Sha256.of(certificate.getEncoded()));
    }
}

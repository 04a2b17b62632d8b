package dev.portcullis.local;

import io.grpc.CallOptions;
import io.grpc.Channel;
import io.grpc.ClientCall;
import io.grpc.ClientInterceptor;
import io.grpc.ForwardingClientCall.SimpleForwardingClientCall;
import io.grpc.ForwardingClientCallListener.SimpleForwardingClientCallListener;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.Status;
import java.security.GeneralSecurityException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.UnaryOperator;

/** Signs calls in with a token that is bound to a key, and proves the key for each; the nonces it learns, it uses. */
public final class Dpop implements ClientInterceptor {

    public static final Metadata.Key<String> AUTHORIZATION =
            Metadata.Key.of("authorization", Metadata.ASCII_STRING_MARSHALLER);
    public static final Metadata.Key<String> PROOF = Metadata.Key.of("dpop", Metadata.ASCII_STRING_MARSHALLER);
    public static final Metadata.Key<String> NONCE = Metadata.Key.of("dpop-nonce", Metadata.ASCII_STRING_MARSHALLER);

    private final DpopKey key;
    private final String token;
    private final String origin;
    private final AtomicReference<String> nonce = new AtomicReference<>();

    /** @param origin where the service is reached: {@code http://127.0.0.1:8080} */
    public Dpop(DpopKey key, String token, String origin) {
        this.key = key;
        this.token = token;
        this.origin = origin;
    }

    /** The last nonce that the service gave; null before any. */
    public String nonce() {
        return nonce.get();
    }

    /** A proof as it should be for a call of a method now. */
    public Jwt proof(MethodDescriptor<?, ?> method) {
        return key.proof("POST", origin + "/" + method.getFullMethodName())
                .claim("ath", DpopKey.hash(token))
                .claim("nonce", nonce.get());
    }

    /** Sends a call with other headers than the usual, and learns its nonce all the same. */
    public ClientInterceptor with(UnaryOperator<Metadata> change) {
        return new Sender(change);
    }

    @Override
    public <Q, A> ClientCall<Q, A> interceptCall(MethodDescriptor<Q, A> method, CallOptions options, Channel next) {
        return new Sender(headers -> headers).interceptCall(method, options, next);
    }

    /** The headers of a call with a proof. */
    public Metadata headers(String proof) {
        var headers = new Metadata();
        headers.put(AUTHORIZATION, "DPoP " + token);
        headers.put(PROOF, proof);
        return headers;
    }

    private Metadata headers(MethodDescriptor<?, ?> method) {
        try {
            return headers(proof(method).signed());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private void learn(Metadata headers) {
        var given = headers.get(NONCE);
        if (given != null) {
            nonce.set(given);
        }
    }

    private final class Sender implements ClientInterceptor {

        private final UnaryOperator<Metadata> change;

        Sender(UnaryOperator<Metadata> change) {
            this.change = change;
        }

        @Override
        public <Q, A> ClientCall<Q, A> interceptCall(MethodDescriptor<Q, A> method, CallOptions options, Channel next) {
            return new SimpleForwardingClientCall<>(next.newCall(method, options)) {
                @Override
                public void start(Listener<A> listener, Metadata headers) {
                    headers.merge(change.apply(headers(method)));
                    super.start(new Learner<>(listener), headers);
                }
            };
        }
    }

    private final class Learner<A> extends SimpleForwardingClientCallListener<A> {

        Learner(ClientCall.Listener<A> listener) {
            super(listener);
        }

        @Override
        public void onHeaders(Metadata headers) {
            learn(headers);
            super.onHeaders(headers);
        }

        @Override
        public void onClose(Status status, Metadata trailers) {
            learn(trailers);
            super.onClose(status, trailers);
        }
    }
}

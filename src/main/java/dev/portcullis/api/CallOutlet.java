package dev.portcullis.api;

import dev.portcullis.revocation.watch.Outlet;
import io.grpc.Context;
import io.grpc.Contexts;
import io.grpc.ForwardingServerCallListener.SimpleForwardingServerCallListener;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor.MethodType;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import io.quarkus.grpc.GlobalInterceptor;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;

/**
 * Whether what a streaming call sends goes out (HTTP/2 flow control, RFC 9113 section 5.2). The stubs that Quarkus generates
 * take a stream's items as fast as they come, and keep what the client does not take; so who makes them must look.
 */
final class CallOutlet implements Outlet {

    private static final Context.Key<CallOutlet> CURRENT = Context.key("outlet");

    private final ServerCall<?, ?> call;
    private volatile Runnable action = () -> {};

    private CallOutlet(ServerCall<?, ?> call) {
        this.call = call;
    }

    /** That of the call that is being handled on this thread; to be asked at its very start. */
    static CallOutlet current() {
        return CURRENT.get();
    }

    /** Comes once a message can go out without being kept behind others. */
    Uni<Void> ready() {
        return Uni.createFrom().emitter(emitter -> {
            onReady(() -> {
                if (isReady()) {
                    emitter.complete(null);
                }
            });
            action.run();
        });
    }

    @Override
    public boolean isReady() {
        return call.isReady();
    }

    @Override
    public void onReady(Runnable newAction) {
        action = newAction;
    }

    /**
     * Lets every streaming call know its outlet; and cancels it when its connection is gone, which Vert.x tells nobody once a
     * request has been read.
     */
    @ApplicationScoped
    @GlobalInterceptor
    static class Interceptor implements ServerInterceptor {

        @Override
        public <Q, A> ServerCall.Listener<Q> interceptCall(
                ServerCall<Q, A> call, Metadata headers, ServerCallHandler<Q, A> next) {
            if (call.getMethodDescriptor().getType() != MethodType.SERVER_STREAMING) {
                return next.startCall(call, headers);
            }
            var outlet = new CallOutlet(call);
            var context = Context.current().withValue(CURRENT, outlet);
            var listener = new Listener<>(outlet, Contexts.interceptCall(context, call, headers, next));
            RoutingContext http = Vertx.currentContext().getLocal(RoutingContext.class.getName());
            http.response().closeHandler(nothing -> listener.closed());
            return listener;
        }
    }

    private static final class Listener<Q> extends SimpleForwardingServerCallListener<Q> {

        private final CallOutlet outlet;
        private boolean ended;

        Listener(CallOutlet outlet, ServerCall.Listener<Q> delegate) {
            super(delegate);
            this.outlet = outlet;
        }

        @Override
        public void onReady() {
            super.onReady();
            outlet.action.run();
        }

        @Override
        public void onCancel() {
            ended = true;
            super.onCancel();
        }

        @Override
        public void onComplete() {
            ended = true;
            super.onComplete();
        }

        private void closed() {
            if (!ended) {
                onCancel();
            }
        }
    }
}

package dev.portcullis.api;

import com.google.protobuf.Message;
import io.grpc.CallOptions;
import io.grpc.Channel;
import io.grpc.Context;
import io.grpc.MethodDescriptor;
import io.grpc.MethodDescriptor.MethodType;
import io.grpc.ServiceDescriptor;
import io.grpc.protobuf.ProtoMethodDescriptorSupplier;
import io.grpc.stub.ClientCalls;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** Every RPC that the proto files declare, so that none can be left out of a test. */
final class Rpcs {

    private static final Path PROTO = Path.of("proto/portcullis/v1");
    private static final Pattern SERVICE = Pattern.compile("(?m)^service (\\w+) \\{");
    private static final String PACKAGE = "portcullis.v1.";

    private Rpcs() {}

    /** By {@code Service/Method}. */
    static Map<String, MethodDescriptor<?, ?>> all() {
        var methods = new TreeMap<String, MethodDescriptor<?, ?>>();
        try (var files = Files.list(PROTO)) {
            for (var file : files.toList()) {
                SERVICE.matcher(Files.readString(file)).results().forEach(found -> service(found.group(1))
                        .getMethods()
                        .forEach(
                                method -> methods.put(method.getFullMethodName().substring(PACKAGE.length()), method)));
            }
            return methods;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Whether it changes something: then it takes an idempotency key. */
    static boolean isMutation(MethodDescriptor<?, ?> method) {
        return ((ProtoMethodDescriptorSupplier) method.getSchemaDescriptor())
                        .getMethodDescriptor()
                        .getInputType()
                        .findFieldByName("request_id")
                != null;
    }

    /** Calls a method with an empty request; of a stream, the first answer. */
    static <Q, A> A callEmpty(MethodDescriptor<Q, A> method, Channel channel) {
        return first(method, channel, method.parseRequest(new ByteArrayInputStream(new byte[0])));
    }

    /** Calls a method with a request of its type; of a stream, the first answer. */
    static <Q, A> A call(MethodDescriptor<Q, A> method, Channel channel, Message request) {
        return first(method, channel, method.parseRequest(request.toByteString().newInput()));
    }

    private static <Q, A> A first(MethodDescriptor<Q, A> method, Channel channel, Q request) {
        if (method.getType() == MethodType.SERVER_STREAMING) {
            try (var call = Context.current().withCancellation()) {
                return call.wrap(() -> ClientCalls.blockingServerStreamingCall(
                                        channel, method, CallOptions.DEFAULT, request)
                                .next())
                        .call();
            } catch (RuntimeException e) {
                throw e;
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
        }
        return ClientCalls.blockingUnaryCall(channel, method, CallOptions.DEFAULT, request);
    }

    private static ServiceDescriptor service(String name) {
        try {
            return (ServiceDescriptor) Class.forName("dev.portcullis.v1." + name + "Grpc")
                    .getMethod("getServiceDescriptor")
                    .invoke(null);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("no code was generated for " + name, e);
        }
    }
}

package dev.portcullis.local;

import com.google.protobuf.Descriptors.FileDescriptor;
import com.google.protobuf.Descriptors.MethodDescriptor;
import com.google.protobuf.DynamicMessage;
import com.google.protobuf.TypeRegistry;
import com.google.protobuf.util.JsonFormat;
import com.google.rpc.BadRequest;
import com.google.rpc.ErrorInfo;
import dev.portcullis.local.KeycloakAdmin.User;
import dev.portcullis.v1.AccessProto;
import dev.portcullis.v1.AuditProto;
import dev.portcullis.v1.CatalogProto;
import dev.portcullis.v1.CredentialProto;
import dev.portcullis.v1.GrantProto;
import dev.portcullis.v1.IdentityProto;
import dev.portcullis.v1.PartnerProto;
import dev.portcullis.v1.PolicyProto;
import dev.portcullis.v1.RevocationProto;
import io.grpc.CallOptions;
import io.grpc.ClientInterceptors;
import io.grpc.ManagedChannelBuilder;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor.MethodType;
import io.grpc.StatusRuntimeException;
import io.grpc.protobuf.ProtoUtils;
import io.grpc.protobuf.StatusProto;
import io.grpc.stub.ClientCalls;
import io.grpc.stub.MetadataUtils;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Calls one RPC of a running quickstart with a JSON request, as one of its users: for who has a JDK and no grpcurl. Of a stream
 * it prints each answer as it comes.
 */
public final class Call {

    private static final List<FileDescriptor> FILES = List.of(
            AccessProto.getDescriptor(),
            AuditProto.getDescriptor(),
            CatalogProto.getDescriptor(),
            CredentialProto.getDescriptor(),
            GrantProto.getDescriptor(),
            IdentityProto.getDescriptor(),
            PartnerProto.getDescriptor(),
            PolicyProto.getDescriptor(),
            RevocationProto.getDescriptor());

    private static final JsonFormat.Printer PRINTER = JsonFormat.printer()
            .preservingProtoFieldNames()
            .usingTypeRegistry(TypeRegistry.newBuilder()
                    .add(ErrorInfo.getDescriptor())
                    .add(BadRequest.getDescriptor())
                    .build());

    private Call() {}

    /** {@code [--data DIR] [--port N] [--keycloak-port N] --as USER METHOD JSON} */
    public static void main(String... arguments) throws Exception {
        System.getLogger(Call.class.getName()); // first, or the log manager complains that another was asked
        var at = Arrays.asList(arguments).indexOf("--as");
        if (at < 0 || arguments.length - at != 4) {
            fail("usage: ./quickstart call [--data DIR] [--port N] [--keycloak-port N] --as USER METHOD JSON");
        }
        try {
            var options = Options.parse(Arrays.copyOf(arguments, at));
            var method = method(arguments[at + 2])
                    .orElseThrow(() -> new IllegalArgumentException("there is no RPC " + arguments[at + 2]));
            call(options, arguments[at + 1], method, arguments[at + 3]);
        } catch (StatusRuntimeException e) {
            fail(e.getStatus().getCode() + ": " + PRINTER.print(StatusProto.fromThrowable(e)));
        } catch (ConnectException e) {
            fail("nobody answers; is ./quickstart running, and on these ports?");
        } catch (IllegalArgumentException | IOException e) {
            fail(e.getMessage());
        }
    }

    private static void call(Options options, String user, MethodDescriptor method, String json) throws Exception {
        var request = DynamicMessage.newBuilder(method.getInputType());
        JsonFormat.parser().merge(json, request);
        var headers = new Metadata();
        headers.put(
                Metadata.Key.of("authorization", Metadata.ASCII_STRING_MARSHALLER), "Bearer " + token(options, user));
        var channel = ManagedChannelBuilder.forAddress("127.0.0.1", options.port())
                .usePlaintext()
                .build();
        try {
            var descriptor = io.grpc.MethodDescriptor.<DynamicMessage, DynamicMessage>newBuilder()
                    .setType(method.isServerStreaming() ? MethodType.SERVER_STREAMING : MethodType.UNARY)
                    .setFullMethodName(method.getService().getFullName() + "/" + method.getName())
                    .setRequestMarshaller(
                            ProtoUtils.marshaller(DynamicMessage.getDefaultInstance(method.getInputType())))
                    .setResponseMarshaller(
                            ProtoUtils.marshaller(DynamicMessage.getDefaultInstance(method.getOutputType())))
                    .build();
            var signedIn = ClientInterceptors.intercept(channel, MetadataUtils.newAttachHeadersInterceptor(headers));
            if (method.isServerStreaming()) {
                var answers = ClientCalls.blockingServerStreamingCall(
                        signedIn, descriptor, CallOptions.DEFAULT, request.build());
                while (answers.hasNext()) {
                    System.out.println(PRINTER.print(answers.next()));
                }
            } else {
                System.out.println(PRINTER.print(
                        ClientCalls.blockingUnaryCall(signedIn, descriptor, CallOptions.DEFAULT, request.build())));
            }
        } finally {
            channel.shutdownNow();
        }
    }

    private static String token(Options options, String user) throws Exception {
        var passwords = Secrets.read(options.data().resolve("users.properties"));
        if (passwords.isEmpty()) {
            throw new IllegalArgumentException(
                    "no quickstart has run with the folder " + options.data() + "; --data names another");
        }
        var password = passwords.getProperty(user);
        if (password == null) {
            throw new IllegalArgumentException(
                    "no user " + user + " in " + options.data() + "; there are " + passwords.stringPropertyNames());
        }
        var url = URI.create("http://127.0.0.1:" + options.keycloakPort());
        return new KeycloakAdmin(url, "portcullis", "", "").token(new User(user, "", password));
    }

    /** The RPC of this name, {@code portcullis.v1.Service/Method}; empty if there is none. */
    static Optional<MethodDescriptor> method(String name) {
        return FILES.stream()
                .flatMap(file -> file.getServices().stream())
                .flatMap(service -> service.getMethods().stream())
                .filter(method -> name.equals(method.getService().getFullName() + "/" + method.getName()))
                .findFirst();
    }

    private static void fail(String message) {
        System.err.println(message);
        System.exit(1);
    }
}

package dev.portcullis.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.portcullis.local.PortcullisTestResource;
import dev.portcullis.v1.AccessServiceGrpc;
import dev.portcullis.v1.CreatePartnerRequest;
import dev.portcullis.v1.ListPartnersRequest;
import io.grpc.CallOptions;
import io.grpc.MethodDescriptor;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.stub.ClientCalls;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** Messages that are too large, or none at all. */
@QuarkusTest
@QuarkusTestResource(PortcullisTestResource.class)
class MessageSizeTest {

    private static final int LIMIT = 1 << 20;

    @Test
    void shouldReadAMessageUpToALimitOfOneMebibyte() {
        var failure = refusal(ofSize(LIMIT));
        assertThat(Errors.reason(failure)).isEqualTo("FIELD_INVALID");
    }

    @Test
    void shouldRefuseAByteMore() {
        assertThat(refusal(ofSize(LIMIT + 1)).getStatus().getCode()).isEqualTo(Status.Code.RESOURCE_EXHAUSTED);
    }

    @Test
    void shouldServeOnAfterFiveMegabytes() {
        var revision = Revision.now();
        var failure = refusal(ofSize(5_000_000));
        assertThat(failure.getStatus().getCode()).isEqualTo(Status.Code.RESOURCE_EXHAUSTED);
        assertThat(Revision.now()).isEqualTo(revision);
        assertThat(World.partners().listPartners(ListPartnersRequest.getDefaultInstance()))
                .isNotNull();
    }

    /** gRPC itself says so, and gives it this status (grpc/doc/statuscodes.md). */
    @Test
    void shouldServeOnAfterBytesThatAreNoMessage() {
        var bytes = bytes(AccessServiceGrpc.getCheckMethod());
        var channel = Clients.channelAs(Clients.user("platform"));
        var failure = catchThrowableOfType(
                StatusRuntimeException.class,
                () -> ClientCalls.blockingUnaryCall(channel, bytes, deadline(), new byte[] {10, 127, 1}));
        assertThat(failure.getStatus().getCode()).isEqualTo(Status.Code.INTERNAL);
        assertThat(World.partners().listPartners(ListPartnersRequest.getDefaultInstance()))
                .isNotNull();
    }

    private static StatusRuntimeException refusal(CreatePartnerRequest request) {
        return catchThrowableOfType(
                StatusRuntimeException.class,
                () -> World.partners().withDeadlineAfter(60, TimeUnit.SECONDS).createPartner(request));
    }

    private static CreatePartnerRequest ofSize(int bytes) {
        var request = CreatePartnerRequest.newBuilder().setPartnerId("acme-large");
        var overhead = request.setDisplayName("a".repeat(bytes)).build().getSerializedSize() - bytes;
        var made = request.setDisplayName("a".repeat(bytes - overhead)).build();
        assertThat(made.getSerializedSize()).isEqualTo(bytes);
        return made;
    }

    private static CallOptions deadline() {
        return CallOptions.DEFAULT.withDeadlineAfter(60, TimeUnit.SECONDS);
    }

    /** The method as it is called by a client that sends any bytes. */
    private static MethodDescriptor<byte[], byte[]> bytes(MethodDescriptor<?, ?> method) {
        var marshaller = new MethodDescriptor.Marshaller<byte[]>() {
            @Override
            public InputStream stream(byte[] value) {
                return new ByteArrayInputStream(value);
            }

            @Override
            public byte[] parse(InputStream stream) {
                try {
                    return stream.readAllBytes();
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            }
        };
        return MethodDescriptor.<byte[], byte[]>newBuilder()
                .setType(MethodDescriptor.MethodType.UNARY)
                .setFullMethodName(method.getFullMethodName())
                .setRequestMarshaller(marshaller)
                .setResponseMarshaller(marshaller)
                .build();
    }
}

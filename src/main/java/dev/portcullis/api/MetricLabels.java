package dev.portcullis.api;

import dev.portcullis.v1.AccessServiceGrpc;
import dev.portcullis.v1.AuditServiceGrpc;
import dev.portcullis.v1.CatalogServiceGrpc;
import dev.portcullis.v1.CredentialServiceGrpc;
import dev.portcullis.v1.GrantServiceGrpc;
import dev.portcullis.v1.IdentityServiceGrpc;
import dev.portcullis.v1.PartnerServiceGrpc;
import dev.portcullis.v1.PolicyServiceGrpc;
import dev.portcullis.v1.RevocationServiceGrpc;
import io.grpc.ServiceDescriptor;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.config.MeterFilter;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Keeps the labels of request metrics few. The path of a gRPC call would be one, and anybody can call a path that does not
 * exist, each time another, until memory is full of time series.
 */
class MetricLabels {

    private static final String URI = "uri";
    private static final Tag OTHER = Tag.of(URI, "OTHER");

    /** Paths that are the same for all callers: our RPCs, and what Quarkus serves beside them. */
    private static final Set<String> KNOWN = Stream.concat(
                    Stream.of(
                                    PartnerServiceGrpc.getServiceDescriptor(),
                                    CatalogServiceGrpc.getServiceDescriptor(),
                                    GrantServiceGrpc.getServiceDescriptor(),
                                    CredentialServiceGrpc.getServiceDescriptor(),
                                    AccessServiceGrpc.getServiceDescriptor(),
                                    RevocationServiceGrpc.getServiceDescriptor(),
                                    PolicyServiceGrpc.getServiceDescriptor(),
                                    IdentityServiceGrpc.getServiceDescriptor(),
                                    AuditServiceGrpc.getServiceDescriptor())
                            .map(ServiceDescriptor::getMethods)
                            .flatMap(methods -> methods.stream().map(method -> "/" + method.getFullMethodName())),
                    Stream.of("/grpc.health.v1.Health/Check", "root", "NOT_FOUND", "REDIRECTION", "UNKNOWN"))
            .collect(Collectors.toUnmodifiableSet());

    @Produces
    @Singleton
    MeterFilter knownPathsOnly() {
        return new MeterFilter() {
            @Override
            public Meter.Id map(Meter.Id id) {
                var uri = id.getTag(URI);
                return uri == null || KNOWN.contains(uri) || !id.getName().startsWith("http.server")
                        ? id
                        : id.withTag(OTHER);
            }
        };
    }
}

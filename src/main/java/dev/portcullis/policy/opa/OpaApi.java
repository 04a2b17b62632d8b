package dev.portcullis.policy.opa;

import io.smallrye.mutiny.Uni;
import jakarta.annotation.Nullable;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import org.jboss.resteasy.reactive.RestResponse;

/**
 * What is used of OPA's REST API (https://www.openpolicyagent.org/docs/rest-api#get-a-document-with-input): the rules of
 * {@code policies/server}.
 */
@Path("/v1/data/portcullis/server")
public interface OpaApi {

    /**
     * Asks for a document, given an input. Fails only if no whole answer comes; one of another status is an answer.
     *
     * @param authorization the header; null for none
     * @param query JSON, as what comes back
     */
    @POST
    @Path("/{rule}")
    @Consumes(MediaType.APPLICATION_JSON)
    @Produces(MediaType.APPLICATION_JSON)
    Uni<RestResponse<byte[]>> ask(
            @HeaderParam(HttpHeaders.AUTHORIZATION) @Nullable String authorization,
            @PathParam("rule") String rule,
            byte[] query);
}

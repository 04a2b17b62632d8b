package dev.portcullis.api;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.portcullis.common.Jwk;
import dev.portcullis.common.PortcullisException;
import dev.portcullis.partner.Account;
import dev.portcullis.partner.NewContractor;
import dev.portcullis.v1.Contractor;
import dev.portcullis.v1.Person;
import dev.portcullis.v1.RegisterContractorRequest;
import dev.portcullis.v1.Workload;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;

/** The accounts of contractors, between the wire and the domain. */
final class AccountMessages {

    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();
    private static final Set<String> KEY_TYPES = Set.of("EC", "RSA", "OKP");

    private AccountMessages() {}

    static NewContractor domain(RegisterContractorRequest request) {
        return new NewContractor(
                Names.id(request.getPartner()),
                request.hasSubject() ? request.getSubject() : null,
                switch (request.getIdentityCase()) {
                    case PERSON -> person(request.getPerson());
                    case WORKLOAD -> workload(request.getWorkload());
                    case SUBJECT, IDENTITY_NOT_SET -> null;
                },
                request.getDisplayName());
    }

    static void put(dev.portcullis.partner.Contractor contractor, Contractor.Builder message) {
        if (contractor.account() instanceof Account.Person person) {
            message.setPerson(Person.newBuilder().setEmail(person.email()).setUsername(person.username()));
        } else if (contractor.account() instanceof Account.Workload workload) {
            var of = Workload.newBuilder().setClientId(workload.clientId());
            if (workload.jwksUrl() != null) {
                of.setJwksUrl(workload.jwksUrl());
            } else {
                of.setPublicJwk(workload.publicJwk());
            }
            message.setWorkload(of);
        }
    }

    private static Account person(Person person) {
        var username = person.getUsername().isEmpty() ? person.getEmail() : person.getUsername();
        return new Account.Person(person.getEmail(), username.toLowerCase(Locale.ROOT));
    }

    private static Account workload(Workload workload) {
        return workload.hasJwksUrl()
                ? new Account.Workload(workload.getClientId(), workload.getJwksUrl(), null)
                : new Account.Workload(workload.getClientId(), null, publicKey(workload.getPublicJwk()));
    }

    /** The key, which is public. No message repeats any of it: somebody may have sent the wrong one. */
    private static String publicKey(String jwk) {
        JsonNode key;
        try {
            key = JSON.readTree(jwk);
        } catch (JsonProcessingException e) {
            throw invalid("must be JSON");
        }
        if (Stream.of("kty", "kid", "alg", "use")
                        .anyMatch(name -> key.has(name) && !key.get(name).isTextual())
                || !KEY_TYPES.contains(key.path("kty").asText())) {
            throw invalid("must be a JWK of kty EC, RSA or OKP");
        }
        if (!Jwk.isPublic(members(key))) {
            throw invalid("must be a public key; this one is private, and known to others now: make another");
        }
        return key.toString();
    }

    private static List<String> members(JsonNode key) {
        var members = new ArrayList<String>();
        key.fieldNames().forEachRemaining(members::add);
        return members;
    }

    private static PortcullisException invalid(String rule) {
        return PortcullisException.invalid("workload.public_jwk", rule);
    }
}

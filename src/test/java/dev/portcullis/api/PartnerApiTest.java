package dev.portcullis.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.portcullis.local.PortcullisTestResource;
import dev.portcullis.v1.CreatePartnerRequest;
import dev.portcullis.v1.GetPartnerRequest;
import dev.portcullis.v1.PartnerState;
import dev.portcullis.v1.RegisterContractorRequest;
import dev.portcullis.v1.Workload;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.util.Locale;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@QuarkusTestResource(PortcullisTestResource.class)
class PartnerApiTest {

    @Test
    void shouldRegisterAPartnerForAnAdmin() {
        var partners = World.partners();
        var created = partners.createPartner(CreatePartnerRequest.newBuilder()
                        .setPartnerId("acme-read")
                        .setDisplayName("Acme")
                        .build())
                .getPartner();
        assertThat(created.getState()).isEqualTo(PartnerState.PARTNER_STATE_ACTIVE);
        var read = partners.getPartner(GetPartnerRequest.newBuilder()
                        .setName("partners/acme-read")
                        .build())
                .getPartner();
        assertThat(read).isEqualTo(created);
    }

    @Test
    void shouldRefuseTheDomainOfAnotherPartner() {
        var domain = "d" + UUID.randomUUID() + ".example.com";
        create(domain);
        var refusal = catchThrowable(() -> create(domain));
        assertThat(Errors.reason(refusal)).isEqualTo("FIELD_INVALID");
        assertThat(Errors.fields(refusal)).containsExactly("domain");
    }

    @Test
    void shouldRefuseTheAccountOfAnotherContractor() {
        var partner = Provisioned.partner();
        var email = Provisioned.email();
        Provisioned.person(partner, email);
        assertThat(Errors.reason(catchThrowable(() -> Provisioned.person(partner, email.toUpperCase(Locale.ROOT)))))
                .isEqualTo("CONTRACTOR_EXISTS");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{\"kty\":\"EC\",}",
                "{\"kty\":\"oct\",\"k\":\"s3cr3t\"}",
                "{\"kty\":\"EC\",\"d\":\"s3cr3t\"}",
                "{\"kty\":\"RSA\",\"p\":\"s3cr3t\"}",
                "{\"kty\":\"EC\",\"kid\":1}"
            })
    void shouldTakeNothingButAPublicKeyAndRepeatNothingOfIt(String jwk) {
        var workload = Workload.newBuilder()
                .setClientId("bot-" + UUID.randomUUID())
                .setPublicJwk(jwk)
                .build();
        var request = RegisterContractorRequest.newBuilder()
                .setPartner(Provisioned.partner())
                .setDisplayName("Bot")
                .setWorkload(workload)
                .build();
        var refusal = catchThrowable(() -> World.partners().registerContractor(request));
        assertThat(Errors.fields(refusal)).containsExactly("workload.public_jwk");
        assertThat(Errors.all(refusal)).doesNotContain("s3cr3t");
    }

    private static void create(String domain) {
        World.partners()
                .createPartner(CreatePartnerRequest.newBuilder()
                        .setPartnerId("p" + UUID.randomUUID())
                        .setDisplayName("Acme")
                        .setDomain(domain)
                        .build());
    }
}

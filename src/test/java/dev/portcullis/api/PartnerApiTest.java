package dev.portcullis.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.portcullis.local.PortcullisTestResource;
import dev.portcullis.v1.CreatePartnerRequest;
import dev.portcullis.v1.GetPartnerRequest;
import dev.portcullis.v1.PartnerState;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.Test;

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
}

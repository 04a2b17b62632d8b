package dev.portcullis.identity;

import static org.assertj.core.api.Assertions.assertThat;

import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which roles are those of the lab's own people, by where tokens have theirs. */
class LabRolesTest {

    @ParameterizedTest
    @CsvSource({
        "realm_access/roles, admin, true",
        "realm_access/roles, platform, true",
        "realm_access/roles, contractor, false",
        "realm_access/roles, partner-admin, false",
        "realm_access/roles, portcullis/admin, false",
        "resource_access/portcullis/roles, portcullis/approver, true",
        "resource_access/portcullis/roles, portcullis/contractor, false",
        "resource_access/portcullis/roles, another/approver, false",
        "resource_access/portcullis/roles, approver, false",
        "resource_access/\"lab.gate\"/roles, lab.gate/auditor, true",
        "'realm_access/roles,resource_access/portcullis/roles', admin, true",
        "'realm_access/roles,resource_access/portcullis/roles', portcullis/admin, true",
        "'resource_access/a/roles, resource_access/b/roles', b/admin, true",
        "'resource_access/a/roles, resource_access/b/roles', admin, false",
    })
    void shouldBeThoseThatPortcullisReadsInTokens(String claim, String role, boolean isOne) {
        assertThat(of(claim).include(role)).isEqualTo(isOne);
    }

    @Test
    void shouldNameTheClientsAndTheRoleOfContractors() {
        var both = of("realm_access/roles,resource_access/portcullis/roles");
        assertThat(both.clients()).containsExactly("portcullis");
        assertThat(both.isContractors("contractor")).isTrue();
        assertThat(both.isContractors("portcullis/contractor")).isTrue();
        assertThat(both.isContractors("another/contractor")).isFalse();
        assertThat(of("realm_access/roles").clients()).isEmpty();
    }

    private static LabRoles of(String claim) {
        return new LabRoles(new SmallRyeConfigBuilder()
                .withMapping(SignInConfig.class)
                .withSources(new PropertiesConfigSource(Map.of("portcullis.sign-in.roles-claim", claim), "test", 100))
                .build()
                .getConfigMapping(SignInConfig.class));
    }
}

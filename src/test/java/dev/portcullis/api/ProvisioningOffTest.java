package dev.portcullis.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.portcullis.local.PortcullisTestResource;
import dev.portcullis.v1.ListProvisioningTasksRequest;
import dev.portcullis.v1.ProvisioningTaskState;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.Test;

/** Where nobody has said where Keycloak is. */
@QuarkusTest
@QuarkusTestResource(PortcullisTestResource.class)
class ProvisioningOffTest {

    @Test
    void shouldKeepWhatKeycloakIsToBeToldAndSaySo() {
        var contractor = Provisioned.person(Provisioned.partner(), Provisioned.email());
        Provisioned.revoke(contractor);
        Provisioned.eventually(() -> assertThat(Provisioned.waiting()).isZero());
        Provisioned.store("DELETE FROM provisioning_tasks WHERE subject <> '" + contractor.getName() + "'");
        var tasks = Provisioned.identity().listProvisioningTasks(ListProvisioningTasksRequest.getDefaultInstance());
        assertThat(tasks.getProvisioningEnabled()).isFalse();
        assertThat(tasks.getProvisioningTasksList()).singleElement().satisfies(task -> {
            assertThat(task.getSubject()).isEqualTo(contractor.getName());
            assertThat(task.getState()).isEqualTo(ProvisioningTaskState.PROVISIONING_TASK_STATE_PENDING);
            assertThat(task.getAttempts()).isZero();
        });
        assertThat(Provisioned.now(contractor).getSubject()).isEmpty();
    }
}

package dev.portcullis.common;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class CallerTest {

    @Test
    void shouldHaveASubject() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Caller(" ", "name", new TreeSet<>(), new TreeSet<>()));
    }

    @Test
    void shouldAskForSomePlatformsIfItHasTheRoleOfOne() {
        var platform = new TreeSet<>(List.of("platform"));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Caller("subject-1", "name", platform, new TreeSet<>()));
    }

    @Test
    void shouldNotGainRolesOnceItIsKnown() {
        var roles = new TreeSet<>(List.of("approver"));
        var caller = new Caller("subject-1", "name", roles, new TreeSet<>());
        roles.add("admin");
        assertThat(caller.roles()).containsExactly("approver");
        assertThatThrownBy(() -> caller.roles().add("admin")).isInstanceOf(UnsupportedOperationException.class);
    }
}

package dev.portcullis.identity;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the groups of a token say, and what they do not. */
class GroupsTest {

    @Test
    void shouldTellOwnersPartnersAndPlatformsApartByTheirPaths() {
        var groups = Groups.of(
                List.of("/corpus-owners", "plain-owners", "/partners/acme", "/platforms/lake", "/platforms/a"));
        assertThat(groups.owners()).containsExactly("corpus-owners", "plain-owners");
        assertThat(groups.partners()).containsExactly("acme");
        assertThat(groups.platforms().names()).containsExactly("a", "lake");
        assertThat(groups.platforms().every()).isFalse();
    }

    @Test
    void shouldTakeTheGroupOfAllPlatformsForEveryOneAndForNoOwner() {
        var groups = Groups.of(List.of("/platforms", "/platforms/lake"));
        assertThat(groups.platforms().include("forge")).isTrue();
        assertThat(groups.owners()).isEmpty();
    }

    @Test
    void shouldNotTakeAPlainNameForTheGroupOfAllPlatforms() {
        var groups = Groups.of(List.of("platforms"));
        assertThat(groups.platforms().areNone()).isTrue();
        assertThat(groups.owners()).containsExactly("platforms");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/teams/corpus-owners",
                "/teams/partners/acme",
                "/partners/acme/annotators",
                "/partners/",
                "/Partners/acme",
                "partners/acme",
                "/partners~/acme",
                "/teams/platforms",
                "/platforms/",
                "//acme",
                "/",
                ""
            })
    void shouldTakeAGroupElsewhereForNothing(String path) {
        assertThat(Groups.of(List.of(path))).isEqualTo(Groups.of(List.of()));
    }
}

package dev.portcullis.credential;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class KeyThumbprintTest {

    /** Of the key in RFC 7638 section 3.1. */
    private static final String EXAMPLE = "NzbLsXh8uDCcd-6MNwXF4W_7noWXFZAfHkxZsRGC9Xs";

    @Test
    void shouldStandForTheBitsOfItsText() {
        var thumbprint = new KeyThumbprint(EXAMPLE);
        assertThat(thumbprint.hex()).isEqualTo("3736cbb1787cb8309c77ee8c3705c5e16ffb9e859715901f1e4c59b11182f57b");
        assertThat(KeyThumbprint.of(thumbprint.sha256())).isEqualTo(thumbprint);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "NzbLsXh8uDCcd-6MNwXF4W_7noWXFZAfHkxZsRGC9X",
                "NzbLsXh8uDCcd-6MNwXF4W_7noWXFZAfHkxZsRGC9Xt",
                "NzbLsXh8uDCcd+6MNwXF4W/7noWXFZAfHkxZsRGC9Xs",
                "NzbLsXh8uDCcd-6MNwXF4W_7noWXFZAfHkxZsRGC9Xs="
            })
    void shouldHaveOneTextForTheSameBits(String text) {
        assertThatIllegalArgumentException().isThrownBy(() -> new KeyThumbprint(text));
    }
}

package dev.portcullis.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PolicySettingsTest {

    @Test
    void shouldTakeWhatTheSchemaAllows() {
        var settings = read("{\"tiers\": {\"gold\": {\"ceiling\": \"CONFIDENTIAL\", \"restricted_assets\": 3}}}");
        assertThat(settings.json().at("/tiers/gold/ceiling").textValue()).isEqualTo("CONFIDENTIAL");
        assertThat(settings.json().at("/tiers/gold/restricted_assets").intValue())
                .isEqualTo(3);
        assertThat(read("{}")).isEqualTo(PolicySettings.NONE);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', nullValues = "-", textBlock = """
                    {"tier": {}}                                                     | -                            | additionalProperties
                    {"tiers": {}}                                                    | /tiers                       | minProperties
                    {"tiers": {"Gold": {"ceiling": "PUBLIC"}}}                       | /tiers                       | propertyNames
                    {"tiers": {"gold": {}}}                                          | /tiers/gold                  | required
                    {"tiers": {"gold": {"ceiling": "SECRET"}}}                       | /tiers/gold/ceiling          | enum
                    {"tiers": {"gold": {"ceiling": "PUBLIC", "restricted_assets": -1}}} | /tiers/gold/restricted_assets | minimum
                    {"tiers": {"gold": {"ceiling": "PUBLIC", "restricted_assets": "3"}}} | /tiers/gold/restricted_assets | type
                    []                                                               | -                            | type
                    {"tiers": 1, "tiers": 2}                                         | -                            | json
                    {                                                                | -                            | json
                    """)
    void shouldNameThePlaceAndTheRuleThatIsBroken(String document, String path, String rule) {
        var refusal = catchThrowableOfType(PolicySettingsException.class, () -> read(document));
        assertThat(refusal.violations()).hasSize(1);
        assertThat(refusal.violations().get(0).path()).isEqualTo(path == null ? "" : path);
        assertThat(refusal.violations().get(0).rule()).isEqualTo(rule);
        assertThat(refusal).hasMessageStartingWith("settings" + (path == null ? "" : path) + ": ");
    }

    @Test
    void shouldNameEveryPlace() {
        var refusal = catchThrowableOfType(
                PolicySettingsException.class, () -> read("{\"zone\": 1, \"tiers\": {\"gold\": {\"ceiling\": 7}}}"));
        assertThat(refusal.violations())
                .extracting(PolicySettingsException.Violation::path)
                .containsExactlyInAnyOrder("", "/tiers/gold/ceiling");
    }

    @Test
    void shouldNotChangeWithACopyOfIt() {
        var settings = read("{\"tiers\": {\"gold\": {\"ceiling\": \"PUBLIC\"}}}");
        settings.json().removeAll();
        assertThat(settings.json().has("tiers")).isTrue();
    }

    private static PolicySettings read(String document) {
        return PolicySettings.read(document.getBytes(StandardCharsets.UTF_8));
    }
}

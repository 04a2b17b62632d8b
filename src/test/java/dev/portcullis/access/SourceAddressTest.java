package dev.portcullis.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SourceAddressTest {

    @ParameterizedTest
    @CsvSource({
        "192.0.2.1, 192.0.2.1",
        "0.0.0.0, 0.0.0.0",
        "2001:db8::1, 2001:db8::1",
        "2001:DB8:0:0:0:0:0:1, 2001:db8::1",
        "2001:0db8:0000::0001, 2001:db8::1",
        "::1, ::1",
        "::ffff:192.0.2.1, 192.0.2.1",
        "::FFFF:c000:0201, 192.0.2.1",
        "0:0:0:0:0:ffff:c000:201, 192.0.2.1",
        "0000:0000:0000:0000:0000:ffff:192.168.100.200, 192.168.100.200",
        "64:ff9b::192.0.2.1, 64:ff9b::c000:201",
        // RFC 5952 section 4.2: the longest run of zeros, the first of two, and never one alone.
        "2001:0:0:1:0:0:0:1, 2001:0:0:1::1",
        "2001:db8:0:0:1:0:0:1, 2001:db8::1:0:0:1",
        "2001:db8:0:1:1:1:1:1, 2001:db8:0:1:1:1:1:1",
        "::, ::",
        "1::, 1::",
        "fe80:0:0:0:0:0:0:0, fe80::",
        "0:0:0:0:0:0:0:2, ::2"
    })
    void shouldWriteAnAddressInOneForm(String literal, String text) {
        assertThat(SourceAddress.parse(literal)).map(SourceAddress::text).hasValue(text);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "localhost",
                "example.com",
                "192.0.2",
                "192.0.2.256",
                "192.0.2.01",
                "0xc0000201",
                "3221225985",
                "192.0.2.1:443",
                "[2001:db8::1]",
                "192.0.2.0/24",
                "2001:db8::/32",
                "fe80::1%eth0",
                "fe80::1%25eth0",
                "2001:db8:::1",
                "2001:db8::1::2",
                "::ffff:192.0.2.256",
                "1:2:3:4:5:6:7:8:9",
                "192.0.2.1 ",
                "\u0661.0.2.1",
                "::\uff11",
                "::192.0.2.01",
                "::192.0.2",
                "1:2:3:4:5:6:7",
                "1:2:3:4:5:6:7:",
                ":1:2:3:4:5:6:7",
                "12345::",
                ":",
                ":::",
                "::g",
                "192.0.2.1\n"
            })
    void shouldTakeNothingElse(String literal) {
        assertThat(SourceAddress.parse(literal)).isEqualTo(Optional.empty());
    }
}

package dev.portcullis.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class CallTest {

    private static final Pattern SERVICE_OR_RPC = Pattern.compile("(?m)^(?:service|  rpc) (\\w+)");

    @Test
    void shouldKnowEveryRpcOfTheProtoFiles() throws IOException {
        assertThat(rpcs()).hasSizeGreaterThan(50).allSatisfy(rpc -> assertThat(Call.method(rpc))
                .isPresent());
    }

    private static List<String> rpcs() throws IOException {
        var rpcs = new ArrayList<String>();
        try (var files = Files.list(Path.of("proto/portcullis/v1"))) {
            for (var file : files.toList()) {
                var service = "";
                for (var found :
                        SERVICE_OR_RPC.matcher(Files.readString(file)).results().toList()) {
                    if (found.group().startsWith("service")) {
                        service = found.group(1);
                    } else {
                        rpcs.add("portcullis.v1." + service + "/" + found.group(1));
                    }
                }
            }
        }
        return rpcs;
    }
}

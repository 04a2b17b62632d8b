package dev.portcullis.policy;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** A customer's folder, and what {@code opa build} makes of it. As it begins, it narrows nothing. */
public final class CustomerSource {

    private final Map<String, String> files = new TreeMap<>(Map.of(
            ".manifest", "{\"roots\": [\"customer\", \"settings\"]}",
            "settings/data.json", "{}",
            "customer/access/access.rego", "package customer.access\n\nnarrow := {\"deny\": [], \"oblige\": []}\n",
            "customer/grant/grant.rego", "package customer.grant\n\nnarrow := {\"deny\": []}\n"));

    /** With a file, instead of the one that was there. */
    public CustomerSource with(String file, String content) {
        files.put(file, content);
        return this;
    }

    public CustomerSource withAccess(String rules) {
        return with("customer/access/access.rego", "package customer.access\n\n" + rules + "\n");
    }

    public CustomerSource withCases(String json) {
        return with("customer/cases/data.json", json);
    }

    /** A bundle that is signed. */
    public byte[] build(SigningKey key, String revision) throws IOException, InterruptedException {
        return opaBuild(
                "--revision",
                revision,
                "--signing-key",
                key.privateKey().toString(),
                "--signing-alg",
                key.algorithm(),
                "--verification-key-id",
                key.id());
    }

    /** A bundle made with other options besides. */
    public byte[] opaBuild(String... options) throws IOException, InterruptedException {
        var folder = Files.createTempDirectory("customer");
        for (var file : files.entrySet()) {
            Files.createDirectories(folder.resolve(file.getKey()).getParent());
            Files.writeString(folder.resolve(file.getKey()), file.getValue());
        }
        var bundle = Files.createTempFile("customer", ".tar.gz");
        var command = Stream.concat(
                        Stream.of(
                                "sh",
                                "-c",
                                "opa=$PWD/tools/run && cd \"$0\" && exec \"$opa\" opa build -b . -t wasm \"$@\"",
                                folder.toString(),
                                "-e",
                                "customer/access/narrow",
                                "-e",
                                "customer/grant/narrow",
                                "-o",
                                bundle.toString()),
                        Stream.of(options))
                .toArray(String[]::new);
        var build = Tool.run(command);
        assertThat(build.exitCode()).as(build.output()).isZero();
        return Files.readAllBytes(bundle);
    }
}

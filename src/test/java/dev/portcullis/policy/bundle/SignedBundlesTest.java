package dev.portcullis.policy.bundle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.portcullis.policy.BundleRefusal;
import dev.portcullis.policy.BundleRefusedException;
import dev.portcullis.policy.CustomerSource;
import dev.portcullis.policy.PolicyJson;
import dev.portcullis.policy.SigningKey;
import dev.portcullis.policy.Tool;
import dev.portcullis.policy.wasm.WasmPolicyEngine;
import dev.portcullis.policy.wasm.WasmPolicyEngines;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import org.jose4j.jwa.AlgorithmConstraints;
import org.jose4j.jws.JsonWebSignature;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Bundles as opa itself builds and signs them, and what becomes of those that are not as they should be. */
class SignedBundlesTest {

    private static final int MIB = 1 << 20;

    /** Whatever Go and Java might write differently. */
    private static final String ODD = """
            {"z": 1e2, "a": [1.50, -0, 12345678901234567890123, 1E-7, true, false, null, {}, []], "<&>": "</script>",
             "é\\u2028\\u2029\\u007f": "\\u0000\\u0001\\b\\f\\n\\r\\t\\"\\\\\\/", "\\ud83d\\ude00": "\\uffee", "\\uffee": "\\ud83d\\ude00"}
            """;

    private static final WasmPolicyEngines ENGINES =
            new WasmPolicyEngines(new WasmPolicyEngine(() -> 64 << 10, () -> Duration.ofSeconds(2)));

    private static final String HEADER = "0061736d01000000";

    private static final byte[] EMPTY_MODULE = HexFormat.of().parseHex(HEADER);

    /** {@code (module (func $f (loop (br 0))) (start $f))} */
    private static final byte[] MODULE_THAT_STARTS_AND_LOOPS =
            HexFormat.of().parseHex(HEADER + "01040160000003020100080100" + "0a09010700" + "03400c000b0b");

    /** {@code (module (memory 65536))} */
    private static final byte[] MODULE_WITH_4_GIB = HexFormat.of().parseHex(HEADER + "05050100808004");

    private static SigningKey rsa;
    private static SigningKey ec;
    private static SignedBundles bundles;
    private static byte[] plain;

    @TempDir
    Path folder;

    @BeforeAll
    static void makeKeys() throws Exception {
        rsa = SigningKey.rsa("old", 2048);
        ec = SigningKey.ec("new");
        bundles = bundles(8 * MIB, 64 * MIB, rsa, ec);
        plain = new CustomerSource().build(ec, "7-first");
    }

    @Test
    void shouldAcceptWhatOpaBuildsAndSignsWithEitherKey() throws Exception {
        var source = new CustomerSource()
                .with("settings/data.json", "{\"tiers\": {\"gold\": {\"ceiling\": \"RESTRICTED\"}}}")
                .with("customer/odd/data.json", ODD);
        for (var key : List.of(rsa, ec)) {
            var archive = source.build(key, "42-night");
            var bundle = bundles.verify(archive).bundle();
            assertThat(bundle.digest()).isEqualTo(sha256(archive));
            assertThat(bundle.revision()).isEqualTo("42-night");
            assertThat(bundle.sequence()).isEqualTo(42);
            assertThat(new String(bundle.settings(), StandardCharsets.UTF_8))
                    .isEqualTo("{\"tiers\":{\"gold\":{\"ceiling\":\"RESTRICTED\"}}}");
            assertThat(bundle.rego()).containsOnlyKeys("customer/access/access.rego", "customer/grant/grant.rego");
        }
    }

    @Test
    void shouldAcceptTheExampleAsTheScriptMakesIt() throws Exception {
        var archive = folder.resolve("bundle.tar.gz");
        var script = Tool.run(
                "policies/customer-bundle",
                "policies/customer",
                ec.privateKey().toString(),
                ec.id(),
                archive.toString(),
                "example");
        assertThat(script.exitCode()).as(script.output()).isZero();

        var bundle = bundles.verify(Files.readAllBytes(archive)).bundle();
        assertThat(bundle.revision()).matches("[0-9]{10}-example");
        assertThat(PolicyJson.MAPPER.readTree(bundle.data()).at("/customer/cases"))
                .hasSize(6);
    }

    @Test
    void shouldRefuseABundleThatIsNotSigned() throws Exception {
        assertRefused(
                BundleRefusal.SIGNATURE_MISSING, new CustomerSource().opaBuild("--revision", "1"), ".signatures.json");
        assertRefused(
                BundleRefusal.SIGNATURE_MISSING,
                changed(files -> with(files, ".signatures.json", bytes("{\"signatures\": []}"))),
                ".signatures.json");
    }

    @Test
    void shouldRefuseABundleSignedWithAnotherKey() throws Exception {
        var source = new CustomerSource();
        assertRefused(BundleRefusal.SIGNATURE_INVALID, source.build(SigningKey.ec("unknown"), "1"), "signing-keys");
        assertRefused(BundleRefusal.SIGNATURE_INVALID, source.build(SigningKey.ec("new"), "1"), "not by the key");
        assertRefused(
                BundleRefusal.SIGNATURE_INVALID, source.build(SigningKey.rsa("old", 2048), "1"), "not by the key");
        assertRefused(
                BundleRefusal.SIGNATURE_INVALID, source.build(SigningKey.rsa("new", 2048), "1"), "RS256 or ES256");
    }

    @Test
    void shouldRefuseASignatureWithASecretOrWithNone() throws Exception {
        var withPublicKey = new CustomerSource()
                .opaBuild(
                        "--revision",
                        "1",
                        "--signing-key",
                        rsa.publicKey().toString(),
                        "--signing-alg",
                        "HS256",
                        "--verification-key-id",
                        rsa.id());
        assertRefused(BundleRefusal.SIGNATURE_INVALID, withPublicKey, "RS256 or ES256");

        var unsigned = new JsonWebSignature();
        unsigned.setAlgorithmConstraints(AlgorithmConstraints.NO_CONSTRAINTS);
        unsigned.setAlgorithmHeaderValue("none");
        unsigned.setKeyIdHeaderValue(rsa.id());
        unsigned.setPayload("{\"files\": []}");
        var token = unsigned.getCompactSerialization();
        assertRefused(
                BundleRefusal.SIGNATURE_INVALID,
                changed(files -> with(files, ".signatures.json", signatures(token))),
                "RS256 or ES256");
    }

    @Test
    void shouldRefuseABundleOfWhichAFileIsChangedAddedOrTaken() throws Exception {
        for (var name : List.of("policy.wasm", "data.json", ".manifest", "customer/access/access.rego")) {
            assertRefused(
                    BundleRefusal.CONTENT_NOT_AS_SIGNED,
                    changed(files -> with(files, name, altered(files.get(name)))),
                    name);
            assertRefused(BundleRefusal.CONTENT_NOT_AS_SIGNED, changed(files -> without(files, name)), name);
        }
        assertRefused(
                BundleRefusal.CONTENT_NOT_AS_SIGNED,
                changed(files -> with(files, "customer/more.rego", bytes("package customer.more"))),
                "customer/more.rego");
        assertRefused(
                BundleRefusal.ARCHIVE_MALFORMED, changed(files -> with(files, "run.sh", bytes("true"))), "run.sh");
    }

    @Test
    void shouldRefuseABundleCutShort() {
        for (int length : new int[] {0, 20, plain.length / 2, plain.length - 4}) {
            assertRefused(BundleRefusal.ARCHIVE_MALFORMED, Arrays.copyOf(plain, length), "archive");
        }
    }

    @Test
    void shouldRefuseABundleLargerThanConfigured() {
        assertRefused(bundles(plain.length - 1, 64 * MIB, ec), BundleRefusal.ARCHIVE_TOO_LARGE, plain, "bytes");
        assertRefused(bundles(8 * MIB, 64 << 10, ec), BundleRefusal.ARCHIVE_TOO_LARGE, plain, "unpacks");
    }

    @Test
    void shouldRefuseDataOrAModuleTooLargeToBeHeldByEveryThread() throws Exception {
        var data = new CustomerSource()
                .with("customer/list/data.json", "{\"list\": \"" + "x".repeat(MIB) + "\"}")
                .build(ec, "1");
        assertRefused(BundleRefusal.ARCHIVE_TOO_LARGE, data, "data.json");
        assertRefused(BundleRefusal.ARCHIVE_TOO_LARGE, signed("policy.wasm", new byte[4 * MIB + 1]), "policy.wasm");
    }

    @Test
    void shouldRefuseBuiltinsThatReachOutOrLookAtTheClock() throws Exception {
        for (var builtin : List.of(
                "http.send({\"method\": \"get\", \"url\": \"http://localhost\"}).status_code", "time.now_ns()")) {
            var archive = new CustomerSource()
                    .withAccess("narrow := {\"deny\": [\"X\"], \"oblige\": []} if " + builtin + " == 1\n\n"
                            + "else := {\"deny\": [], \"oblige\": []}")
                    .build(ec, "1");
            assertRefused(BundleRefusal.BUILTIN_FORBIDDEN, archive, builtin.substring(0, builtin.indexOf('(')));
        }
    }

    @Test
    void shouldRefuseAModuleThatIsNone() throws Exception {
        var wasm = files(plain).get("policy.wasm");
        assertRefused(BundleRefusal.MODULE_INVALID, signed("policy.wasm", new byte[0]), "policy.wasm");
        assertRefused(BundleRefusal.MODULE_INVALID, signed("policy.wasm", bytes("no wasm at all")), "policy.wasm");
        assertRefused(
                BundleRefusal.MODULE_INVALID,
                signed("policy.wasm", Arrays.copyOf(wasm, wasm.length / 2)),
                "policy.wasm");
        assertRefused(BundleRefusal.MODULE_INVALID, signed("policy.wasm", EMPTY_MODULE), "policy.wasm");
        assertRefused(BundleRefusal.MODULE_INVALID, signed("policy.wasm", MODULE_THAT_STARTS_AND_LOOPS), "policy.wasm");
        assertRefused(BundleRefusal.MODULE_INVALID, signed("policy.wasm", MODULE_WITH_4_GIB), "policy.wasm");
    }

    @Test
    void shouldRefuseAManifestOfAnother() throws Exception {
        var source = new CustomerSource();
        assertRefused(BundleRefusal.MANIFEST_INVALID, source.opaBuild(signing("--revision", "v1")), "revision");
        assertRefused(BundleRefusal.MANIFEST_INVALID, source.opaBuild(signing()), "revision");
        assertRefused(BundleRefusal.MANIFEST_INVALID, source.opaBuild(signing("--revision", "0")), "revision");
        assertRefused(
                BundleRefusal.MANIFEST_INVALID,
                source.opaBuild(signing("--revision", "1", "-e", "customer/access")),
                "entrypoints");
        assertRefused(
                BundleRefusal.MANIFEST_INVALID,
                new CustomerSource()
                        .with(".manifest", "{\"roots\": [\"customer\", \"settings\", \"portcullis\"]}")
                        .build(ec, "1"),
                "roots");
        assertRefused(
                BundleRefusal.MANIFEST_INVALID,
                new CustomerSource().with(".manifest", "{}").build(ec, "1"),
                "roots");
    }

    @Test
    void shouldRefuseSettingsThatDoNotFit() throws Exception {
        var archive = new CustomerSource()
                .with("settings/data.json", "{\"tiers\": {\"gold\": {\"ceiling\": \"EVERYTHING\"}}}")
                .build(ec, "1");
        assertRefused(BundleRefusal.SETTINGS_INVALID, archive, "/tiers/gold/ceiling");
    }

    @Test
    void shouldRefuseABundleOfWhichACaseIsDecidedOtherwise() throws Exception {
        for (var wrong : List.of(
                "{\"name\": \"n\", \"rule\": \"access\", \"input\": {}, \"output\": {\"allow\": false}}",
                "{\"name\": \"n\", \"rule\": \"grant\", \"input\": {}, \"output\": {\"allow\": true, \"complete\": false}}",
                "{\"name\": \"n\", \"rule\": \"access\", \"input\": {}, \"output\": {\"allow\": true, \"obligations\": [1]}}",
                "{\"name\": \"n\", \"rule\": \"access\", \"input\": {}, \"output\": {\"allow\": true, \"unknown\": 1}}",
                "{\"name\": \"n\", \"rule\": \"access\", \"input\": {}, \"output\": {}}",
                "{\"name\": \"n\", \"rule\": \"admin\", \"input\": {}, \"output\": {\"allow\": true}}",
                "{\"name\": \"n\", \"rule\": \"access\", \"input\": {\"mars\": 1}, \"output\": {\"allow\": true}}")) {
            var archive = new CustomerSource().withCases("[" + wrong + "]").build(ec, "1");
            assertRefused(BundleRefusal.CASE_FAILED, archive, "case 'n'");
        }
    }

    @Test
    void shouldRefuseABundleThatCannotDecideWhatTheLibraryDoes() throws Exception {
        for (var rules : List.of(
                "narrow := {\"deny\": [], \"oblige\": []} if input.action == \"READ\"",
                "narrow := {\"allow\": true, \"deny\": [], \"oblige\": []}",
                "narrow := {\"deny\": [\"lower case\"], \"oblige\": []}",
                "narrow := {\"deny\": [x | some x in numbers.range(1, 1000); some y in numbers.range(1, 1000);"
                        + " some z in numbers.range(1, 1000); z == input.action], \"oblige\": []}")) {
            assertRefused(
                    BundleRefusal.NOT_A_NARROWING,
                    new CustomerSource().withAccess(rules).build(ec, "1"),
                    "golden case");
        }
    }

    @Test
    void shouldSayWhichOfTwoBundlesIsNewer() {
        var bundle = bundles.verify(plain).bundle();
        bundle.requireNewerThan(0);
        bundle.requireNewerThan(6);
        for (long active : new long[] {7, 8}) {
            assertThatExceptionOfType(BundleRefusedException.class)
                    .isThrownBy(() -> bundle.requireNewerThan(active))
                    .returns(BundleRefusal.NOT_NEWER, BundleRefusedException::reason);
        }
    }

    @Test
    void shouldOpenWhatWasVerifiedThoughItsKeyIsRetired() {
        var retired = bundles(8 * MIB, 64 * MIB);
        assertThat(retired.open(plain, sha256(plain)))
                .isEqualTo(bundles.verify(plain).bundle());
        assertRefused(retired, BundleRefusal.SIGNATURE_INVALID, plain, "signing-keys");
    }

    @Test
    void shouldNotOpenAnArchiveOfAnotherDigest() {
        var digest = sha256(plain);
        var other = plain.clone();
        other[other.length - 1] ^= 1;
        assertThatExceptionOfType(BundleRefusedException.class)
                .isThrownBy(() -> bundles.open(other, digest))
                .returns(BundleRefusal.CONTENT_NOT_AS_SIGNED, BundleRefusedException::reason);
    }

    @Test
    void shouldNotStartWithAKeyThatIsTooShortOrNone() throws Exception {
        var weak = SigningKey.rsa("weak", 1024);
        var none = Files.writeString(folder.resolve("none.pem"), "no key");
        for (var file : List.of(weak.publicKey(), none, weak.privateKey(), folder.resolve("absent.pem"))) {
            var config = new Config(8 * MIB, 64 * MIB, Map.of("weak", file));
            assertThatIllegalStateException()
                    .isThrownBy(() -> new SigningKeys(config))
                    .withMessageContaining("portcullis.policy.bundle.signing-keys.weak");
        }
    }

    private record Config(int maxBytes, int maxUnpackedBytes, Map<String, Path> signingKeys) implements BundleConfig {}

    private static SignedBundles bundles(int maxBytes, int maxUnpackedBytes, SigningKey... keys) {
        var files = new TreeMap<String, Path>();
        for (var key : keys) {
            files.put(key.id(), key.publicKey());
        }
        var config = new Config(maxBytes, maxUnpackedBytes, files);
        return new SignedBundles(config, new Signature(new SigningKeys(config)), ENGINES);
    }

    private static void assertRefused(BundleRefusal reason, byte[] archive, String named) {
        assertRefused(bundles, reason, archive, named);
    }

    private static void assertRefused(SignedBundles by, BundleRefusal reason, byte[] archive, String named) {
        assertThatExceptionOfType(BundleRefusedException.class)
                .isThrownBy(() -> by.verify(archive))
                .withMessageContaining(named)
                .returns(reason, BundleRefusedException::reason);
    }

    private static String[] signing(String... options) {
        var signing = new String[] {
            "--signing-key", ec.privateKey().toString(), "--signing-alg", "ES256", "--verification-key-id", ec.id()
        };
        var all = Arrays.copyOf(options, options.length + signing.length);
        System.arraycopy(signing, 0, all, options.length, signing.length);
        return all;
    }

    /** The plain bundle, changed after it was signed. */
    private static byte[] changed(UnaryOperator<Map<String, byte[]>> change) {
        return Tar.of(change.apply(files(plain)));
    }

    /** The plain bundle with another file, signed as it then is. */
    private static byte[] signed(String name, byte[] content) throws Exception {
        return BundleSigner.sign(
                with(files(plain), name, content), ec.id(), ec.pair().getPrivate());
    }

    private static byte[] signatures(String token) {
        return bytes("{\"signatures\": [\"" + token + "\"]}");
    }

    private static Map<String, byte[]> files(byte[] archive) {
        return new TreeMap<>(Archive.read(archive, 8 * MIB, 64 * MIB));
    }

    private static Map<String, byte[]> with(Map<String, byte[]> files, String name, byte[] content) {
        files.put(name, content);
        return files;
    }

    private static Map<String, byte[]> without(Map<String, byte[]> files, String name) {
        files.remove(name);
        return files;
    }

    private static byte[] altered(byte[] content) {
        var text = new String(content, StandardCharsets.ISO_8859_1);
        return text.startsWith("{")
                ? bytes("{\"more\": 1, " + text.substring(1))
                : (text + " ").getBytes(StandardCharsets.ISO_8859_1);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static String sha256(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}

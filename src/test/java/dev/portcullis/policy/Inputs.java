package dev.portcullis.policy;

import dev.portcullis.policy.AccessInput.CredentialFacts;
import dev.portcullis.policy.AccessInput.GrantFacts;
import dev.portcullis.policy.GrantInput.ApprovalFacts;
import dev.portcullis.policy.GrantInput.ApproverFacts;
import dev.portcullis.policy.GrantInput.ConflictFacts;
import dev.portcullis.policy.GrantInput.ExposureFacts;
import dev.portcullis.policy.GrantInput.Operation;
import dev.portcullis.policy.PartnerFacts.HoursFacts;
import dev.portcullis.policy.PartnerFacts.ThawFacts;
import dev.portcullis.policy.PartnerFacts.WindowFacts;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * Inputs made by chance, the same for the same seed: mostly such as are allowed, and for each part now and then what lies at
 * an edge of the rules, or past it.
 */
public final class Inputs {

    private static final long NOW = 1_767_225_600_000L;
    private static final long DAY_S = 86_400;

    /** One part in this many is not as it should be. */
    private static final int ODD = 16;

    /** What else a word may be: another case, another alphabet, what JSON or C would have to escape. */
    private static final List<String> STRANGE = List.of(
            "FLY",
            "read",
            "active",
            "Ü\u0301",
            "\ud83d\ude00",
            "a\"b\\c",
            "<&>'",
            "\u2028",
            "\t\n",
            "a\u0000b",
            "1",
            "null");

    private final Random random;

    public Inputs(long seed) {
        this.random = new Random(seed);
    }

    /** The facts behind a Check. */
    public AccessInput access() {
        boolean odd = oneIn(3);
        return new AccessInput(
                oneIn(ODD) ? extreme() : NOW,
                word("READ", "LIST", "EXPORT", "ANNOTATE"),
                new AccessInput.PlatformFacts(word("platform-1")),
                oneIn(ODD) ? null : credential(),
                oneIn(2 * ODD) ? null : new ContractorFacts("contractor-1", mostly("ACTIVE", "REVOKED")),
                oneIn(2 * ODD) ? null : partner(),
                oneIn(2 * ODD) ? null : asset(),
                listOf(odd ? random.nextInt(60) : 1 + random.nextInt(4), this::grantFacts),
                new AccessInput.ContextFacts(
                        oneIn(3) ? null : word("192.0.2.7", "10.1.2.3", "2001:db8::7"), oneIn(ODD) ? null : country()));
    }

    /** The facts behind a request, or an approval. */
    public GrantInput grant() {
        var operation = oneIn(2) ? Operation.REQUEST : Operation.APPROVE;
        return new GrantInput(
                NOW,
                operation,
                new GrantInput.RequestFacts(
                        mostly("contractor-1", "contractor-2"),
                        mostly("acme", "other"),
                        oneIn(3) ? actions() : List.of("LIST", "READ"),
                        word("labelling"),
                        duration(),
                        mostly("subject-1", "subject-2"),
                        "subject-2",
                        oneIn(4),
                        oneIn(4) ? 19 + random.nextInt(3) : 100),
                new ContractorFacts("contractor-1", mostly("ACTIVE", "REVOKED")),
                oneIn(ODD) ? partner() : new PartnerFacts("acme", "ACTIVE", tier()),
                listOf(oneIn(ODD) ? random.nextInt(30) : 1 + random.nextInt(2), this::requested),
                operation == Operation.APPROVE ? approver() : null,
                listOf(random.nextInt(3), () -> new ApprovalFacts(subject(), groups())),
                new ExposureFacts(random.nextInt(4), listOf(oneIn(ODD) ? 1 : 0, () -> new ConflictFacts("m", "d"))));
    }

    /** A caller and an RPC, one of those given or none. */
    public AdminInput admin(List<String> rpcs) {
        return new AdminInput(
                listOf(
                        random.nextInt(3),
                        () -> word("admin", "approver", "auditor", "contractor", "partner-admin", "platform")),
                oneIn(ODD) ? word("portcullis.v1.Nobody/Nothing") : pick(rpcs),
                new AdminInput.CallerFacts(standing("REVOKED"), standing("THAWING"), oneIn(2), standing("FROZEN")));
    }

    private CredentialFacts credential() {
        // Also one bound of which nothing is proven, and one proven that is bound to nothing.
        boolean bound = oneIn(3);
        return new CredentialFacts(
                "cred-1",
                mostly("ACTIVE", "REVOKED"),
                oneIn(4) ? around(NOW - 1000) : NOW - 2000,
                oneIn(4) ? around(NOW - 1000) : 0,
                oneIn(4) ? around(NOW) : NOW + 1000,
                actions(),
                !oneIn(ODD),
                bound,
                bound != oneIn(ODD));
    }

    private GrantFacts grantFacts() {
        return new GrantFacts(
                "grant-" + random.nextInt(9),
                oneIn(4) ? word("REVOKED") : "ACTIVE",
                word("labelling"),
                oneIn(4) ? around(NOW) : NOW - 1000,
                oneIn(4) ? around(NOW) : NOW + 1000,
                actions(),
                !oneIn(4),
                oneIn(ODD));
    }

    private PartnerFacts partner() {
        var state = oneIn(4) ? pick(List.of("THAWING", "FROZEN", "OFFBOARDED", word("ACTIVE"))) : "ACTIVE";
        // Also a thaw of a partner that is not thawing, and none of one that is.
        boolean thaws = state.equals("THAWING") != oneIn(ODD);
        return new PartnerFacts(
                mostly("acme", "other"),
                state,
                thaws ? new ThawFacts(!oneIn(4), !oneIn(4)) : null,
                tier(),
                oneIn(8) ? hours() : null);
    }

    private HoursFacts hours() {
        int minute = random.nextInt(1440);
        return new HoursFacts(
                1 + random.nextInt(7),
                oneIn(2) ? minute : 540,
                listOf(
                        1 + random.nextInt(2),
                        () -> new WindowFacts(
                                listOf(1 + random.nextInt(6), () -> 1 + random.nextInt(7)),
                                oneIn(2) ? minute : 540,
                                oneIn(2) ? 1 + minute : 1 + random.nextInt(1440))));
    }

    private AccessInput.AssetFacts asset() {
        return new AccessInput.AssetFacts(
                "corpus-1",
                kind(),
                classification(),
                listOf(random.nextInt(3), () -> word("text")),
                oneIn(ODD),
                purposes(),
                oneIn(8) ? listOf(random.nextInt(4), this::country) : null);
    }

    private GrantInput.AssetFacts requested() {
        return new GrantInput.AssetFacts(
                "corpus-" + random.nextInt(3),
                oneIn(4) ? kind() : "DATASET",
                classification(),
                group(),
                List.of(),
                oneIn(2 * ODD),
                purposes());
    }

    private ApproverFacts approver() {
        return new ApproverFacts(
                subject(), List.of(mostly("approver", "admin")), groups(), oneIn(ODD) ? mostly("acme", "other") : null);
    }

    private String tier() {
        return oneIn(3) ? null : word("gold", "silver", "bronze");
    }

    private String country() {
        return word("DE", "FR", "US");
    }

    private List<String> purposes() {
        return oneIn(8) ? listOf(random.nextInt(4), () -> word("labelling", "evals")) : null;
    }

    private String standing(String bad) {
        return oneIn(4) ? null : oneIn(3) ? word(bad) : "ACTIVE";
    }

    private String kind() {
        return oneIn(3) ? word("METHODOLOGY") : "DATASET";
    }

    private String classification() {
        return word("PUBLIC", "INTERNAL", "CONFIDENTIAL", "RESTRICTED");
    }

    private String subject() {
        return pick(List.of("subject-2", "subject-3", "subject-4", "subject-5", "subject-6", "subject-7", "subject-8"));
    }

    private String group() {
        return oneIn(4) ? word("owners-2") : "owners-1";
    }

    private List<String> groups() {
        return listOf(random.nextInt(3), this::group);
    }

    private List<String> actions() {
        var actions = new ArrayList<>(Stream.of("ANNOTATE", "EXPORT", "LIST", "READ")
                .filter(action -> !oneIn(5))
                .toList());
        if (oneIn(ODD)) {
            actions.add(pick(STRANGE));
        }
        return actions;
    }

    /** Mostly well within every limit, else next to one, or none at all. */
    private long duration() {
        return oneIn(3)
                ? pick(List.of(7L, 30L, 90L)) * DAY_S + random.nextInt(3) - 1
                : oneIn(ODD) ? pick(List.of(0L, -1L, 1L, extreme())) : DAY_S;
    }

    private long around(long instant) {
        return oneIn(ODD) ? extreme() : instant + random.nextInt(3) - 1;
    }

    /** Past what a double, or a signed int, holds exactly; and the first and last there are. */
    private long extreme() {
        return pick(List.of(
                0L,
                1L,
                (1L << 31) - 1,
                1L << 31,
                (1L << 53) - 1,
                1L << 53,
                (1L << 53) + 1,
                Long.MAX_VALUE - 1,
                Long.MAX_VALUE));
    }

    private String mostly(String good, String bad) {
        return oneIn(ODD) ? oneIn(4) ? word(bad) : bad : good;
    }

    private String word(String... known) {
        var word = oneIn(2 * ODD) ? pick(STRANGE) : pick(List.of(known));
        return word.isBlank() ? "x" + word : word;
    }

    private <T> List<T> listOf(int size, Supplier<T> next) {
        return Stream.generate(next).limit(size).toList();
    }

    private <T> T pick(List<T> from) {
        return from.get(random.nextInt(from.size()));
    }

    private boolean oneIn(int count) {
        return random.nextInt(count) == 0;
    }
}

package dev.portcullis.bench;

import dev.portcullis.local.KeycloakAdmin;
import dev.portcullis.local.LocalPostgres;
import java.io.IOException;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Contractors in a store, and the realm that has their accounts, which agrees on all but some of each kind of drift. */
record Drifted(int contractors) {

    /** How many there are of each kind of drift. */
    static final int EACH = 10;

    /** How many contractors a partner has. */
    private static final int PER_PARTNER = 1_000;

    private static final int AT_ONCE = 250;

    /** From where those are counted that are no contractors. */
    private static final int STRANGERS = 10_000_000;

    private static final String FILL = """
        DO $$
        DECLARE n bigint := %d; per bigint := %d; each bigint := %d;
        BEGIN
          INSERT INTO change_log (revision, changed_at, type, subjects) VALUES (1, now(), 'FILLED', '{}');
          UPDATE change_head SET revision = 1, changed_at = now();
          INSERT INTO partners (id, display_name, state, created_at)
            SELECT 'acme-' || i, 'Acme', 'ACTIVE', now() FROM generate_series(0, (n - 1) / per) i;
          INSERT INTO contractors (id, partner_id, subject, display_name, state, created_at, revoked_at, issued_before)
            SELECT CAST(CAST(md5('c' || i) AS uuid) AS text), 'acme-' || i / per,
              '00000000-0000-3000-8000-' || lpad(i::text, 12, '0'), 'Annotator',
              CASE WHEN i < each THEN 'REVOKED' ELSE 'ACTIVE' END, now() - interval '2 hours',
              CASE WHEN i < each THEN now() - interval '1 hour' END,
              CASE WHEN i < each THEN now() - interval '59 minutes' END
            FROM generate_series(0, n - 1) i;
          INSERT INTO identities (subject, passed_on) SELECT 'partners/' || id, 'ACTIVE  ' FROM partners;
          INSERT INTO identities (subject, shut, cut_before)
            SELECT 'contractors/' || id, true, issued_before FROM contractors WHERE state = 'REVOKED';
        END $$\
        """;

    /** What is wrong with an account in Keycloak, of so many contractors each. */
    private enum Wrong {
        ENABLED_THOUGH_REVOKED,
        DISABLED,
        HAS_A_ROLE_OF_THE_LAB,
        HAS_ANOTHER_ROLE,
        MISSING,
        NO_MEMBER,
        WITHOUT_ROLE,
        NOTHING;

        static Wrong of(int contractor) {
            return values()[Math.min(contractor / EACH, values().length - 1)];
        }
    }

    /** How many partners there are. */
    int partners() {
        return (contractors - 1) / PER_PARTNER + 1;
    }

    /** What the sweep is to list, by kind. */
    static Map<String, Integer> listed() {
        return Map.of("ACCOUNT_MISSING", EACH, "DISABLED_BY_HAND", EACH, "ROLE_BY_HAND", EACH, "UNKNOWN_MEMBER", EACH);
    }

    /** How many it is to close. */
    static int closed() {
        return 2 * EACH;
    }

    /** How many it is to mend, those that it closes among them. */
    static int mended() {
        return 4 * EACH;
    }

    void fill(LocalPostgres migrated) throws SQLException {
        try (var owner = migrated.connect(LocalPostgres.OWNER);
                var statement = owner.createStatement()) {
            statement.execute(FILL.formatted(contractors, PER_PARTNER, EACH));
            statement.execute("ANALYZE");
        }
    }

    /** Makes the accounts and organizations: the accounts by hundreds, as Keycloak takes ever longer for more at once. */
    void make(KeycloakAdmin keycloak) throws IOException, InterruptedException {
        var users = IntStream.range(0, contractors)
                .filter(i -> Wrong.of(i) != Wrong.MISSING)
                .mapToObj(Drifted::user)
                .collect(Collectors.toCollection(ArrayList::new));
        IntStream.range(0, EACH).mapToObj(Drifted::stranger).forEach(users::add);
        for (var from = 0; from < users.size(); from += AT_ONCE) {
            var some = users.subList(from, Math.min(users.size(), from + AT_ONCE));
            keycloak.post("/partialImport", Map.of("ifResourceExists", "FAIL", "users", some));
        }
        for (var partner = 0; partner < partners(); partner++) {
            var name = "acme-" + partner;
            keycloak.post(
                    "/organizations",
                    Map.of("name", name, "alias", name, "attributes", Map.of("display_name", List.of("Acme"))));
            var id = keycloak.get("/organizations?exact=true&search=" + name)
                    .get(0)
                    .get("id")
                    .asText();
            keycloak.postAll("/organizations/" + id + "/members", members(partner));
        }
    }

    private List<String> members(int partner) {
        var members = IntStream.range(partner * PER_PARTNER, Math.min(contractors, (partner + 1) * PER_PARTNER))
                .filter(i -> Wrong.of(i) != Wrong.MISSING && Wrong.of(i) != Wrong.NO_MEMBER)
                .mapToObj(Drifted::subject);
        var strangers = IntStream.range(0, partner == 0 ? EACH : 0).mapToObj(i -> subject(STRANGERS + i));
        return Stream.concat(members, strangers).toList();
    }

    private static Map<String, Object> user(int contractor) {
        var wrong = Wrong.of(contractor);
        var roles = new ArrayList<String>();
        if (wrong != Wrong.WITHOUT_ROLE) {
            roles.add("contractor");
        }
        if (wrong == Wrong.HAS_A_ROLE_OF_THE_LAB) {
            roles.add("approver");
        }
        if (wrong == Wrong.HAS_ANOTHER_ROLE) {
            roles.add("uma_authorization");
        }
        return user(contractor, wrong != Wrong.DISABLED, roles);
    }

    private static Map<String, Object> stranger(int number) {
        return user(STRANGERS + number, true, List.of());
    }

    private static Map<String, Object> user(int number, boolean enabled, List<String> roles) {
        var name = "annotator-" + number;
        return Map.of(
                "id", subject(number),
                "username", name,
                "email", name + "@example.com",
                "enabled", enabled,
                "realmRoles", roles);
    }

    private static String subject(int number) {
        return "00000000-0000-3000-8000-%012d".formatted(number);
    }
}

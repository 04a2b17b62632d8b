package dev.portcullis.policy;

import com.fasterxml.jackson.core.type.TypeReference;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/** What each reason means and what can be done about it, as the METADATA of the library says: what docs/policies.md tells, too. */
public final class Reasons {

    private static final String RESOURCE = "/policies/reasons.json";
    private static final Map<String, Map<String, Meaning>> MEANINGS = load();

    private Reasons() {}

    /**
     * What a reason means.
     *
     * @param code the reason
     * @param rules those that give it, at least one; where there are more, one of them or several did
     */
    public record Meaning(String code, List<Rule> rules) {

        public Meaning {
            Facts.text(code, "code");
            rules = Facts.copy(rules, "rules");
            if (rules.isEmpty()) {
                throw new IllegalArgumentException("a reason that no rule gives");
            }
        }
    }

    /**
     * A rule that gives a reason.
     *
     * @param rule its path, such as {@code portcullis.access._scope_denials}
     * @param title what it is about, in a word
     * @param description when it holds
     * @param remedy what a caller can do
     */
    public record Rule(String rule, String title, String description, String remedy) {

        public Rule {
            Facts.text(rule, "rule");
            Facts.text(title, "title");
            Facts.text(description, "description");
            Facts.text(remedy, "remedy");
        }
    }

    /** Why an access is denied. Throws {@link IllegalStateException} for a reason that METADATA leaves out. */
    public static Meaning of(AccessReason reason) {
        return of("access", reason);
    }

    /** Why a request, or an approval, is refused. Throws as the other. */
    public static Meaning of(GrantReason reason) {
        return of("grant", reason);
    }

    private static Meaning of(String rules, Enum<?> reason) {
        var meaning = MEANINGS.getOrDefault(rules, Map.of()).get(reason.name());
        if (meaning == null) {
            throw new IllegalStateException("no METADATA tells of " + reason);
        }
        return meaning;
    }

    private static Map<String, Map<String, Meaning>> load() {
        try (var json = Reasons.class.getResourceAsStream(RESOURCE)) {
            if (json == null) {
                throw new IllegalStateException(RESOURCE + " is not on the class path");
            }
            return PolicyJson.MAPPER
                    .readValue(json, new TypeReference<Map<String, List<Meaning>>>() {})
                    .entrySet()
                    .stream()
                    .collect(Collectors.toUnmodifiableMap(Map.Entry::getKey, meanings -> meanings.getValue().stream()
                            .collect(Collectors.toUnmodifiableMap(Meaning::code, Function.identity()))));
        } catch (IOException e) {
            throw new IllegalStateException(RESOURCE + " cannot be read", e);
        }
    }
}

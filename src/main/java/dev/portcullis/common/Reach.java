package dev.portcullis.common;

import jakarta.annotation.Nullable;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * On whose things a call may act: on anybody's, or on those of which one of the conditions holds. What is out of reach does not
 * exist for the caller: it is left out of lists by the query itself, and whoever names it is told what is told of a name that
 * there never was.
 *
 * @param anybodys whether on anybody's; the conditions then do not matter
 * @param subject whose things are the caller's own: those of the contractor of this subject
 * @param partnerId the partner whose things are within reach; empty for none
 * @param groups the groups that own what is within reach: all the assets that it is about; empty for none
 */
public record Reach(boolean anybodys, String subject, Optional<String> partnerId, SortedSet<String> groups) {

    public Reach {
        Objects.requireNonNull(subject, "subject");
        Objects.requireNonNull(partnerId, "partnerId");
        groups = Collections.unmodifiableSortedSet(new TreeSet<>(groups));
    }

    /** On anybody's things. */
    public static Reach anybodys(Caller caller) {
        return new Reach(true, caller.subject(), Optional.empty(), Collections.emptySortedSet());
    }

    /** On the caller's own alone. */
    public static Reach own(Caller caller) {
        return new Reach(false, caller.subject(), Optional.empty(), Collections.emptySortedSet());
    }

    /** On the caller's own, and on those of the partner that it administers. */
    public static Reach ofPartner(Caller caller) {
        return new Reach(false, caller.subject(), caller.partnerId(), Collections.emptySortedSet());
    }

    /** On the caller's own, and on what is about assets alone that its groups own. */
    public static Reach ofGroups(Caller caller) {
        return new Reach(false, caller.subject(), Optional.empty(), caller.groups());
    }

    /** Whether a partner, and what is the partner's rather than a contractor's, is within. */
    public boolean covers(String partner) {
        return anybodys || partnerId.filter(partner::equals).isPresent();
    }

    /** Whether a contractor of this subject and this partner is within. */
    public boolean covers(String partner, String contractorSubject) {
        return covers(partner) || subject.equals(contractorSubject);
    }

    /**
     * The condition that a row is within; empty where every row is. Each part says, in the words of the query, when it is by one
     * of the conditions above: of {@code :reachSubject}, {@code :reachPartner} and {@code :reachGroups}, which is an array; null
     * where no row of the kind is.
     */
    public Optional<Condition> condition(@Nullable String own, @Nullable String partner, @Nullable String group) {
        if (anybodys) {
            return Optional.empty();
        }
        var parts = new ArrayList<String>();
        var parameters = new HashMap<String, Object>();
        if (own != null) {
            parts.add(own);
            parameters.put("reachSubject", subject);
        }
        if (partner != null && partnerId.isPresent()) {
            parts.add(partner);
            parameters.put("reachPartner", partnerId.get());
        }
        if (group != null && !groups.isEmpty()) {
            parts.add(group);
            parameters.put("reachGroups", groups.toArray(String[]::new));
        }
        return Optional.of(
                new Condition(parts.isEmpty() ? "1 = 0" : "(" + String.join(" or ", parts) + ")", parameters));
    }

    /** A part of a query. */
    public record Condition(String text, Map<String, Object> parameters) {

        public Condition {
            Objects.requireNonNull(text, "text");
            parameters = Map.copyOf(parameters);
        }
    }
}

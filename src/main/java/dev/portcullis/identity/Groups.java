package dev.portcullis.identity;

import java.util.Collection;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * What the groups of a token say, by their paths: {@code /partners/acme} that somebody with the role partner-admin administers
 * the partner acme, {@code /platforms/lake} that a platform asks for the data platform lake, and one at the top
 * ({@code /corpus-owners}, or just the name) that it may own assets. Groups anywhere else say nothing.
 *
 * @param owners plain names, sorted
 * @param partners ids, sorted
 * @param platforms names, sorted
 */
record Groups(SortedSet<String> owners, SortedSet<String> partners, SortedSet<String> platforms) {

    private static final String TOP = "/";
    private static final String PARTNERS = "/partners/";
    private static final String PLATFORMS = "/platforms/";

    static Groups of(Collection<String> paths) {
        var groups = new Groups(new TreeSet<>(), new TreeSet<>(), new TreeSet<>());
        for (var path : paths) {
            var full = path.contains(TOP) ? path : TOP + path;
            if (isIn(full, PARTNERS)) {
                groups.partners.add(full.substring(PARTNERS.length()));
            } else if (isIn(full, PLATFORMS)) {
                groups.platforms.add(full.substring(PLATFORMS.length()));
            } else if (isIn(full, TOP)) {
                groups.owners.add(full.substring(TOP.length()));
            }
        }
        return groups;
    }

    private static boolean isIn(String path, String folder) {
        return path.length() > folder.length() && path.startsWith(folder) && path.indexOf('/', folder.length()) < 0;
    }
}

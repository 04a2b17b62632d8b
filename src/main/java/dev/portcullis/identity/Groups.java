package dev.portcullis.identity;

import dev.portcullis.common.Platforms;
import java.util.Collection;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * What the groups of a token say, by their paths: {@code /partners/acme} that somebody with the role partner-admin administers
 * the partner acme, {@code /platforms/lake} that one with the role platform asks for the data platform lake, {@code /platforms}
 * that it asks for every one, and any other at the top ({@code /corpus-owners}, or just the name) that it may own assets. Groups
 * anywhere else say nothing. A plain name {@code platforms} could be of a group anywhere, and is taken for one that owns assets.
 *
 * @param owners plain names, sorted
 * @param partners ids, sorted
 */
record Groups(SortedSet<String> owners, SortedSet<String> partners, Platforms platforms) {

    private static final String TOP = "/";
    private static final String PARTNERS = "/partners/";
    private static final String PLATFORMS = "/platforms/";
    private static final String EVERY_PLATFORM = "/platforms";

    static Groups of(Collection<String> paths) {
        var owners = new TreeSet<String>();
        var partners = new TreeSet<String>();
        var platforms = new TreeSet<String>();
        for (var path : paths) {
            var full = path.contains(TOP) ? path : TOP + path;
            if (isIn(full, PARTNERS)) {
                partners.add(full.substring(PARTNERS.length()));
            } else if (isIn(full, PLATFORMS)) {
                platforms.add(full.substring(PLATFORMS.length()));
            } else if (isIn(full, TOP) && !path.equals(EVERY_PLATFORM)) {
                owners.add(full.substring(TOP.length()));
            }
        }
        var every = paths.contains(EVERY_PLATFORM);
        return new Groups(owners, partners, new Platforms(every, platforms));
    }

    private static boolean isIn(String path, String folder) {
        return path.length() > folder.length() && path.startsWith(folder) && path.indexOf('/', folder.length()) < 0;
    }
}

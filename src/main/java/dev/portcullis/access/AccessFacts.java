package dev.portcullis.access;

import dev.portcullis.common.Page;
import dev.portcullis.common.PageRequest;
import io.smallrye.mutiny.Uni;
import java.util.List;

/**
 * Where Check finds its facts. All that one call returns is of one state revision: every change up to it, none after it. A
 * change that was committed before the call is in it; a failure to know that is a failure of the {@link Uni}.
 */
public interface AccessFacts {

    /** The facts of each look-up, in their order. */
    Uni<FactSheet> read(List<Lookup> lookups);

    /**
     * The assets in a credential's own scope, those below collections too, by id: the only ones to which it might have
     * access. Empty for an unknown credential.
     */
    Uni<Page<String>> scope(String credentialId, PageRequest page);

    /**
     * What to look up.
     *
     * @param credentialId a public id; empty if nothing was presented that could be one
     * @param assetId the asset, whether it exists or not
     */
    record Lookup(String credentialId, String assetId) {}
}

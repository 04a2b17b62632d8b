package dev.portcullis.grant;

import dev.portcullis.common.Reach;
import dev.portcullis.partner.ContractorStore;
import java.util.Optional;

/** When a row of requests or of grants is within a reach. */
final class Within {

    /** That no asset is owned by another group than these; every row has at least one asset. */
    private static final String GROUP = """
            cast(sql('not exists (select 1 from %s s join assets a on a.id = s.asset_id
              where s.%s = ? and a.owner_group <> all (cast(? as text[])))', id, :reachGroups) as Boolean) = true""";

    private Within() {}

    /**
     * @param assets the table of the assets that rows are about
     * @param row its column that names the row
     */
    static Optional<Reach.Condition> condition(Reach reach, String assets, String row) {
        return ContractorStore.holds(reach, GROUP.formatted(assets, row));
    }
}

package dev.portcullis.access.record;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.nio.file.Path;

/** How decisions are put on record. */
@ConfigMapping(prefix = "portcullis.decisions")
public interface RecordConfig {

    /** The folder of this replica's segments, which no other process may use. It must outlive the process. */
    @WithDefault("data/decisions")
    Path directory();

    /** The size of a segment, 4 MiB to 1 GiB. One more than is in use is kept ready. */
    @WithDefault("16777216")
    int segmentBytes();

    /** How much may wait to be shipped. Past it no decision is given. */
    @WithDefault("268435456")
    long backlogBytes();

    /**
     * Whether an answer waits until its record is on the disk itself. Without it a record outlives the process at once,
     * and the machine some seconds later.
     */
    @WithDefault("false")
    boolean fsync();

    /** How many decisions a batch has, about; at least 1. */
    @WithDefault("2000")
    int batchRows();
}

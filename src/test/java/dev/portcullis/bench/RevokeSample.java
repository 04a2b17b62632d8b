package dev.portcullis.bench;

import com.fasterxml.jackson.annotation.JsonProperty;
import org.HdrHistogram.Histogram;

/**
 * Revokes of one kind.
 *
 * @param calls how many were confirmed by every replica
 * @param p50 the median latency, from the call to its answer, ms
 * @param p99 the latency that one call in a hundred exceeds, ms
 * @param max the longest latency, ms
 * @param barrierP50 as p50, of the part from the commit until the last replica was known to have the cut
 */
record RevokeSample(
        Cut cut,
        int credentials,
        long calls,
        @JsonProperty("p50_ms") double p50,
        @JsonProperty("p99_ms") double p99,
        @JsonProperty("max_ms") double max,
        @JsonProperty("barrier_p50_ms") double barrierP50,
        @JsonProperty("barrier_p99_ms") double barrierP99,
        @JsonProperty("barrier_max_ms") double barrierMax) {

    static RevokeSample of(Cut cut, Histogram nanos, Histogram barrier) {
        return new RevokeSample(
                cut,
                cut.credentials(),
                nanos.getTotalCount(),
                nanos.getValueAtPercentile(50) / 1e6,
                nanos.getValueAtPercentile(99) / 1e6,
                nanos.getMaxValue() / 1e6,
                barrier.getValueAtPercentile(50) / 1e6,
                barrier.getValueAtPercentile(99) / 1e6,
                barrier.getMaxValue() / 1e6);
    }
}

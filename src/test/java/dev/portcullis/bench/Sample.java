package dev.portcullis.bench;

import java.time.Duration;
import org.HdrHistogram.Histogram;

/**
 * One kind of call in one round.
 *
 * @param workload the kind
 * @param calls how many were answered
 * @param perSecond how many were answered in a second
 * @param p50Micros the median latency
 * @param p99Micros the latency that one call in a hundred exceeds
 * @param maxMicros the longest latency
 * @param serverCpuMicros CPU time of the server process, user and system, for one call
 */
record Sample(
        String workload,
        long calls,
        double perSecond,
        double p50Micros,
        double p99Micros,
        double maxMicros,
        double serverCpuMicros) {

    static Sample of(String workload, Histogram nanos, Duration elapsed, Duration serverCpu) {
        var calls = nanos.getTotalCount();
        return new Sample(
                workload,
                calls,
                calls * 1e9 / elapsed.toNanos(),
                nanos.getValueAtPercentile(50) / 1e3,
                nanos.getValueAtPercentile(99) / 1e3,
                nanos.getMaxValue() / 1e3,
                serverCpu.toNanos() / 1e3 / calls);
    }
}

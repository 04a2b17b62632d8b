package dev.portcullis.bench;

import java.util.Arrays;
import java.util.List;
import java.util.function.ToDoubleFunction;

/** Something of one kind of call over the same of the no-op, each round's against that round's: the middle and the ends. */
record Ratio(double median, double least, double most) {

    static Ratio of(List<Sample> samples, List<Sample> noOps, ToDoubleFunction<Sample> figure) {
        var ratios = new double[samples.size()];
        for (int i = 0; i < ratios.length; i++) {
            ratios[i] = figure.applyAsDouble(samples.get(i)) / figure.applyAsDouble(noOps.get(i));
        }
        Arrays.sort(ratios);
        return new Ratio(ratios[ratios.length / 2], ratios[0], ratios[ratios.length - 1]);
    }

    @Override
    public String toString() {
        return "%.2f (%.2f..%.2f)".formatted(median, least, most);
    }
}

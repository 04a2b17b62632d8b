package dev.portcullis.bench;

import io.grpc.MethodDescriptor;
import java.util.function.IntFunction;
import java.util.function.Predicate;

/**
 * One kind of call.
 *
 * @param method what is called
 * @param signedIn whether the call bears the platform's token
 * @param request the request of the n-th call
 * @param right whether an answer is what it must be; one that is not ends the benchmark
 */
record Workload<Q, A>(
        String name, MethodDescriptor<Q, A> method, boolean signedIn, IntFunction<Q> request, Predicate<A> right) {}

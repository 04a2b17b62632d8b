package dev.portcullis.policy.wasm;

import com.dylibso.chicory.compiler.InterpreterFallback;
import com.dylibso.chicory.compiler.MachineFactoryCompiler;
import com.dylibso.chicory.runtime.Instance;
import com.dylibso.chicory.runtime.Machine;
import com.dylibso.chicory.wasm.Parser;
import com.dylibso.chicory.wasm.WasmModule;
import dev.portcullis.policy.PolicySettings;
import java.util.function.Function;

/**
 * A policy compiled to bytecode, once, for all the instances that run it. Immutable and thread-safe; the instances are
 * not.
 *
 * <p>The library's own {@code OpaPolicy} would compile the module again for every instance, which takes seconds; hence its
 * bindings are used here without it.
 */
final class PolicyModule {

    private final WasmModule module;
    private final Function<Instance, Machine> machine;
    private final PolicyBundle bundle;
    private final int maxInputBytes;

    PolicyModule(PolicyBundle bundle, int maxInputBytes) {
        this.module = Parser.parse(bundle.wasm());
        ModuleShape.require(module);
        this.machine = MachineFactoryCompiler.builder(module)
                .withInterpreterFallback(InterpreterFallback.FAIL)
                .compile();
        this.bundle = bundle;
        this.maxInputBytes = maxInputBytes;
    }

    private PolicyModule(PolicyModule compiled, PolicyBundle bundle) {
        this.module = compiled.module;
        this.machine = compiled.machine;
        this.bundle = bundle;
        this.maxInputBytes = compiled.maxInputBytes;
    }

    /** The same policy under these settings instead; it is not compiled again. */
    PolicyModule with(PolicySettings settings) {
        return new PolicyModule(this, bundle.with(settings));
    }

    String revision() {
        return bundle.revision();
    }

    int maxInputBytes() {
        return maxInputBytes;
    }

    /** A fresh instance, its data set. Cheap beside compiling; costs about a megabyte of heap. */
    PolicyInstance instantiate() {
        var data = bundle.data();
        var memory = PolicyMemory.of(ModuleShape.memoryPages(module), data.length, maxInputBytes);
        var instance = Instance.builder(module)
                .withImportValues(new NoBuiltins(memory).toImportValues())
                .withMachineFactory(machine)
                .build();
        return new PolicyInstance(instance, memory, bundle.data());
    }
}

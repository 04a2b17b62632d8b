package dev.portcullis.policy.wasm;

import com.dylibso.chicory.wasm.WasmModule;
import com.dylibso.chicory.wasm.types.MemoryImport;
import com.dylibso.chicory.wasm.types.MemorySection;

/**
 * What a module may be made of, asked before anything of it runs: it has no memory but the one that it is given, imports
 * nothing but from {@code env}, and does not begin with tables that fill the heap.
 */
final class ModuleShape {

    private static final String ENV = "env";
    private static final long MOST_TABLE_ELEMENTS = 65_536;

    private ModuleShape() {}

    /** Throws {@link IllegalStateException} unless the module is of this shape. */
    static void require(WasmModule module) {
        if (module.memorySection().map(MemorySection::memoryCount).orElse(0) > 0) {
            throw new IllegalStateException("the policy has a memory of its own");
        }
        module.importSection().stream()
                .filter(imported -> !imported.module().equals(ENV))
                .findFirst()
                .ifPresent(imported -> {
                    throw new IllegalStateException("the policy imports from elsewhere than " + ENV);
                });
        long elements = 0;
        for (int i = 0; i < module.tableSection().tableCount(); i++) {
            elements += module.tableSection().getTable(i).limits().min();
        }
        if (elements > MOST_TABLE_ELEMENTS) {
            throw new IllegalStateException("the policy has tables of " + elements + " elements");
        }
    }

    /** The pages of the memory that the module asks for. */
    static int memoryPages(WasmModule module) {
        return module.importSection().stream()
                .filter(MemoryImport.class::isInstance)
                .mapToInt(memory -> ((MemoryImport) memory).limits().initialPages())
                .max()
                .orElse(0);
    }
}

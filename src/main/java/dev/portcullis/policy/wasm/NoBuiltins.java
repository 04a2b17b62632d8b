package dev.portcullis.policy.wasm;

import com.dylibso.chicory.runtime.Memory;
import com.styra.opa.wasm.OpaWasm_Env;
import com.styra.opa.wasm.OpaWasm_ModuleImports;

/**
 * What a policy may call outside itself: nothing. Its builtins are those compiled into it, so a call out of it means a
 * policy built against other capabilities than ours, and fails the evaluation.
 */
record NoBuiltins(Memory memory) implements OpaWasm_ModuleImports, OpaWasm_Env {

    @Override
    public OpaWasm_Env env() {
        return this;
    }

    @Override
    public int opaBuiltin0(int id, int context) {
        throw refused(id);
    }

    @Override
    public int opaBuiltin1(int id, int context, int a) {
        throw refused(id);
    }

    @Override
    public int opaBuiltin2(int id, int context, int a, int b) {
        throw refused(id);
    }

    @Override
    public int opaBuiltin3(int id, int context, int a, int b, int c) {
        throw refused(id);
    }

    @Override
    public int opaBuiltin4(int id, int context, int a, int b, int c, int d) {
        throw refused(id);
    }

    @Override
    public void opaAbort(int message) {
        throw new PolicyAbort(memory.readCString(message));
    }

    private static IllegalStateException refused(int id) {
        return new IllegalStateException("the policy called builtin " + id + ", which it does not hold itself");
    }
}

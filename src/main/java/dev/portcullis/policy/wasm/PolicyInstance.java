package dev.portcullis.policy.wasm;

import com.dylibso.chicory.runtime.Instance;
import com.dylibso.chicory.runtime.Memory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.styra.opa.wasm.OpaWasm_ModuleExports;
import dev.portcullis.policy.PolicyJson;
import java.util.Map;

/**
 * One running policy: a memory, and the data in it. Not thread-safe. After an exception its memory is in no known state;
 * the instance MUST be dropped.
 *
 * <p>Speaks OPA's Wasm ABI 1.3 (https://www.openpolicyagent.org/docs/wasm#abi). Each evaluation begins at the same heap
 * pointer, so what the last one left is overwritten and memory does not add up.
 */
final class PolicyInstance {

    private static final int ABI_VERSION = 1;
    private static final int ABI_MINOR_VERSION = 3;
    private static final int ALIGNMENT = 8;
    private static final int JSON = 0;

    private final OpaWasm_ModuleExports exports;
    private final Memory memory;
    private final Map<String, Integer> entryPoints;
    private final int data;
    private final int heap;
    private final int pages;

    PolicyInstance(Instance instance, Memory memory, byte[] data) {
        this.exports = new OpaWasm_ModuleExports(instance);
        this.memory = memory;
        requireAbi();
        requireNoBuiltins();
        this.entryPoints = numbersByName(exports.entrypoints());
        this.data = parse(data);
        this.heap = align(exports.opaHeapPtrGet());
        this.pages = memory.pages();
    }

    /** The number of an exported rule. Throws {@link IllegalStateException} when the policy does not export it. */
    int numberOf(String path) {
        var number = entryPoints.get(path);
        if (number == null) {
            throw new IllegalStateException("the policy exports no " + path + "; it exports " + entryPoints.keySet());
        }
        return number;
    }

    /** Evaluates a rule. The input must be JSON, no longer than the memory was made for; the answer is JSON. */
    String evaluate(int entryPoint, byte[] input) {
        memory.write(heap, input);
        int answer = exports.opaEval(0, entryPoint, data, heap, input.length, align(heap + input.length), JSON);
        return memory.readCString(answer);
    }

    /** Whether an input made the memory grow. It does not shrink again: one who minds drops the instance. */
    boolean hasGrown() {
        return memory.pages() > pages;
    }

    private void requireAbi() {
        long major = exports.opaWasmAbiVersion().getValue();
        long minor = exports.opaWasmAbiMinorVersion().getValue();
        if (major != ABI_VERSION || minor < ABI_MINOR_VERSION) {
            throw new IllegalStateException("the policy has ABI " + major + "." + minor + ", not 1.3");
        }
    }

    private void requireNoBuiltins() {
        var builtins = numbersByName(exports.builtins());
        if (!builtins.isEmpty()) {
            throw new ForbiddenBuiltinException(builtins.keySet());
        }
    }

    private int parse(byte[] json) {
        int at = exports.opaMalloc(json.length);
        memory.write(at, json);
        int value = exports.opaJsonParse(at, json.length);
        if (value == 0) {
            throw new IllegalStateException("the policy's data is not JSON");
        }
        return value;
    }

    private Map<String, Integer> numbersByName(int value) {
        try {
            return PolicyJson.MAPPER.readValue(
                    memory.readCString(exports.opaJsonDump(value)), new TypeReference<Map<String, Integer>>() {});
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("the policy does not describe itself in JSON", e);
        }
    }

    private static int align(int address) {
        return (address + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
    }
}

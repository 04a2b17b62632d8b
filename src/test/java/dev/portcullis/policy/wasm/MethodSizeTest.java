package dev.portcullis.policy.wasm;

import static org.assertj.core.api.Assertions.assertThat;

import com.dylibso.chicory.compiler.InterpreterFallback;
import com.dylibso.chicory.compiler.internal.Compiler;
import com.dylibso.chicory.wasm.Parser;
import com.dylibso.chicory.wasm.WasmModule;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Map;
import java.util.TreeMap;
import org.jboss.logging.Logger;
import org.junit.jupiter.api.Test;

/** Every rule compiles to a method that HotSpot compiles in its turn: one that is larger it interprets for ever. */
class MethodSizeTest {

    private static final Logger LOG = Logger.getLogger(MethodSizeTest.class);

    /** HugeMethodLimit of HotSpot, which is no option of a product build. */
    private static final int MOST = 8_000;

    /** What a policy is called as in the module; all else is OPA's own. */
    private static final String RULE = "g0.data.";

    @Test
    void shouldMakeNoRuleLargerThanIsCompiled() throws IOException {
        var module = Parser.parse(PolicyBundle.ofApplication().wasm());
        var sizes = sizes(module);
        var rules = new TreeMap<String, Integer>();
        sizes.forEach((name, size) -> {
            if (name.startsWith(RULE)) {
                rules.put(name, size);
            }
        });
        var largest = new ArrayList<>(rules.entrySet());
        largest.sort(Map.Entry.<String, Integer>comparingByValue().reversed());
        LOG.infof("the largest of %d rules: %s", rules.size(), largest.subList(0, 5));
        assertThat(rules).hasSizeGreaterThan(50).containsKey("g0.data.portcullis.admin._policy");
        assertThat(sizes).allSatisfy((name, size) -> assertThat(size).as(name).isLessThanOrEqualTo(MOST));
    }

    private static Map<String, Integer> sizes(WasmModule module) throws IOException {
        var compiled = Compiler.builder(module)
                .withInterpreterFallback(InterpreterFallback.FAIL)
                .build()
                .compile();
        var sizes = new TreeMap<String, Integer>();
        for (var classFile : compiled.classBytes().values()) {
            MethodSizes.of(classFile).forEach((method, size) -> sizes.merge(named(module, method), size, Math::max));
        }
        return sizes;
    }

    /** The name that the module gives the function which became this method. */
    private static String named(WasmModule module, String method) {
        if (!method.matches("func_\\d+")) {
            return method;
        }
        var name = module.nameSection().nameOfFunction(Integer.parseInt(method.substring("func_".length())));
        return name == null ? method : name;
    }
}

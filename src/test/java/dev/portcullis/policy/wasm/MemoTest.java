package dev.portcullis.policy.wasm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.portcullis.policy.AdminDecision.Scope;
import dev.portcullis.policy.AdminInput;
import dev.portcullis.policy.PolicyUnavailableException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class MemoTest {

    private static final String RPC = "portcullis.v1.PartnerService/GetPartner";

    private final List<String> decided = new ArrayList<>();
    private final Memo<String, String> memo = new Memo<>(2, input -> {
        decided.add(input);
        if (input.isEmpty()) {
            throw new PolicyUnavailableException("no decision");
        }
        return input + "!";
    });

    @Test
    void shouldDecideOnceOnEqualInputs() {
        assertThat(List.of(memo.of("a"), memo.of("b"), memo.of("a"))).containsExactly("a!", "b!", "a!");
        assertThat(decided).containsExactly("a", "b");
    }

    @Test
    void shouldNotRememberAFailure() {
        for (int i = 0; i < 2; i++) {
            assertThatThrownBy(() -> memo.of("")).isInstanceOf(PolicyUnavailableException.class);
        }
        assertThat(decided).hasSize(2);
    }

    @Test
    void shouldDecideAgainWhatItHasNoRoomFor() {
        assertThat(List.of(memo.of("a"), memo.of("b"), memo.of("c"), memo.of("c"), memo.of("a")))
                .containsExactly("a!", "b!", "c!", "c!", "a!");
        assertThat(decided).containsExactly("a", "b", "c", "c");
    }

    @Test
    void shouldTellCallersApart() {
        var engine = new WasmPolicyEngine(() -> 64 << 10);
        for (int i = 0; i < 2; i++) {
            assertThat(scope(engine, List.of("admin"), RPC)).isEqualTo(Scope.ANY);
            assertThat(scope(engine, List.of("platform"), RPC)).isEqualTo(Scope.NONE);
            assertThat(scope(engine, List.of(), RPC)).isEqualTo(Scope.NONE);
            assertThat(scope(engine, List.of("admin"), "portcullis.v1.AccessService/Check"))
                    .isEqualTo(Scope.NONE);
        }
    }

    private static Scope scope(WasmPolicyEngine engine, List<String> roles, String rpc) {
        return engine.decideAdmin(new AdminInput(roles, rpc))
                .await()
                .indefinitely()
                .scope();
    }
}

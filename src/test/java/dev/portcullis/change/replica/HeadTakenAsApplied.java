package dev.portcullis.change.replica;

import java.io.File;
import net.bytebuddy.asm.Advice;

/** A bug to plant: what is known to be committed is taken for applied. */
final class HeadTakenAsApplied {

    private HeadTakenAsApplied() {}

    @Advice.OnMethodEnter
    static void enter(@Advice.Argument(0) StoreLink store, @Advice.FieldValue("applied") Applied applied) {
        if (new File(System.getProperty("portcullis.planted"), "HEAD_TAKEN_AS_APPLIED").exists()) {
            applied.advance(store.query("SELECT revision FROM change_head")
                    .iterator()
                    .next()
                    .getLong("revision"));
        }
    }
}

package dev.portcullis.access.record;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Which start of the machine this is: another one loses what a file system had not written yet. */
final class Boot {

    /** On Linux, what the kernel calls it; empty elsewhere. */
    static final String ID = read();

    private Boot() {}

    private static String read() {
        try {
            return Files.readString(Path.of("/proc/sys/kernel/random/boot_id")).trim();
        } catch (IOException e) {
            return "";
        }
    }
}

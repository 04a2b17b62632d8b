package dev.portcullis.common;

import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalLong;

/** Linux's clock of the time since boot, time in suspend included (proc(5), {@code /proc/uptime}). */
final class ProcUptime implements BootClock {

    private static final Path FILE = Path.of("/proc/uptime");

    @Override
    public OptionalLong millis() {
        try {
            var text = Files.readString(FILE);
            var seconds = new BigDecimal(text.substring(0, text.indexOf(' ')));
            return OptionalLong.of(seconds.movePointRight(3).longValue());
        } catch (IOException | NumberFormatException | IndexOutOfBoundsException e) {
            return OptionalLong.empty();
        }
    }
}

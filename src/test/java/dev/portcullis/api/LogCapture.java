package dev.portcullis.api;

import java.util.logging.Formatter;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.jboss.logmanager.formatters.PatternFormatter;

/** Keeps all that is logged, of every level, with its failures. */
final class LogCapture implements AutoCloseable {

    private static final Logger ROOT = Logger.getLogger("");

    private static final Formatter FORMATTER = new PatternFormatter("%s%e%n");

    private final StringBuffer text = new StringBuffer();
    private final Handler handler = new Keeper();

    private LogCapture() {}

    static LogCapture start() {
        var capture = new LogCapture();
        capture.handler.setLevel(Level.ALL);
        ROOT.addHandler(capture.handler);
        return capture;
    }

    String text() {
        return text.toString();
    }

    @Override
    public void close() {
        ROOT.removeHandler(handler);
    }

    private final class Keeper extends Handler {

        @Override
        public void publish(LogRecord entry) {
            text.append(FORMATTER.format(entry));
        }

        @Override
        public void flush() {
            // nothing is held back
        }

        @Override
        public void close() {
            // nothing is held
        }
    }
}

package dev.portcullis.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import org.jboss.logging.Logger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class FailureLogTest {

    private static final String NAME = FailureLogTest.class.getName();

    private final List<String> logged = new ArrayList<>();
    private final AtomicLong now = new AtomicLong(Long.MAX_VALUE - 5);
    private final FailureLog failures = new FailureLog(Logger.getLogger(NAME), "it failed", now::get);
    private final Handler handler = new Handler() {
        @Override
        public void publish(LogRecord entry) {
            logged.add(entry.getMessage());
        }

        @Override
        public void flush() {
            // nothing is kept back
        }

        @Override
        public void close() {
            // nothing is open
        }
    };

    @BeforeEach
    void listen() {
        java.util.logging.Logger.getLogger(NAME).addHandler(handler);
    }

    @AfterEach
    void stopListening() {
        java.util.logging.Logger.getLogger(NAME).removeHandler(handler);
    }

    @Test
    void shouldLogTheFirstOfManyAndCountTheOthers() {
        for (int i = 0; i < 1_000; i++) {
            failures.failed(new IllegalStateException("again"));
        }
        now.addAndGet(Duration.ofSeconds(1).toNanos());
        failures.failed(new IllegalStateException("again"));
        now.addAndGet(Duration.ofSeconds(1).toNanos());
        failures.failed(new IllegalStateException("again"));

        assertThat(logged).containsExactly("it failed", "it failed; and 999 more times before", "it failed");
    }
}

package dev.portcullis.history;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/** What all clients did. Any thread may add to it. */
final class History {

    private final Queue<Operation> operations = new ConcurrentLinkedQueue<>();

    <O extends Operation> O add(O operation) {
        operations.add(operation);
        return operation;
    }

    /** Those of one kind, in the order they were invoked. */
    <O extends Operation> List<O> of(Class<O> kind) {
        return operations.stream()
                .filter(kind::isInstance)
                .map(kind::cast)
                .sorted(Comparator.comparingLong(operation -> operation.span().invoked()))
                .toList();
    }

    /** One operation a line, in the order they were invoked. */
    void write(Path file) throws IOException {
        Files.createDirectories(file.toAbsolutePath().getParent());
        try (var out = Files.newBufferedWriter(file)) {
            for (var operation : of(Operation.class)) {
                out.append(operation.toString()).append('\n');
            }
        }
    }
}

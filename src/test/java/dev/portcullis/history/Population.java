package dev.portcullis.history;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.function.Predicate;

/** What the clients of a workload know of: what is good, and what was cut of late. Thread-safe. */
final class Population {

    private static final int CUT_OF_LATE = 24;

    private final Map<Holder, List<Room>> rooms = new HashMap<>();
    private final List<Pass> good = new ArrayList<>();
    private final List<Pass> cutOfLate = new ArrayList<>();

    /** What a holder was granted: a collection with an asset in it. */
    record Room(Holder holder, String house, String leaf, String grant) {}

    synchronized void add(Room room) {
        rooms.computeIfAbsent(room.holder(), holder -> new ArrayList<>()).add(room);
    }

    /** A new pass; what it rests on may have been cut while it was issued. */
    synchronized void add(Pass pass) {
        var stands = rooms.getOrDefault(pass.holder(), List.of()).stream()
                .anyMatch(room -> pass.issued().grants().containsKey(room.grant()));
        (stands ? good : cutOfLate).add(0, pass);
    }

    synchronized int holders() {
        return rooms.size();
    }

    synchronized int passes() {
        return good.size();
    }

    synchronized Optional<Room> room(Random random) {
        return any(rooms.values().stream().flatMap(List::stream).toList(), random);
    }

    /** Some pass: as often one that was cut of late as one that is good. */
    synchronized Optional<Pass> pass(Random random) {
        return cutOfLate.isEmpty() || random.nextBoolean() ? any(good, random) : any(cutOfLate, random);
    }

    synchronized Optional<Pass> goodPass(Random random) {
        return any(good, random);
    }

    synchronized List<Pass> goodPasses() {
        return List.copyOf(good);
    }

    /** Nothing is known to be good any more that the name is of or above. */
    synchronized void cut(String name) {
        Predicate<Room> under = room -> room.house().equals(name)
                || room.leaf().equals(name)
                || room.grant().equals(name)
                || room.holder().contractor().equals(name)
                || room.holder().partner().equals(name);
        var gone = rooms.values().stream().flatMap(List::stream).filter(under).toList();
        var cut = good.stream()
                .filter(pass -> pass.credential().equals(name)
                        || gone.stream().anyMatch(room -> pass.issued().grants().containsKey(room.grant())))
                .toList();
        good.removeAll(cut);
        cutOfLate.addAll(0, cut);
        while (cutOfLate.size() > CUT_OF_LATE) {
            cutOfLate.remove(cutOfLate.size() - 1);
        }
        rooms.values().forEach(list -> list.removeAll(gone));
        rooms.values().removeIf(List::isEmpty);
    }

    private static <T> Optional<T> any(List<T> among, Random random) {
        return among.isEmpty() ? Optional.empty() : Optional.of(among.get(random.nextInt(among.size())));
    }
}

package dev.portcullis.history;

import dev.portcullis.history.Operation.Chosen;
import dev.portcullis.history.Operation.Cut;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What the clients of a workload know of: what is good, what was cut of late, and what was cut with a thing that was given back
 * since. Thread-safe. Who cuts a thing that can be given back, or gives it back, takes it first, so that nobody else does meanwhile.
 */
final class Population {

    private static final int OF_LATE = 24;

    private final List<Room> rooms = new ArrayList<>();
    private final Set<String> cut = new HashSet<>();
    private final Map<String, Chosen> thaws = new HashMap<>();
    private final Map<String, Instant> issuedBefore = new HashMap<>();
    private final Map<String, Long> cutWith =
            new HashMap<>(); // nanoseconds: what was asked for earlier is cut for ever
    private final Set<String> taken = new HashSet<>();
    private final Set<String> closed = new HashSet<>();
    private final Map<String, List<Pass>> lost = new HashMap<>();
    private final List<Pass> good = new ArrayList<>();
    private final List<Pass> cutOfLate = new ArrayList<>();
    private final List<Pass> ofThingsGivenBack = new ArrayList<>();

    /** What a holder was granted: a collection with an asset in it. */
    record Room(Holder holder, String house, String leaf, String grant) {}

    synchronized void add(Room room) {
        rooms.add(room);
    }

    /** A new pass; what it rests on may have been cut while it was issued. */
    synchronized void add(Pass pass) {
        if (stands(pass) && pass.issued().span().invoked() > since(pass)) {
            good.add(pass);
        } else {
            putFirst(List.of(pass), cutOfLate);
        }
    }

    /** How many have something. */
    synchronized int holders() {
        return (int)
                rooms.stream().filter(this::isOpen).map(Room::holder).distinct().count();
    }

    synchronized int passes() {
        return good.size();
    }

    synchronized Optional<Room> room(Random random) {
        return any(rooms.stream().filter(this::isOpen).toList(), random);
    }

    /** A room that is closed for now. */
    synchronized Optional<Room> closedRoom(Random random) {
        return any(rooms.stream().filter(room -> !isOpen(room)).toList(), random);
    }

    /** Some pass: as often one that was cut as one that is good. */
    synchronized Optional<Pass> pass(Random random) {
        var among = random.nextBoolean() ? good : random.nextBoolean() ? cutOfLate : ofThingsGivenBack;
        return any(among.isEmpty() ? good : among, random);
    }

    synchronized Optional<Pass> goodPass(Random random) {
        return any(good, random);
    }

    synchronized List<Pass> goodPasses() {
        return List.copyOf(good);
    }

    /** Whether it was free; then it is until it is {@link #release}d. */
    synchronized boolean take(String name) {
        return taken.add(name);
    }

    synchronized void release(String name) {
        taken.remove(name);
    }

    /** Something that can be given back, which is taken. */
    synchronized Optional<String> takeClosed(Random random) {
        var free =
                closed.stream().filter(name -> !taken.contains(name)).sorted().toList();
        var name = any(free, random);
        name.ifPresent(taken::add);
        return name;
    }

    /** Nothing is known to be good any more that the name is of or above. */
    synchronized void cut(String name) {
        cut.add(name);
        thaws.remove(name);
        rooms.removeIf(room -> room.grant().equals(name));
        drop(name, pass -> !stands(pass) || pass.credential().equals(name));
    }

    /** The cut holds: the thing can be given back, if it is one of those. */
    synchronized void confirmed(String name) {
        if (!name.startsWith("credentials/") && !name.startsWith("grants/")) {
            closed.add(name);
            cutWith.put(name, System.nanoTime());
        }
    }

    /** Nothing is known to be good any more that was issued earlier. */
    synchronized void cut(String name, Instant before) {
        issuedBefore.merge(name, before, (one, other) -> one.isAfter(other) ? one : other);
        drop(name, pass -> !stands(pass));
    }

    /** A partner that is cut or THAWING will have no more than both what it has and this, until it is {@link #thawing}. */
    synchronized void choosing(String partner, Chosen chosen) {
        thaws.put(partner, chosen);
        drop(partner, pass -> !stands(pass));
        cut.add(partner);
    }

    /** A partner is THAWING. */
    synchronized void thawing(String partner, Chosen chosen) {
        cut.remove(partner);
        thaws.put(partner, chosen);
        putFirst(lost.getOrDefault(partner, List.of()), ofThingsGivenBack);
    }

    /** All of it was given back. */
    synchronized void open(String name) {
        cut.remove(name);
        thaws.remove(name);
        closed.remove(name);
        var old = lost.remove(name);
        putFirst(old == null ? List.of() : old, ofThingsGivenBack);
    }

    synchronized boolean isThawing(String name) {
        return thaws.containsKey(name);
    }

    /** Some of a partner's contractors, and some of their assets. */
    synchronized Chosen choose(String partner, Random random) {
        var known = rooms.stream()
                .filter(room -> room.holder().partner().equals(partner))
                .toList();
        var first = known.get(random.nextInt(known.size()));
        var chosen = Stream.concat(Stream.of(first), known.stream().filter(room -> random.nextBoolean()))
                .toList();
        return new Chosen(
                chosen.stream().map(room -> room.holder().contractor()).collect(Collectors.toSet()),
                chosen.stream()
                        .map(room -> random.nextBoolean() ? room.house() : room.leaf())
                        .collect(Collectors.toSet()));
    }

    private boolean isOpen(Room room) {
        var chosen = thaws.get(room.holder().partner());
        return names(room).noneMatch(cut::contains)
                && (chosen == null || chosen.has(room.holder().contractor(), List.of(room.house(), room.leaf())));
    }

    private static Stream<String> names(Room room) {
        return Stream.of(
                room.house(),
                room.leaf(),
                room.holder().contractor(),
                room.holder().partner());
    }

    private boolean stands(Pass pass) {
        return rooms.stream()
                        .anyMatch(room -> isOpen(room) && pass.issued().grants().containsKey(room.grant()))
                && holders(pass)
                        .noneMatch(name ->
                                pass.issued().issuedAt().isBefore(issuedBefore.getOrDefault(name, Instant.MIN)));
    }

    private long since(Pass pass) {
        return holders(pass)
                .mapToLong(name -> cutWith.getOrDefault(name, Long.MIN_VALUE))
                .max()
                .orElseThrow();
    }

    private static Stream<String> holders(Pass pass) {
        return Stream.of(pass.issued().contractor(), pass.issued().partner(), Cut.EVERYTHING);
    }

    private void drop(String name, Predicate<Pass> gone) {
        var dropped = good.stream().filter(gone).toList();
        good.removeAll(dropped);
        putFirst(dropped, cutOfLate);
        if (!name.startsWith("credentials/") && !name.startsWith("grants/")) {
            putFirst(dropped, lost.computeIfAbsent(name, of -> new ArrayList<>()));
        }
    }

    private static void putFirst(List<Pass> passes, List<Pass> before) {
        before.addAll(0, passes);
        while (before.size() > OF_LATE) {
            before.remove(before.size() - 1);
        }
    }

    private static <T> Optional<T> any(List<T> among, Random random) {
        return among.isEmpty() ? Optional.empty() : Optional.of(among.get(random.nextInt(among.size())));
    }
}

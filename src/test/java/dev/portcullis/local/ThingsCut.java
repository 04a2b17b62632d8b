package dev.portcullis.local;

import com.google.protobuf.Message;
import dev.portcullis.v1.ApproveReinstatementResponse;
import dev.portcullis.v1.CancelReinstatementResponse;
import dev.portcullis.v1.ProposeReinstatementResponse;
import dev.portcullis.v1.RegisterAssetResponse;
import dev.portcullis.v1.RegisterContractorResponse;
import dev.portcullis.v1.Reinstatement;
import dev.portcullis.v1.ReinstatementTarget;
import dev.portcullis.v1.RevokeResponse;
import dev.portcullis.v1.Selector;
import dev.portcullis.v1.Thaw;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;

/** What answers have told of things that were cut and can be given back, and of proposals to give them back. */
final class ThingsCut {

    private final Map<String, List<String>> contractors = new HashMap<>(); // by partner
    private final List<String> assets = new ArrayList<>();
    private final List<String> cut = new ArrayList<>();
    private final Set<String> thawing = new HashSet<>();
    private final List<String> proposals = new ArrayList<>();

    boolean any() {
        return !cut.isEmpty();
    }

    boolean anyProposal() {
        return !proposals.isEmpty();
    }

    /** Something to give back next: to a partner, as often to some once more as to all. */
    ReinstatementTarget target(Random random) {
        var home = "partners/" + RandomChanges.HOME;
        var name = cut.contains(home) && random.nextBoolean() ? home : pick(cut, random);
        var target = ReinstatementTarget.newBuilder();
        switch (name.split("/")[0]) {
            case "contractors" -> target.setContractor(name);
            case "assets" -> target.setAsset(name);
            default -> {
                if (thawing.contains(name) && random.nextBoolean()) {
                    target.setPartner(name);
                } else {
                    target.setThaw(Thaw.newBuilder()
                            .setPartner(name)
                            .addAllContractors(some(contractors.get(name), random))
                            .addAllAssets(some(assets, random)));
                }
            }
        }
        return target.build();
    }

    String proposal(Random random) {
        return pick(proposals, random);
    }

    void learn(Message answer) {
        if (answer instanceof RegisterContractorResponse of) {
            contractors
                    .computeIfAbsent(of.getContractor().getPartner(), partner -> new ArrayList<>())
                    .add(of.getContractor().getName());
        } else if (answer instanceof RegisterAssetResponse of) {
            assets.add(of.getAsset().getName());
        } else if (answer instanceof RevokeResponse of) {
            learn(of.getRevocation().getSelector());
        } else if (answer instanceof ProposeReinstatementResponse of) {
            proposals.add(of.getReinstatement().getName());
        } else if (answer instanceof CancelReinstatementResponse of) {
            proposals.remove(of.getReinstatement().getName());
        } else if (answer instanceof ApproveReinstatementResponse of) {
            learn(of.getReinstatement());
        }
    }

    private void learn(Selector selector) {
        var name = selector.getPartner() + selector.getContractor() + selector.getAsset();
        // A partner without contractors cannot thaw: there is nobody to choose.
        if (!name.isEmpty() && !cut.contains(name) && (!selector.hasPartner() || contractors.containsKey(name))) {
            cut.add(name);
        }
        thawing.remove(name);
    }

    private void learn(Reinstatement done) {
        proposals.remove(done.getName());
        var target = done.getTarget();
        if (target.hasThaw()) {
            thawing.add(target.getThaw().getPartner());
        } else {
            var name = target.getPartner() + target.getContractor() + target.getAsset();
            cut.remove(name);
            thawing.remove(name);
        }
    }

    private static List<String> some(List<String> all, Random random) {
        var some = all.stream().filter(one -> random.nextInt(3) > 0).limit(50).toList();
        return some.isEmpty() ? List.of(pick(all, random)) : some;
    }

    private static <T> T pick(List<T> all, Random random) {
        return all.get(random.nextInt(all.size()));
    }
}

package dev.portcullis.local;

import com.google.protobuf.Message;
import com.google.protobuf.Timestamp;
import dev.portcullis.local.KeycloakAdmin.User;
import dev.portcullis.v1.ApproveRequestResponse;
import dev.portcullis.v1.Classification;
import dev.portcullis.v1.CreatePartnerResponse;
import dev.portcullis.v1.IssueCredentialResponse;
import dev.portcullis.v1.IssuedBefore;
import dev.portcullis.v1.RegisterAssetResponse;
import dev.portcullis.v1.RegisterContractorResponse;
import dev.portcullis.v1.RequestAccessResponse;
import dev.portcullis.v1.Selector;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.stream.Stream;

/**
 * Changes of every kind to what answers have told of so far: mostly such as will be made, and the rest refused. Contractors
 * who can sign in are of one partner; that is frozen seldom, and thawed soon. All that is cut may be given back. Several threads may use it.
 */
final class RandomChanges {

    static final String HOME = "home";

    /** Things are picked among so many of the latest. */
    private static final int LATEST = 12;

    private final LocalUsers users;
    private final User secondAdmin;
    private final ThingsCut thingsCut = new ThingsCut();
    private final MutationCalls calls;
    private final Map<String, User> staff = new HashMap<>(); // contractor's name to who signs in as it
    private final Map<String, User> bySubject;
    private final List<String> partners = new ArrayList<>();
    private final List<String> strangers = new ArrayList<>();
    private final List<String> assets = new ArrayList<>();
    private final List<String> requests = new ArrayList<>();
    private final List<Held> grants = new ArrayList<>();
    private final List<Held> credentials = new ArrayList<>();
    private Timestamp lastIssued;

    private record Held(String name, User holder) {}

    RandomChanges(LocalUsers users, User secondAdmin, List<User> contractors) {
        this.users = users;
        this.secondAdmin = secondAdmin;
        calls = new MutationCalls(users.get("admin-1"));
        bySubject = new HashMap<>();
        contractors.forEach(user -> bySubject.put(user.subject(), user));
    }

    /** What is to be there before {@link #next}, in this order. */
    List<RepeatableCall<?, ?>> first(Random random) {
        var first = new ArrayList<RepeatableCall<?, ?>>();
        first.add(calls.createPartner(HOME, key(random)));
        bySubject
                .values()
                .forEach(user -> first.add(calls.registerContractor("partners/" + HOME, user.subject(), key(random))));
        for (var i = 0; i < LATEST; i++) {
            first.add(registerAsset(random));
        }
        return first;
    }

    /** Something to change next. */
    synchronized RepeatableCall<?, ?> next(Random random) {
        var kind = random.nextInt(26);
        if (kind < 1) {
            return calls.createPartner("p" + key(random), key(random));
        }
        if (kind < 2 && !partners.isEmpty()) {
            return calls.registerContractor(pick(partners, random), key(random), key(random));
        }
        if (kind < 3) {
            return registerAsset(random);
        }
        if (kind < 8 && !requests.isEmpty()) {
            return approve(random);
        }
        if (kind < 12 && !grants.isEmpty()) {
            return issue(random);
        }
        if (kind < 15 && !credentials.isEmpty()) {
            return renew(random);
        }
        if (kind < 18 && !credentials.isEmpty() && !partners.isEmpty() && !strangers.isEmpty()) {
            return calls.revoke(selector(random), key(random));
        }
        if (kind < 20 && thingsCut.any()) {
            return calls.proposeReinstatement(thingsCut.target(random), key(random));
        }
        if (kind < 22 && thingsCut.anyProposal()) {
            return random.nextInt(8) == 0
                    ? calls.cancelReinstatement(thingsCut.proposal(random), key(random))
                    : calls.approveReinstatement(secondAdmin, thingsCut.proposal(random), key(random));
        }
        return request(random);
    }

    /** Takes note of what an answer tells of. */
    synchronized void learn(Message answer) {
        thingsCut.learn(answer);
        if (answer instanceof CreatePartnerResponse of) {
            if (!of.getPartner().getName().equals("partners/" + HOME)) {
                partners.add(of.getPartner().getName());
            }
        } else if (answer instanceof RegisterContractorResponse of) {
            var user = bySubject.get(of.getContractor().getSubject());
            if (user == null) {
                strangers.add(of.getContractor().getName());
            } else {
                staff.put(of.getContractor().getName(), user);
            }
        } else if (answer instanceof RegisterAssetResponse of) {
            assets.add(of.getAsset().getName());
        } else if (answer instanceof RequestAccessResponse of) {
            requests.add(of.getRequest().getName());
        } else if (answer instanceof ApproveRequestResponse of) {
            learnApproval(of);
        } else if (answer instanceof IssueCredentialResponse of) {
            var credential = of.getCredential();
            lastIssued = credential.getIssuedAt();
            credentials.add(new Held(credential.getName(), staff.get(credential.getContractor())));
        }
    }

    private void learnApproval(ApproveRequestResponse answer) {
        var request = answer.getRequest();
        if (!request.getGrant().isEmpty()) {
            requests.remove(request.getName());
            if (staff.containsKey(request.getContractor())) {
                grants.add(new Held(request.getGrant(), staff.get(request.getContractor())));
            }
        }
    }

    private RepeatableCall<?, ?> request(Random random) {
        var stranger = !strangers.isEmpty() && random.nextInt(5) == 0;
        var contractor = stranger
                ? pick(strangers, random)
                : pick(staff.keySet().stream().sorted().toList(), random);
        var wanted =
                Stream.of(pick(assets, random), pick(assets, random)).distinct().toList();
        var caller = stranger ? users.get("admin-1") : staff.get(contractor);
        return calls.requestAccess(caller, contractor, wanted, key(random));
    }

    private RepeatableCall<?, ?> approve(Random random) {
        var approver = users.get(random.nextBoolean() ? "approver-1" : "approver-2");
        return calls.approveRequest(approver, pick(requests, random), key(random));
    }

    private RepeatableCall<?, ?> registerAsset(Random random) {
        var classification = random.nextInt(3) == 0
                ? Classification.CLASSIFICATION_CONFIDENTIAL
                : Classification.CLASSIFICATION_INTERNAL;
        return calls.registerAsset("a" + key(random), classification, key(random));
    }

    private RepeatableCall<?, ?> issue(Random random) {
        var grant = pick(grants, random);
        return calls.issueCredential(grant.holder(), grant.name(), key(random));
    }

    private RepeatableCall<?, ?> renew(Random random) {
        var credential = pick(credentials, random);
        var seconds = 1200 + random.nextInt(600);
        return calls.renewCredential(credential.holder(), credential.name(), seconds, key(random));
    }

    private Selector.Builder selector(Random random) {
        var selector = Selector.newBuilder();
        return switch (random.nextInt(10)) {
            case 0 -> selector.setPartner(random.nextInt(3) == 0 ? "partners/" + HOME : pick(partners, random));
            case 1 -> selector.setContractor(pick(strangers, random));
            case 2 -> selector.setAsset(pick(assets, random));
            case 3, 4 -> selector.setGrant(pick(grants, random).name());
            case 5 -> selector.setIssuedBefore(issuedBefore(random));
            default -> selector.setCredential(pick(credentials, random).name());
        };
    }

    /** All but the latest credential. */
    private IssuedBefore.Builder issuedBefore(Random random) {
        var issuedBefore = IssuedBefore.newBuilder().setBefore(lastIssued);
        return switch (random.nextInt(5)) {
            case 0 -> issuedBefore.setEverything(true);
            case 1, 2 -> issuedBefore.setPartner(random.nextBoolean() ? "partners/" + HOME : pick(partners, random));
            default ->
                issuedBefore.setContractor(pick(staff.keySet().stream().sorted().toList(), random));
        };
    }

    private static <T> T pick(List<T> all, Random random) {
        var from = Math.max(0, all.size() - LATEST);
        return all.get(from + random.nextInt(all.size() - from));
    }

    private static String key(Random random) {
        return new UUID(random.nextLong(), random.nextLong()).toString();
    }
}

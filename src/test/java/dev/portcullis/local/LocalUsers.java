package dev.portcullis.local;

import dev.portcullis.local.KeycloakAdmin.User;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The users of the quickstart. Their passwords are new at each start and kept in a file that their owner alone can read. */
public final class LocalUsers {

    /** The group whose approvers own the quickstart's assets. */
    public static final String OWNERS = "corpus-owners";

    private final Map<String, User> users;

    private LocalUsers(Map<String, User> users) {
        this.users = users;
    }

    /** Makes the users in the realm, those that are not there. */
    public static LocalUsers create(KeycloakAdmin admin, Path data) throws IOException, InterruptedException {
        admin.addLocalClient();
        var users = new TreeMap<String, User>();
        for (var user : List.of(
                admin.createUser("admin-1", List.of("admin"), List.of()),
                admin.createUser("admin-2", List.of("admin"), List.of()),
                admin.createUser("approver-1", List.of("approver"), List.of(OWNERS)),
                admin.createUser("approver-2", List.of("approver"), List.of(OWNERS)),
                admin.createUser("auditor-1", List.of("auditor"), List.of()),
                admin.createUser("platform-1", List.of("platform"), List.of("platforms")))) {
            users.put(user.name(), user);
            Secrets.keep(data.resolve("users.properties"), user.name(), user.password());
        }
        return new LocalUsers(users);
    }

    /** The user of this name; null if there is none. */
    public User get(String name) {
        return users.get(name);
    }
}

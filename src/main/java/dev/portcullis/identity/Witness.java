package dev.portcullis.identity;

/** Who is told of what is not in Keycloak as it is to be. */
public interface Witness {

    /** One that does not want to know. */
    Witness NONE = new Witness() {
        @Override
        public void closes() {}

        @Override
        public void takes(String role) {}

        @Override
        public void leaves(Drift drift, String detail) {}

        @Override
        public boolean isThorough() {
            return false;
        }
    };

    /** Somebody who has no access can sign in; that is about to be ended. */
    void closes();

    /** A contractor has a role of the lab's own people; that is about to be taken away. */
    void takes(String role);

    /** It stays as it is. */
    void leaves(Drift drift, String detail);

    /** Whether to look also for what Portcullis neither makes nor mends. */
    boolean isThorough();
}

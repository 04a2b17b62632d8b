package dev.portcullis.revocation.watch;

/** Where the messages of a watch go out, as far as it tells whether they do. */
public interface Outlet {

    /** Whether a message can go out now, without being kept in memory behind others. */
    boolean isReady();

    /** Calls back, on the call's context, whenever that becomes so again. */
    void onReady(Runnable action);
}

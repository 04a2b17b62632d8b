package dev.portcullis.history;

import dev.portcullis.history.Operation.Issued;

/** A credential with its secret, and one asset that it is good for. */
record Pass(Holder holder, Issued issued, String secret, String asset) {

    String credential() {
        return issued.credential();
    }

    /** Says nothing of the secret. */
    @Override
    public String toString() {
        return "Pass[" + credential() + "]";
    }
}

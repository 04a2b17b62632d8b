package dev.portcullis.partner;

import jakarta.annotation.Nullable;
import java.util.Objects;

/**
 * A contractor to be registered.
 *
 * @param subject that of an account that is there; null exactly if it is to have one
 * @param account the account that it is to have; null exactly if it has one
 */
public record NewContractor(
        String partnerId,
        @Nullable String subject,
        @Nullable Account account,
        String displayName) {

    public NewContractor {
        Objects.requireNonNull(partnerId, "partnerId");
        Objects.requireNonNull(displayName, "displayName");
        if ((subject == null) == (account == null)) {
            throw new IllegalArgumentException("a contractor has an account, or is to have one");
        }
    }
}

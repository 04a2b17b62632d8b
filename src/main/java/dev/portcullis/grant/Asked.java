package dev.portcullis.grant;

import dev.portcullis.common.Action;
import dev.portcullis.common.Caller;
import dev.portcullis.common.ErrorReason;
import dev.portcullis.common.PortcullisException;
import dev.portcullis.common.Reach;
import dev.portcullis.policy.GrantInput;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * A request for access, and by whom.
 *
 * @param reach contractors out of it do not exist for the caller
 */
record Asked(Caller caller, Reach reach, NewRequest wanted) {

    private static final Duration CLOCK_SKEW = Duration.ofMinutes(5);
    private static final Duration LEAD_LIMIT = Duration.ofDays(90);

    /**
     * What policy is asked with. Fails with CONTRACTOR_NOT_FOUND, CONTRACTOR_NOT_PROVISIONED, ASSET_NOT_FOUND
     * or FIELD_INVALID (not_before).
     */
    GrantInput input(RequestFacts facts, Instant now) {
        checkStart(now);
        var contractor = facts.contractor()
                .filter(known -> reach.covers(known.partnerId(), known.subject()))
                .orElseThrow(
                        () -> new PortcullisException(ErrorReason.CONTRACTOR_NOT_FOUND, "there is no such contractor"));
        if (contractor.subject() == null) {
            throw new PortcullisException(
                    ErrorReason.CONTRACTOR_NOT_PROVISIONED, "the contractor has no account in Keycloak yet");
        }
        if (facts.assets().size() < wanted.assetIds().size()) {
            throw new PortcullisException(ErrorReason.ASSET_NOT_FOUND, "assets: one of them does not exist");
        }
        return new GrantInput(
                now.toEpochMilli(),
                GrantInput.Operation.REQUEST,
                new GrantInput.RequestFacts(
                        contractor.id(),
                        contractor.partnerId(),
                        Action.names(wanted.actions()),
                        wanted.purpose(),
                        wanted.duration().toSeconds(),
                        caller.subject(),
                        contractor.subject(),
                        wanted.breakGlass(),
                        wanted.justificationLength()),
                facts.contractorInput(),
                facts.partnerInput(),
                facts.assetInputs(),
                null,
                List.of(),
                facts.exposure());
    }

    private void checkStart(Instant now) {
        wanted.notBefore().ifPresent(start -> {
            if (start.isBefore(now.minus(CLOCK_SKEW)) || start.isAfter(now.plus(LEAD_LIMIT))) {
                throw PortcullisException.invalid(
                        "not_before", "must be at most 5 minutes in the past and 90 days ahead");
            }
        });
    }
}

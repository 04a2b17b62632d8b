package dev.portcullis.partner;

import dev.portcullis.change.StateJson;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.List;
import org.hibernate.annotations.ColumnTransformer;
import org.hibernate.annotations.Formula;

/** A row of partners. */
@Entity
@Table(name = "partners")
class PartnerRow {

    @Id
    String id;

    @Column(name = "display_name")
    String displayName;

    @Enumerated(EnumType.STRING)
    PartnerState state;

    @Column(name = "created_at", updatable = false)
    Instant createdAt;

    @Column(name = "frozen_at")
    Instant frozenAt;

    @Column(name = "issued_before")
    Instant issuedBefore;

    @Column(name = "thaw_id")
    String thawId;

    String tier;

    @Column(name = "access_hours")
    @ColumnTransformer(read = "CAST(access_hours AS text)", write = "CAST(CAST(? AS text) AS jsonb)")
    String accessHours;

    @Column(updatable = false)
    String domain;

    @Formula("(select array_agg(c.contractor_id) from reinstatement_contractors c where c.reinstatement_id = thaw_id)")
    String[] thawContractorIds;

    @Formula("(select array_agg(a.asset_id) from reinstatement_assets a where a.reinstatement_id = thaw_id)")
    String[] thawAssetIds;

    static PartnerRow of(Partner partner) {
        var row = new PartnerRow();
        row.id = partner.id();
        row.displayName = partner.displayName();
        row.state = partner.state();
        row.createdAt = partner.createdAt();
        row.frozenAt = partner.frozenAt();
        row.issuedBefore = partner.issuedBefore();
        row.thawId = partner.thaw() == null ? null : partner.thaw().reinstatementId();
        row.tier = partner.tier();
        row.accessHours = partner.accessHours() == null ? null : StateJson.writeHours(partner.accessHours());
        row.domain = partner.domain();
        return row;
    }

    Partner toPartner() {
        var thaw = thawId == null ? null : new Thaw(thawId, List.of(thawContractorIds), List.of(thawAssetIds));
        var hours = accessHours == null ? null : StateJson.readHours(accessHours);
        return new Partner(id, displayName, state, createdAt, frozenAt, issuedBefore, thaw, tier, hours, domain);
    }
}

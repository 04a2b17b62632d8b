package dev.portcullis.rollout;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import org.hibernate.annotations.Formula;

/** A row of policy_bundles, as it is read: all but the archive. */
@Entity
@Table(name = "policy_bundles")
class PolicyRevisionRow {

    @Id
    String digest;

    Long revision;
    String version;
    long sequence;

    @Column(name = "policy_revision")
    String policyRevision;

    String note;

    @Column(name = "uploaded_by")
    String uploadedBy;

    @Column(name = "uploaded_at")
    Instant uploadedAt;

    @Formula("octet_length(archive)")
    long sizeBytes;

    @Enumerated(EnumType.STRING)
    @Formula("""
            (case when exists (select 1 from active_policy p where p.bundle = digest) then 'ACTIVE'
              when exists (select 1 from policy_activations a where a.bundle = digest and a.state = 'CARRIED_OUT') then 'RETIRED'
              else 'CANDIDATE' end)""")
    PolicyRevisionState state;

    PolicyRevision toPolicyRevision() {
        return new PolicyRevision(
                digest, version, sequence, policyRevision, sizeBytes, note, uploadedBy, uploadedAt, revision, state);
    }
}

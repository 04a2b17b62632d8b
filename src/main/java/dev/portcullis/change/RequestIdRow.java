package dev.portcullis.change;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.Table;
import java.io.Serializable;
import java.util.UUID;
import org.hibernate.annotations.ColumnTransformer;

/** A row of request_ids. */
@Entity
@Table(name = "request_ids")
@IdClass(RequestIdRow.Key.class)
class RequestIdRow {

    @Id
    String caller;

    @Id
    @Column(name = "request_id")
    UUID requestId;

    String rpc;

    @Column(name = "body_sha256")
    byte[] bodySha256;

    @ColumnTransformer(read = "CAST(answer AS text)", write = "CAST(CAST(? AS text) AS jsonb)")
    String answer;

    Long revision;

    record Key(String caller, UUID requestId) implements Serializable {}
}

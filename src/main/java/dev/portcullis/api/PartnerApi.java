package dev.portcullis.api;

import com.google.protobuf.util.FieldMaskUtil;
import dev.portcullis.change.State;
import dev.portcullis.common.PortcullisException;
import dev.portcullis.partner.CreatePartner;
import dev.portcullis.partner.PartnerChange;
import dev.portcullis.partner.Partners;
import dev.portcullis.partner.RegisterContractor;
import dev.portcullis.partner.UpdatePartner;
import dev.portcullis.v1.Contractor;
import dev.portcullis.v1.ContractorState;
import dev.portcullis.v1.CreatePartnerRequest;
import dev.portcullis.v1.CreatePartnerResponse;
import dev.portcullis.v1.GetContractorRequest;
import dev.portcullis.v1.GetContractorResponse;
import dev.portcullis.v1.GetPartnerRequest;
import dev.portcullis.v1.GetPartnerResponse;
import dev.portcullis.v1.ListContractorsRequest;
import dev.portcullis.v1.ListContractorsResponse;
import dev.portcullis.v1.ListPartnersRequest;
import dev.portcullis.v1.ListPartnersResponse;
import dev.portcullis.v1.Partner;
import dev.portcullis.v1.PartnerService;
import dev.portcullis.v1.PartnerServiceGrpc;
import dev.portcullis.v1.PartnerState;
import dev.portcullis.v1.RegisterContractorRequest;
import dev.portcullis.v1.RegisterContractorResponse;
import dev.portcullis.v1.UpdatePartnerRequest;
import dev.portcullis.v1.UpdatePartnerResponse;
import io.quarkus.grpc.GrpcService;
import io.smallrye.mutiny.Uni;
import java.util.Optional;

/** PartnerService on the wire. */
@GrpcService
class PartnerApi implements PartnerService {

    /** Any partner that keeps all rules: what the fields that an update leaves alone are validated as. */
    private static final Partner VALID =
            Partner.newBuilder().setDisplayName("partner").build();

    private final Calls calls;
    private final Validation validation;
    private final CreatePartner createPartner;
    private final UpdatePartner updatePartner;
    private final RegisterContractor registerContractor;
    private final Partners partners;

    PartnerApi(
            Calls calls,
            Validation validation,
            CreatePartner createPartner,
            UpdatePartner updatePartner,
            RegisterContractor registerContractor,
            Partners partners) {
        this.calls = calls;
        this.validation = validation;
        this.createPartner = createPartner;
        this.updatePartner = updatePartner;
        this.registerContractor = registerContractor;
        this.partners = partners;
    }

    @Override
    public Uni<CreatePartnerResponse> createPartner(CreatePartnerRequest request) {
        return calls.handle(PartnerServiceGrpc.getCreatePartnerMethod(), request, access -> createPartner
                .run(
                        access.call(),
                        request.getPartnerId(),
                        request.getDisplayName(),
                        filled(request.getTier()),
                        request.hasAccessHours()
                                ? Optional.of(HoursMessages.domain("access_hours", request.getAccessHours()))
                                : Optional.empty(),
                        filled(request.getDomain()))
                .map(partner -> CreatePartnerResponse.newBuilder()
                        .setPartner(message(partner))
                        .build()));
    }

    @Override
    public Uni<GetPartnerResponse> getPartner(GetPartnerRequest request) {
        return calls.handle(PartnerServiceGrpc.getGetPartnerMethod(), request, access -> partners.get(
                        access.reach(), Names.id(request.getName()))
                .map(partner -> GetPartnerResponse.newBuilder()
                        .setPartner(message(partner))
                        .build()));
    }

    @Override
    public Uni<ListPartnersResponse> listPartners(ListPartnersRequest request) {
        return calls.handle(PartnerServiceGrpc.getListPartnersMethod(), request, access -> partners.list(
                        access.reach(), Paging.request(access, request))
                .map(page -> ListPartnersResponse.newBuilder()
                        .addAllPartners(page.map(PartnerApi::message).items())
                        .setNextPageToken(Paging.next(access, request, page))
                        .build()));
    }

    @Override
    public Uni<UpdatePartnerResponse> updatePartner(UpdatePartnerRequest request) {
        return calls.handle(PartnerServiceGrpc.getUpdatePartnerMethod(), request, access -> {
            checkMasked(request);
            return updatePartner
                    .run(access.call(), Names.id(request.getPartner().getName()), change(request))
                    .map(partner -> UpdatePartnerResponse.newBuilder()
                            .setPartner(message(partner))
                            .build());
        });
    }

    @Override
    public Uni<RegisterContractorResponse> registerContractor(RegisterContractorRequest request) {
        return calls.handle(PartnerServiceGrpc.getRegisterContractorMethod(), request, access -> registerContractor
                .run(access.call(), access.reach(), AccountMessages.domain(request))
                .map(contractor -> RegisterContractorResponse.newBuilder()
                        .setContractor(message(contractor))
                        .build()));
    }

    @Override
    public Uni<GetContractorResponse> getContractor(GetContractorRequest request) {
        return calls.handle(PartnerServiceGrpc.getGetContractorMethod(), request, access -> partners.getContractor(
                        access.reach(), Names.id(request.getName()))
                .map(contractor -> GetContractorResponse.newBuilder()
                        .setContractor(message(contractor))
                        .build()));
    }

    @Override
    public Uni<ListContractorsResponse> listContractors(ListContractorsRequest request) {
        return calls.handle(PartnerServiceGrpc.getListContractorsMethod(), request, access -> partners.listContractors(
                        access.reach(), Names.filter(request.getPartner()), Paging.request(access, request))
                .map(page -> ListContractorsResponse.newBuilder()
                        .addAllContractors(page.map(PartnerApi::message).items())
                        .setNextPageToken(Paging.next(access, request, page))
                        .build()));
    }

    private void checkMasked(UpdatePartnerRequest request) {
        if (!request.hasPartner()) {
            throw PortcullisException.invalid("partner", "value is required");
        }
        if (!request.getPartner().getName().matches("partners/[a-z][a-z0-9-]{1,61}[a-z0-9]")) {
            throw PortcullisException.invalid("partner.name", "must be the name of a partner, partners/{partner}");
        }
        if (request.getUpdateMask().getPathsCount() == 0) {
            throw PortcullisException.invalid("update_mask", "must name at least one field");
        }
        var merged = VALID.toBuilder();
        var replace = new FieldMaskUtil.MergeOptions().setReplacePrimitiveFields(true);
        FieldMaskUtil.merge(request.getUpdateMask(), request.getPartner(), merged, replace);
        validation.check(UpdatePartnerResponse.newBuilder().setPartner(merged).build());
    }

    private static Optional<State.AccessHours> hours(String field, Partner partner) {
        return partner.hasAccessHours()
                ? Optional.of(HoursMessages.domain(field, partner.getAccessHours()))
                : Optional.empty();
    }

    private static PartnerChange change(UpdatePartnerRequest request) {
        var masked = request.getUpdateMask().getPathsList();
        return new PartnerChange(
                Optional.of(request.getPartner().getDisplayName()).filter(name -> masked.contains("display_name")),
                Optional.of(filled(request.getPartner().getTier())).filter(tier -> masked.contains("tier")),
                masked.contains("access_hours")
                        ? Optional.of(hours("partner.access_hours", request.getPartner()))
                        : Optional.empty());
    }

    private static Optional<String> filled(String text) {
        return Optional.of(text).filter(filled -> !filled.isEmpty());
    }

    private static Partner message(dev.portcullis.partner.Partner partner) {
        var message = Partner.newBuilder()
                .setName(Names.partner(partner.id()))
                .setDisplayName(partner.displayName())
                .setState(PartnerState.valueOf("PARTNER_STATE_" + partner.state()))
                .setCreatedAt(Names.timestamp(partner.createdAt()));
        if (partner.frozenAt() != null) {
            message.setFrozenAt(Names.timestamp(partner.frozenAt()));
        }
        if (partner.issuedBefore() != null) {
            message.setIssuedBefore(Names.timestamp(partner.issuedBefore()));
        }
        if (partner.tier() != null) {
            message.setTier(partner.tier());
        }
        if (partner.accessHours() != null) {
            message.setAccessHours(HoursMessages.of(partner.accessHours()));
        }
        if (partner.domain() != null) {
            message.setDomain(partner.domain());
        }
        if (partner.thaw() != null) {
            message.setThaw(Names.reinstatement(partner.thaw().reinstatementId()));
        }
        return message.build();
    }

    private static Contractor message(dev.portcullis.partner.Contractor contractor) {
        var message = Contractor.newBuilder()
                .setName(Names.contractor(contractor.id()))
                .setPartner(Names.partner(contractor.partnerId()))
                .setDisplayName(contractor.displayName())
                .setState(ContractorState.valueOf("CONTRACTOR_STATE_" + contractor.state()))
                .setCreatedAt(Names.timestamp(contractor.createdAt()));
        if (contractor.subject() != null) {
            message.setSubject(contractor.subject());
        }
        if (contractor.issuedBefore() != null) {
            message.setIssuedBefore(Names.timestamp(contractor.issuedBefore()));
        }
        AccountMessages.put(contractor, message);
        return message.build();
    }
}

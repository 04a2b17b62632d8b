package dev.portcullis.api;

import dev.portcullis.partner.CreatePartner;
import dev.portcullis.partner.Partners;
import dev.portcullis.partner.RegisterContractor;
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
import io.quarkus.grpc.GrpcService;
import io.smallrye.mutiny.Uni;

/** PartnerService on the wire. */
@GrpcService
class PartnerApi implements PartnerService {

    private final Calls calls;
    private final CreatePartner createPartner;
    private final RegisterContractor registerContractor;
    private final Partners partners;

    PartnerApi(Calls calls, CreatePartner createPartner, RegisterContractor registerContractor, Partners partners) {
        this.calls = calls;
        this.createPartner = createPartner;
        this.registerContractor = registerContractor;
        this.partners = partners;
    }

    @Override
    public Uni<CreatePartnerResponse> createPartner(CreatePartnerRequest request) {
        return calls.handle(PartnerServiceGrpc.getCreatePartnerMethod(), request, access -> createPartner
                .run(access.call(), request.getPartnerId(), request.getDisplayName())
                .map(partner -> CreatePartnerResponse.newBuilder()
                        .setPartner(message(partner))
                        .build()));
    }

    @Override
    public Uni<GetPartnerResponse> getPartner(GetPartnerRequest request) {
        return calls.handle(
                PartnerServiceGrpc.getGetPartnerMethod(), request, access -> partners.get(Names.id(request.getName()))
                        .map(partner -> GetPartnerResponse.newBuilder()
                                .setPartner(message(partner))
                                .build()));
    }

    @Override
    public Uni<ListPartnersResponse> listPartners(ListPartnersRequest request) {
        return calls.handle(
                PartnerServiceGrpc.getListPartnersMethod(), request, access -> partners.list(Paging.request(request))
                        .map(page -> ListPartnersResponse.newBuilder()
                                .addAllPartners(page.map(PartnerApi::message).items())
                                .setNextPageToken(Paging.next(request, page))
                                .build()));
    }

    @Override
    public Uni<RegisterContractorResponse> registerContractor(RegisterContractorRequest request) {
        return calls.handle(PartnerServiceGrpc.getRegisterContractorMethod(), request, access -> registerContractor
                .run(access.call(), Names.id(request.getPartner()), request.getSubject(), request.getDisplayName())
                .map(contractor -> RegisterContractorResponse.newBuilder()
                        .setContractor(message(contractor))
                        .build()));
    }

    @Override
    public Uni<GetContractorResponse> getContractor(GetContractorRequest request) {
        return calls.handle(PartnerServiceGrpc.getGetContractorMethod(), request, access -> partners.getContractor(
                        Names.id(request.getName()))
                .map(contractor -> GetContractorResponse.newBuilder()
                        .setContractor(message(contractor))
                        .build()));
    }

    @Override
    public Uni<ListContractorsResponse> listContractors(ListContractorsRequest request) {
        return calls.handle(PartnerServiceGrpc.getListContractorsMethod(), request, access -> partners.listContractors(
                        Names.filter(request.getPartner()), Paging.request(request))
                .map(page -> ListContractorsResponse.newBuilder()
                        .addAllContractors(page.map(PartnerApi::message).items())
                        .setNextPageToken(Paging.next(request, page))
                        .build()));
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
        if (partner.thaw() != null) {
            message.setThaw(Names.reinstatement(partner.thaw().reinstatementId()));
        }
        return message.build();
    }

    private static Contractor message(dev.portcullis.partner.Contractor contractor) {
        var message = Contractor.newBuilder()
                .setName(Names.contractor(contractor.id()))
                .setPartner(Names.partner(contractor.partnerId()))
                .setSubject(contractor.subject())
                .setDisplayName(contractor.displayName())
                .setState(ContractorState.valueOf("CONTRACTOR_STATE_" + contractor.state()))
                .setCreatedAt(Names.timestamp(contractor.createdAt()));
        if (contractor.issuedBefore() != null) {
            message.setIssuedBefore(Names.timestamp(contractor.issuedBefore()));
        }
        return message.build();
    }
}

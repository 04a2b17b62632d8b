package dev.portcullis.api;

import com.google.protobuf.util.FieldMaskUtil;
import dev.portcullis.catalog.AssetChange;
import dev.portcullis.catalog.Assets;
import dev.portcullis.catalog.NewAsset;
import dev.portcullis.catalog.RegisterAsset;
import dev.portcullis.catalog.UpdateAsset;
import dev.portcullis.common.PortcullisException;
import dev.portcullis.v1.Asset;
import dev.portcullis.v1.AssetKind;
import dev.portcullis.v1.AssetState;
import dev.portcullis.v1.CatalogService;
import dev.portcullis.v1.CatalogServiceGrpc;
import dev.portcullis.v1.Classification;
import dev.portcullis.v1.GetAssetRequest;
import dev.portcullis.v1.GetAssetResponse;
import dev.portcullis.v1.ListAssetsRequest;
import dev.portcullis.v1.ListAssetsResponse;
import dev.portcullis.v1.RegisterAssetRequest;
import dev.portcullis.v1.RegisterAssetResponse;
import dev.portcullis.v1.UpdateAssetRequest;
import dev.portcullis.v1.UpdateAssetResponse;
import io.quarkus.grpc.GrpcService;
import io.smallrye.mutiny.Uni;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Supplier;

/** CatalogService on the wire. */
@GrpcService
class CatalogApi implements CatalogService {

    /** Any asset that keeps all rules: what the fields that an update leaves alone are validated as. */
    private static final Asset VALID = Asset.newBuilder()
            .setDisplayName("asset")
            .setKind(AssetKind.ASSET_KIND_DATASET)
            .setClassification(Classification.CLASSIFICATION_PUBLIC)
            .setOwnerGroup("owners")
            .build();

    private final Calls calls;
    private final Validation validation;
    private final RegisterAsset registerAsset;
    private final UpdateAsset updateAsset;
    private final Assets assets;

    CatalogApi(
            Calls calls, Validation validation, RegisterAsset registerAsset, UpdateAsset updateAsset, Assets assets) {
        this.calls = calls;
        this.validation = validation;
        this.registerAsset = registerAsset;
        this.updateAsset = updateAsset;
        this.assets = assets;
    }

    @Override
    public Uni<RegisterAssetResponse> registerAsset(RegisterAssetRequest request) {
        return calls.handle(CatalogServiceGrpc.getRegisterAssetMethod(), request, access -> registerAsset
                .run(access.call(), newAsset(request))
                .map(asset -> RegisterAssetResponse.newBuilder()
                        .setAsset(message(asset))
                        .build()));
    }

    @Override
    public Uni<GetAssetResponse> getAsset(GetAssetRequest request) {
        return calls.handle(CatalogServiceGrpc.getGetAssetMethod(), request, access -> assets.get(
                        Names.id(request.getName()))
                .map(asset ->
                        GetAssetResponse.newBuilder().setAsset(message(asset)).build()));
    }

    @Override
    public Uni<ListAssetsResponse> listAssets(ListAssetsRequest request) {
        return calls.handle(CatalogServiceGrpc.getListAssetsMethod(), request, access -> assets.list(
                        Names.filter(request.getParent()), Paging.request(access, request))
                .map(page -> ListAssetsResponse.newBuilder()
                        .addAllAssets(page.map(CatalogApi::message).items())
                        .setNextPageToken(Paging.next(access, request, page))
                        .build()));
    }

    @Override
    public Uni<UpdateAssetResponse> updateAsset(UpdateAssetRequest request) {
        return calls.handle(CatalogServiceGrpc.getUpdateAssetMethod(), request, access -> {
            checkMasked(request);
            return updateAsset
                    .run(access.call(), Names.id(request.getAsset().getName()), change(request))
                    .map(asset -> UpdateAssetResponse.newBuilder()
                            .setAsset(message(asset))
                            .build());
        });
    }

    private void checkMasked(UpdateAssetRequest request) {
        if (!request.hasAsset()) {
            throw PortcullisException.invalid("asset", "value is required");
        }
        if (!request.getAsset().getName().matches("assets/[a-z][a-z0-9-]{1,61}[a-z0-9]")) {
            throw PortcullisException.invalid("asset.name", "must be the name of an asset, assets/{asset}");
        }
        if (request.getUpdateMask().getPathsCount() == 0) {
            throw PortcullisException.invalid("update_mask", "must name at least one field");
        }
        var merged = VALID.toBuilder();
        var replace =
                new FieldMaskUtil.MergeOptions().setReplaceRepeatedFields(true).setReplacePrimitiveFields(true);
        FieldMaskUtil.merge(request.getUpdateMask(), request.getAsset(), merged, replace);
        validation.check(RegisterAssetRequest.newBuilder()
                .setAssetId("asset")
                .setAsset(merged)
                .build());
    }

    private static AssetChange change(UpdateAssetRequest request) {
        var asset = request.getAsset();
        return new AssetChange(
                ifMasked(request, "display_name", asset::getDisplayName),
                ifMasked(request, "classification", () -> classification(asset)),
                ifMasked(request, "tags", () -> sorted(asset.getTagsList())),
                ifMasked(request, "owner_group", asset::getOwnerGroup),
                ifMasked(request, "parent", () -> Names.filter(asset.getParent())),
                ifMasked(request, "purposes", () -> sorted(asset.getPurposesList())),
                ifMasked(request, "allowed_countries", () -> sorted(asset.getAllowedCountriesList())),
                ifMasked(request, "about", () -> ids(asset.getAboutList())),
                ifMasked(request, "platform", () -> filled(asset.getPlatform())));
    }

    private static <T> Optional<T> ifMasked(UpdateAssetRequest request, String field, Supplier<T> value) {
        return request.getUpdateMask().getPathsList().contains(field) ? Optional.of(value.get()) : Optional.empty();
    }

    private static NewAsset newAsset(RegisterAssetRequest request) {
        var asset = request.getAsset();
        return new NewAsset(
                request.getAssetId(),
                asset.getDisplayName(),
                dev.portcullis.catalog.AssetKind.valueOf(asset.getKind().name().substring("ASSET_KIND_".length())),
                classification(asset),
                sorted(asset.getTagsList()),
                asset.getOwnerGroup(),
                Names.filter(asset.getParent()),
                sorted(asset.getPurposesList()),
                sorted(asset.getAllowedCountriesList()),
                ids(asset.getAboutList()),
                filled(asset.getPlatform()));
    }

    private static Optional<String> filled(String text) {
        return Optional.of(text).filter(filled -> !filled.isEmpty());
    }

    private static dev.portcullis.catalog.Classification classification(Asset asset) {
        return dev.portcullis.catalog.Classification.valueOf(
                asset.getClassification().name().substring("CLASSIFICATION_".length()));
    }

    private static SortedSet<String> ids(List<String> names) {
        return sorted(names.stream().map(Names::id).toList());
    }

    private static SortedSet<String> sorted(List<String> texts) {
        return new TreeSet<>(List.copyOf(texts));
    }

    private static Asset message(dev.portcullis.catalog.Asset asset) {
        return Asset.newBuilder()
                .setName(Names.asset(asset.id()))
                .setDisplayName(asset.displayName())
                .setKind(AssetKind.valueOf("ASSET_KIND_" + asset.kind()))
                .setClassification(Classification.valueOf("CLASSIFICATION_" + asset.classification()))
                .addAllTags(asset.tags())
                .addAllPurposes(asset.purposes())
                .addAllAbout(asset.about().stream().map(Names::asset).toList())
                .setOwnerGroup(asset.ownerGroup())
                .setParent(asset.parentId() == null ? "" : Names.asset(asset.parentId()))
                .setState(AssetState.valueOf("ASSET_STATE_" + asset.state()))
                .setCreatedAt(Names.timestamp(asset.createdAt()))
                .setUpdatedAt(Names.timestamp(asset.updatedAt()))
                .addAllAllowedCountries(asset.allowedCountries())
                .setPlatform(asset.platform() == null ? "" : asset.platform())
                .build();
    }
}

package dev.portcullis;

import static com.tngtech.archunit.base.DescribedPredicate.alwaysTrue;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import dev.portcullis.access.AccessFacts;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Random;

/** Who may use whom (docs/adr/0003 tells why the features form a chain). */
@AnalyzeClasses(packages = "dev.portcullis", importOptions = DoNotIncludeTests.class)
class ArchitectureTest {

    /** A package may use the packages that stand behind it, and no other. */
    private static final List<List<String>> TABLE = List.of(
            List.of("common"),
            List.of("change", "common"),
            List.of("audit", "change", "common"),
            List.of("policy", "common"),
            List.of("partner", "change", "audit", "common"),
            List.of("identity", "partner", "change", "audit", "common"),
            List.of("catalog", "change", "audit", "common"),
            List.of("grant", "partner", "catalog", "policy", "change", "audit", "common"),
            List.of("credential", "grant", "partner", "catalog", "change", "audit", "common"),
            List.of("access", "credential", "policy", "change", "common"),
            List.of("revocation", "credential", "grant", "partner", "catalog", "change", "audit", "common"),
            List.of("rollout", "access", "policy", "change", "audit", "common"),
            List.of(
                    "api",
                    "rollout",
                    "access",
                    "revocation",
                    "credential",
                    "grant",
                    "partner",
                    "catalog",
                    "change",
                    "audit",
                    "policy",
                    "identity",
                    "common"));

    @ArchTest
    static final ArchRule packagesUseWhatTheTableSays = table();

    @ArchTest
    static final ArchRule everyPackageIsInTheTable = classes()
            .that()
            .resideOutsideOfPackages("dev.portcullis.v1..")
            .should()
            .resideInAnyPackage(TABLE.stream()
                    .map(line -> "dev.portcullis." + line.get(0) + "..")
                    .toArray(String[]::new));

    @ArchTest
    static final ArchRule packagesHaveNoCycles =
            slices().matching("dev.portcullis.(*)..").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule packagesAreNamedAfterFeatures =
            noClasses().should().resideInAnyPackage("..impl..", "..util..", "..manager..", "..helper..", "..dto..");

    @ArchTest
    static final ArchRule theWireStaysInApi = noClasses()
            .that()
            .resideOutsideOfPackages("dev.portcullis.api..", "dev.portcullis.v1..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("dev.portcullis.v1..", "com.google..");

    @ArchTest
    static final ArchRule apiKnowsNoDatabase = noClasses()
            .that()
            .resideInAPackage("dev.portcullis.api..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("org.hibernate..", "jakarta.persistence..", "java.sql..");

    @ArchTest
    static final ArchRule nobodyElseKnowsWhereFactsComeFrom = classes()
            .that()
            .areAssignableTo(AccessFacts.class)
            .should()
            .onlyBeAccessed()
            .byAnyPackage("dev.portcullis.access..");

    @ArchTest
    static final ArchRule policyKnowsNoEngineButItsOwn = noClasses()
            .that()
            .resideOutsideOfPackage("dev.portcullis.policy.wasm..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("com.styra..", "com.dylibso..", "dev.portcullis.policy.wasm..");

    @ArchTest
    static final ArchRule timeAndChanceAreInjected = noClasses()
            .that()
            .doNotHaveFullyQualifiedName("dev.portcullis.common.Sources")
            .and()
            .resideOutsideOfPackage("dev.portcullis.v1..")
            .should()
            .callMethod(Instant.class, "now")
            .orShould()
            .callMethod(System.class, "currentTimeMillis")
            .orShould()
            .callMethod(Clock.class, "systemUTC")
            .orShould()
            .callConstructor(SecureRandom.class)
            .orShould()
            .callConstructor(Random.class)
            .orShould()
            .callMethod(java.util.UUID.class, "randomUUID");

    private static ArchRule table() {
        var layers = layeredArchitecture()
                .consideringOnlyDependenciesInAnyPackage("dev.portcullis..")
                .ignoreDependency(alwaysTrue(), resideInAnyPackage("dev.portcullis.v1.."));
        for (var line : TABLE) {
            layers = layers.layer(line.get(0)).definedBy("dev.portcullis." + line.get(0) + "..");
        }
        for (var line : TABLE) {
            var used = line.subList(1, line.size()).toArray(String[]::new);
            layers = used.length == 0
                    ? layers.whereLayer(line.get(0)).mayNotAccessAnyLayer()
                    : layers.whereLayer(line.get(0)).mayOnlyAccessLayers(used);
        }
        return layers;
    }
}

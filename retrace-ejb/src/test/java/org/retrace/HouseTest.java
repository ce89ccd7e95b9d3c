// SPDX-License-Identifier: Apache-2.0
package org.retrace;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import com.tngtech.archunit.library.Architectures;
import jakarta.ejb.Singleton;
import jakarta.ejb.Stateless;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Collectors;

/** The arrows of docs/ARCHITECTURE.md, as rules. */
@AnalyzeClasses(packages = "org.retrace", importOptions = DoNotIncludeTests.class)
class HouseTest {

    private static final String[] PURE = {
        "org.retrace.bytes..",
        "org.retrace.elf..",
        "org.retrace.archive..",
        "org.retrace.coredump..",
        "org.retrace.rpm..",
        "org.retrace.backtrace..",
        "org.retrace.signature.."
    };

    @ArchTest
    static final ArchRule purePackagesNeedNoContainer = classes()
            .that()
            .resideInAnyPackage(PURE)
            .and()
            .resideOutsideOfPackage("org.retrace.archive..")
            .should()
            .onlyDependOnClassesThat(
                    resideInAnyPackage("java..", "org.jspecify..").or(resideInAnyPackage(PURE)));

    @ArchTest
    static final ArchRule archivesUseOnlyTheLibrariesThatReadTheFormats = classes()
            .that()
            .resideInAPackage("org.retrace.archive..")
            .should()
            .onlyDependOnClassesThat(resideInAnyPackage(
                    "java..",
                    "org.jspecify..",
                    "org.retrace.archive..",
                    "org.retrace.bytes..",
                    "org.apache.commons.compress..",
                    "org.tukaani.xz..",
                    "com.github.luben.zstd.."));

    @ArchTest
    static final ArchRule distributionsNeedNoContainer = classes()
            .that()
            .resideInAPackage("org.retrace.repository.distribution..")
            .should()
            .onlyDependOnClassesThat(resideInAnyPackage(
                    "java..",
                    "org.jspecify..",
                    "org.retrace.bytes..",
                    "org.retrace.rpm..",
                    "org.retrace.settings..",
                    "org.retrace.repository.distribution..",
                    "org.snakeyaml.."));

    @ArchTest
    static final ArchRule onlyOneClassKnowsYaml = noClasses()
            .that()
            .haveNameNotMatching("org\\.retrace\\.repository\\.distribution\\.plugin\\.YamlTree.*")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("org.snakeyaml..");

    @ArchTest
    static final ArchRule onlyOneClassKnowsTheDriver = noClasses()
            .that()
            .haveNameNotMatching("org\\.retrace\\.repository\\.PackageCopy.*")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("org.postgresql..");

    @ArchTest
    static final ArchRule importsPointDownward = Architectures.layeredArchitecture()
            .consideringOnlyDependenciesInLayers()
            .withOptionalLayers(true)
            .layer("features")
            .definedBy("org.retrace.task..", "org.retrace.statistics..")
            .layer("debugger")
            .definedBy("org.retrace.debugger..")
            .layer("sysroot")
            .definedBy("org.retrace.sysroot..")
            .layer("repository")
            .definedBy("org.retrace.repository..")
            .layer("adapters")
            .definedBy(
                    "org.retrace.settings..", "org.retrace.account..", "org.retrace.schema..", "org.retrace.process..")
            .layer("signature")
            .definedBy("org.retrace.signature..")
            .layer("formats")
            .definedBy("org.retrace.coredump..", "org.retrace.rpm..", "org.retrace.backtrace..")
            .layer("containers")
            .definedBy("org.retrace.elf..", "org.retrace.archive..")
            .layer("bytes")
            .definedBy("org.retrace.bytes..")
            .whereLayer("features")
            .mayNotBeAccessedByAnyLayer()
            .whereLayer("debugger")
            .mayOnlyBeAccessedByLayers("features")
            .whereLayer("sysroot")
            .mayOnlyBeAccessedByLayers("features", "debugger")
            .whereLayer("repository")
            .mayOnlyBeAccessedByLayers("features", "debugger", "sysroot")
            .whereLayer("adapters")
            .mayOnlyBeAccessedByLayers("features", "debugger", "sysroot", "repository")
            .whereLayer("signature")
            .mayOnlyBeAccessedByLayers("features", "debugger", "sysroot", "repository", "adapters")
            .whereLayer("formats")
            .mayOnlyBeAccessedByLayers("features", "debugger", "sysroot", "repository", "adapters", "signature")
            .whereLayer("containers")
            .mayOnlyBeAccessedByLayers(
                    "features", "debugger", "sysroot", "repository", "adapters", "signature", "formats");

    @ArchTest
    static final ArchRule noCyclesBetweenPackages =
            slices().matching("org.retrace.(**)").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule onlyProcessStartsPrograms = noClasses()
            .that()
            .resideOutsideOfPackage("org.retrace.process..")
            .should()
            .dependOnClassesThat()
            .belongToAnyOf(ProcessBuilder.class, Runtime.class);

    @ArchTest
    static final ArchRule namesSayWhatATypeIs = noClasses()
            .should()
            .haveSimpleNameEndingWith("Impl")
            .orShould()
            .haveSimpleNameStartingWith("Default")
            .orShould()
            .haveNameMatching(".*\\.[A-Za-z]+(Manager|Helper|Util|Utils|Facade|Provider|Dto|Actor|Data|Info)(\\$.*)?");

    @ArchTest
    static final ArchRule enterpriseBeansHaveNamesOfTheirOwn = classes()
            .that()
            .areAnnotatedWith(Stateless.class)
            .or()
            .areAnnotatedWith(Singleton.class)
            .should(new ArchCondition<>("be the only one of their simple name") {
                private final Map<String, JavaClass> seen = new HashMap<>();

                @Override
                public void check(JavaClass item, ConditionEvents events) {
                    JavaClass other = seen.putIfAbsent(item.getSimpleName(), item);
                    if (other != null) {
                        events.add(SimpleConditionEvent.violated(
                                item, item.getName() + " is called like " + other.getName() + ": none would deploy"));
                    }
                }
            });

    @ArchTest
    static final ArchRule packagesHaveAtMostFifteenTypes = classes().should(new ArchCondition<>("be one of few") {
        @Override
        public void check(JavaClass item, ConditionEvents events) {
            var siblings = item.getPackage().getClasses().stream()
                    .filter(type -> type.isTopLevelClass() && !type.isArray())
                    .filter(c -> !c.getSimpleName().equals("package-info"))
                    .filter(c -> !c.getSimpleName().contains("_$"))
                    .collect(Collectors.toList());
            if (siblings.size() > 15) {
                events.add(SimpleConditionEvent.violated(
                        item, item.getPackageName() + " has " + siblings.size() + " types, at most 15"));
            }
        }
    });
}

// SPDX-License-Identifier: Apache-2.0
package org.retrace.settings;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.belongToAnyOf;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

@AnalyzeClasses(packages = "org.retrace.settings", importOptions = DoNotIncludeTests.class)
class SettingsHouseTest {

    @ArchTest
    static final ArchRule onlyTheBeansKnowTheContainer = noClasses()
            .that(DescribedPredicate.not(belongToAnyOf(NodeIdentity.class, Settings.class, SettingsStartup.class)))
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("jakarta..", "org.eclipse.microprofile..");
}

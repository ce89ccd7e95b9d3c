// SPDX-License-Identifier: Apache-2.0
package org.retrace.web.api.document;

import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.Path;
import java.lang.annotation.Annotation;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.retrace.web.api.account.MeResource;
import org.retrace.web.api.audit.AuditResource;
import org.retrace.web.api.packages.PackageResource;
import org.retrace.web.api.release.ReleaseResource;
import org.retrace.web.api.repository.RepositoryResource;
import org.retrace.web.api.repository.SyncResource;
import org.retrace.web.api.statistics.StatisticsApi;
import org.retrace.web.api.task.TaskItemResource;
import org.retrace.web.api.task.TaskResource;
import org.retrace.web.api.task.event.TaskEventResource;
import org.retrace.web.api.task.result.TaskResultResource;

/** The methods behind the operations of the API. */
final class Resources {

    /** All resources; a test looks for others. */
    static final List<Class<?>> ALL = List.of(
            AuditResource.class,
            MeResource.class,
            PackageResource.class,
            ReleaseResource.class,
            RepositoryResource.class,
            StatisticsApi.class,
            SyncResource.class,
            TaskEventResource.class,
            TaskItemResource.class,
            TaskResource.class,
            TaskResultResource.class);

    private Resources() {}

    /** By verb and path: {@code GET /api/v1/repositories/{release}}. */
    static Map<String, Method> methods() {
        return ALL.stream()
                .flatMap(type -> Stream.of(type.getDeclaredMethods()))
                .filter(method -> verb(method).isPresent())
                .collect(Collectors.toMap(Resources::name, method -> method));
    }

    private static String name(Method method) {
        Path below = method.getAnnotation(Path.class);
        String path = "/" + method.getDeclaringClass().getAnnotation(Path.class).value()
                + (below == null ? "" : "/" + below.value());
        return verb(method).orElseThrow() + " " + path.replaceAll("\\{(\\w+):.*?}(?=/|$)", "{$1}");
    }

    private static Optional<String> verb(Method method) {
        return Arrays.stream(method.getAnnotations())
                .map(Annotation::annotationType)
                .flatMap(type -> Arrays.stream(type.getAnnotationsByType(HttpMethod.class)))
                .map(HttpMethod::value)
                .findFirst();
    }

    /** What is said of the method, or else of its class. */
    static <A extends Annotation> Optional<A> annotation(Method method, Class<A> type) {
        return Optional.ofNullable(method.getAnnotation(type))
                .or(() -> Optional.ofNullable(method.getDeclaringClass().getAnnotation(type)));
    }
}

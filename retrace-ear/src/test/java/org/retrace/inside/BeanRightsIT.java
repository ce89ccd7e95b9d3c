// SPDX-License-Identifier: Apache-2.0
package org.retrace.inside;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import jakarta.annotation.Resource;
import jakarta.ejb.EJBAccessException;
import jakarta.enterprise.inject.spi.CDI;
import jakarta.inject.Inject;
import jakarta.transaction.UserTransaction;
import java.lang.reflect.Array;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.container.annotation.ArquillianTest;
import org.jboss.shrinkwrap.api.Archive;
import org.junit.jupiter.api.Test;
import org.retrace.rights.RightsTable;

/**
 * Who may call which method of a bean, asked past every page and every operation: each cell of {@code rights.txt} is
 * tried, with arguments that are nothing, and what it does is rolled back. A method refuses, or it fails in its own
 * way.
 */
@ArquillianTest
class BeanRightsIT {

    @Inject
    private AsAdmin admin;

    @Inject
    private AsCoreDeveloper coreDeveloper;

    @Inject
    private AsDebugger debugger;

    @Inject
    private AsViewer viewer;

    @Inject
    private AsStranger stranger;

    @Resource
    private UserTransaction transaction;

    @Deployment
    static Archive<?> application() {
        return InsideServer.application(
                BeanRightsIT.class,
                RightsTable.class,
                RightsTable.Line.class,
                AsAdmin.class,
                AsCoreDeveloper.class,
                AsDebugger.class,
                AsStranger.class);
    }

    @Test
    void everyMethodAsksForTheRolesThatTheTableSays() throws Exception {
        List<RightsTable.Line> lines = RightsTable.read().of("bean");
        List<String> wrong = new ArrayList<>();
        for (RightsTable.Line line : lines) {
            for (String column : RightsTable.COLUMNS) {
                wrong.addAll(tried(line, column));
            }
        }

        assertFalse(lines.isEmpty());
        assertEquals(List.of(), wrong);
    }

    private List<String> tried(RightsTable.Line line, String column) throws Exception {
        int dot = line.action().lastIndexOf('.');
        Class<?> type = Class.forName(line.action().substring(0, dot));
        Object bean = CDI.current().select(type).get();
        List<String> wrong = new ArrayList<>();
        for (Method method : type.getDeclaredMethods()) {
            if (method.getName().equals(line.action().substring(dot + 1)) && Modifier.isPublic(method.getModifiers())) {
                String got = isRefused(bean, method, column) ? "no" : "yes";
                if (!got.equals(line.cells().get(column))) {
                    wrong.add(method + " as " + column + ": " + got);
                }
            }
        }
        return wrong;
    }

    private boolean isRefused(Object bean, Method method, String column) throws Exception {
        transaction.begin();
        try {
            return ask(column, () -> isRefused(bean, method));
        } finally {
            transaction.rollback();
        }
    }

    private boolean ask(String column, Supplier<Boolean> question) {
        return switch (column) {
            case "admin" -> admin.ask(question);
            case "core-dev" -> coreDeveloper.ask(question);
            case "debugger" -> debugger.ask(question);
            case "viewer" -> viewer.ask(question);
            case "no-role" -> stranger.ask(question);
            default -> question.get();
        };
    }

    private static boolean isRefused(Object bean, Method method) {
        try {
            method.invoke(bean, nothings(method));
            return false;
        } catch (InvocationTargetException e) {
            return e.getCause() instanceof EJBAccessException;
        } catch (IllegalAccessException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Null, zero or false for each parameter. */
    private static Object[] nothings(Method method) {
        Object[] nothings = new Object[method.getParameterCount()];
        for (int i = 0; i < nothings.length; i++) {
            nothings[i] = Array.get(Array.newInstance(method.getParameterTypes()[i], 1), 0);
        }
        return nothings;
    }
}

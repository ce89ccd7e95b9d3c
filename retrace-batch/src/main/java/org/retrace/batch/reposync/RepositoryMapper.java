// SPDX-License-Identifier: Apache-2.0
package org.retrace.batch.reposync;

import jakarta.batch.api.BatchProperty;
import jakarta.batch.api.partition.PartitionMapper;
import jakarta.batch.api.partition.PartitionPlan;
import jakarta.batch.api.partition.PartitionPlanImpl;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;

/** Gives each partition a slice of a repository; where a step has one slice, the whole repository. */
@Named
@Dependent
public class RepositoryMapper implements PartitionMapper {

    /** Few, for the mirrors' sake. */
    private static final int THREADS = 4;

    @Inject
    @BatchProperty
    private String runId;

    @Inject
    @BatchProperty
    private String slices;

    @Inject
    private LiveSyncs live;

    @Override
    public PartitionPlan mapPartitions() {
        List<Properties> partitions = new ArrayList<>();
        int repositories = live.of(runId).repositories().size();
        for (int slice = 0; slice < Integer.parseInt(slices); slice++) {
            for (int repository = 0; repository < repositories; repository++) {
                Properties properties = new Properties();
                properties.setProperty("repository", Integer.toString(repository));
                properties.setProperty("slice", Integer.toString(slice));
                partitions.add(properties);
            }
        }
        PartitionPlan plan = new PartitionPlanImpl();
        plan.setPartitions(partitions.size());
        plan.setThreads(Math.min(THREADS, partitions.size()));
        plan.setPartitionProperties(partitions.toArray(Properties[]::new));
        return plan;
    }
}

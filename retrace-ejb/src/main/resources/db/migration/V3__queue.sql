-- Claims that outlive whatever dies, positions without holes, and one line in the books for each task that ended.

alter table retrace_task
    -- given back after trouble: nobody claims it before
    add column not_before    timestamptz,
    -- the running claim's begin, and how long ended claims ran
    add column claimed_at    timestamptz,
    add column run_millis    bigint not null default 0,
    -- how often trouble of the server that was not the task's fault cut it off
    add column interruptions integer not null default 0,
    -- what last cut it off
    add column trouble       text;

-- Positions are given out under this row's lock and in the transaction of the task: no holes, and in order of commit.
create table task_arrival (
    only_row boolean primary key default true check (only_row),
    last     bigint not null
);
insert into task_arrival (last) select coalesce(max(arrival), 0) from retrace_task;
alter table retrace_task alter column arrival drop identity;

drop index retrace_task_queue, retrace_task_running;
create index retrace_task_unfinished on retrace_task (arrival) where state in ('QUEUED', 'RUNNING');
create index retrace_task_fresh on retrace_task (arrival) where state = 'QUEUED' and started_at is null;
create index retrace_task_again on retrace_task (arrival) where state = 'QUEUED' and started_at is not null;
create index retrace_task_running on retrace_task (claimed_by) where state = 'RUNNING';

-- Written in the transaction that ends the task, and kept when the task itself is removed.
create table task_statistics (
    task_id       bigint primary key,
    type          smallint not null,
    state         text not null,
    complete      boolean not null,
    package_name  text,
    os_release    text,
    created_at    timestamptz not null,
    started_at    timestamptz,
    finished_at   timestamptz not null,
    attempts      integer not null,
    interruptions integer not null
);
create index task_statistics_newest on task_statistics (finished_at desc);

-- Who this database belongs to; SaveDir bears the same mark, so that a disk that is not mounted is not taken for empty.
create table installation (
    only_row boolean primary key default true check (only_row),
    mark     uuid not null default gen_random_uuid()
);
insert into installation default values;

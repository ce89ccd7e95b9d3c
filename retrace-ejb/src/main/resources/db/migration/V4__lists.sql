-- Lists of tasks by what people ask for, and what search finds. Each index ends with the order of the list, so that a
-- page is read off it however many tasks there are. Collation C: prefixes are ranges.

alter table retrace_task
    -- as unpacked; null of tasks before this column
    add column coredump_bytes bigint,
    -- the state as lists tell it
    add column standing text collate "C" not null generated always as
        (case when state = 'SUCCESS' and not complete then 'INCOMPLETE' else state end) stored,
    -- the package's name without version, release and architecture
    add column package_stem text collate "C" generated always as
        (regexp_replace(package_name, '-[^-]+-[^-]+$', '')) stored;

-- The order of the list without filters has an index that no other question can be answered by: an index on the plain
-- arrival is taken for filtered lists too, as soon as statistics say that many tasks pass, wherever those are.
drop index retrace_task_newest;
alter table retrace_task drop constraint retrace_task_arrival_key;
create unique index retrace_task_newest on retrace_task ((-arrival));

create index retrace_task_created on retrace_task (created_at);
create index retrace_task_standing on retrace_task (standing, arrival);
create index retrace_task_stem on retrace_task (package_stem, arrival);
create index retrace_task_package on retrace_task (package_name collate "C", arrival);
create index retrace_task_release on retrace_task (os_release collate "C", arrival);
create index retrace_task_signature on retrace_task (md5(signature), arrival);
create index retrace_task_signature_start on retrace_task ((left(signature, 200)) collate "C", arrival);
-- two filters that many tasks pass, few of them both
create index retrace_task_standing_stem on retrace_task (standing, package_stem, arrival);
create index retrace_task_standing_release on retrace_task (standing, os_release collate "C", arrival);
create index retrace_task_stem_release on retrace_task (package_stem, os_release collate "C", arrival);

alter table task_module
    alter column build_id type text collate "C",
    -- of the task
    add column arrival bigint;
update task_module m set arrival = t.arrival from retrace_task t where t.id = m.task_id;
alter table task_module alter column arrival set not null;
create index task_module_build_id on task_module (build_id, arrival, task_id);

-- The functions of the crashed thread that have a name.
create table task_function (
    function      text collate "C" not null check (length(function) <= 500),
    arrival       bigint not null,           -- of the task
    task_id       bigint not null references retrace_task on delete cascade,
    primary key (function, arrival)
);
create index task_function_task on task_function (task_id);

create index package_build_id_start on package_build_id ((encode(build_id, 'hex')) collate "C");
create index binary_package_start on binary_package (name collate "C");

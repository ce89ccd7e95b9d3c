-- What the HTTP interface remembers: which upload came with which Idempotency-Key, and how long retraces took.

create table upload_key (
    key           text primary key,          -- SHA-256 of the client's, in hex
    content       text not null,             -- SHA-256 of the upload as it was sent, in hex
    task_id       bigint not null references retrace_task on delete cascade
);
create index upload_key_task on upload_key (task_id);

-- The newest 100 of each package and release: pruned as they are written.
create table package_time (
    id            bigint generated always as identity primary key,
    package       text not null,             -- without version and release; empty where none was named
    release       text not null,             -- as the upload named it; empty where it did not
    seconds       double precision not null
);
create index package_time_pair on package_time (package, release, id);
create index package_time_release on package_time (release, id);

-- How often an upload was refused because too much was under way.
create table upload_refusal (
    day           date primary key,          -- of the server's database
    overload      bigint not null
);

alter table retrace_task add column arch text;    -- of the coredump, as package names have it
alter table task_statistics add column arch text;
create index task_statistics_state on task_statistics (state);

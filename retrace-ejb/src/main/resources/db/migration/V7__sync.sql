-- Repositories that are kept here, and the runs that bring them up to date.

create table package_repository (
    id            bigint generated always as identity primary key,
    release       text not null,             -- fedora-43-x86_64
    name          text not null,             -- updates; base/7.9 of a point release
    -- the state that was taken last, all of it; null before the first
    repomd        bytea,                     -- the document
    mirror        text,                      -- who gave it, and what it calls this state
    tag           text,
    modified      text,
    synced_at     timestamptz,
    unique (release, name)
);

alter table binary_package
    add column repository_id bigint references package_repository,    -- null: indexed from a directory
    add column checksum text collate "C",    -- digits of the one that the repository lists
    -- the time of writing: a transaction that indexes packages may have begun long before
    alter column indexed_at set default clock_timestamp();
create index binary_package_of_repository on binary_package (repository_id, checksum)
    where repository_id is not null;

-- The releases that are brought up to date by themselves.
create table release_sync (
    release       text primary key,
    enabled       boolean not null
);

create table sync_run (
    id            bigint generated always as identity primary key,
    release       text not null,
    begun_by      text not null check (begun_by in ('TIMER', 'COMMAND', 'CONSOLE')),
    state         text not null check (state in ('RUNNING', 'DONE', 'FAILED', 'CUT_OFF')),
    reason        text,                      -- why it failed, or what is missing although it is done
    owner         text not null,             -- node and boot of the server, as in retrace_task.claimed_by
    lease_until   timestamptz not null,      -- until when it counts without a heartbeat
    attempt       integer not null default 1,    -- how many runs in a row were cut off before, and this
    execution_id  bigint,                    -- of the job
    started_at    timestamptz not null,
    finished_at   timestamptz,
    -- where it is
    repository    text,
    phase         text check (phase in ('METADATA', 'PACKAGES', 'PUBLISH')),
    -- packages, but for the bytes
    listed        bigint not null default 0,
    unchanged     bigint not null default 0,
    fetched       bigint not null default 0,
    fetched_bytes bigint not null default 0,
    indexed       bigint not null default 0,
    refused       bigint not null default 0
);
-- one at a time of each release
create unique index sync_run_running on sync_run (release) where state = 'RUNNING';
create index sync_run_newest on sync_run (release, id desc);

-- What stays outside, by the newest run that saw it.
create table sync_refusal (
    repository_id bigint not null references package_repository on delete cascade,
    checksum      text collate "C" not null,
    run_id        bigint references sync_run on delete set null,
    file          text not null,             -- where the repository has it
    reason        text not null,
    -- digest of the keys it was verified with: not fetched again before they change; null: tried at each run
    keys          text,
    primary key (repository_id, checksum)
);
create index sync_refusal_run on sync_refusal (run_id);

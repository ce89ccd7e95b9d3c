-- Which packages there are, and the index from build-id and path to package.

create table binary_package (
    id            bigint generated always as identity primary key,
    file          text not null unique,      -- absolute path of the package
    size_bytes    bigint not null,
    modified_at   timestamptz not null,      -- of the file, to know it unchanged
    digest        bytea not null,            -- SHA-256 of the file; names its place in the store
    name          text not null,
    epoch         integer not null,
    version       text not null,
    release       text not null,
    arch          text not null,
    indexed_at    timestamptz not null default now()
);

create index binary_package_name on binary_package (name, arch);

-- kind: 0 the ELF file itself, 1 its debuginfo
create table package_build_id (
    package_id    bigint not null references binary_package on delete cascade,
    kind          smallint not null,
    build_id      bytea not null,
    path          text not null              -- of the file inside the package
);

create index package_build_id_find on package_build_id (build_id);
create index package_build_id_package on package_build_id (package_id);

-- Files that may be ELF (executable, a shared object by name, or what debuginfo files share): found by path where no
-- link names a build-id.
create table package_file (
    package_id    bigint not null references binary_package on delete cascade,
    path          text not null              -- with /lib and the like spelled /usr/lib
);

create index package_file_path on package_file (path);
create index package_file_package on package_file (package_id);

-- Who people are, what programs act for them, and what was done.

-- One record a person, however they sign in.
create table person (
    id            bigint generated always as identity primary key,
    display_name  text not null,
    mail          text,
    created_at    timestamptz not null default now(),
    last_seen_at  timestamptz not null default now(),
    disabled_at   timestamptz,               -- since then nobody gets in as this person
    version       bigint not null default 0
);

-- What an identity provider calls a person.
create table person_identity (
    id            bigint generated always as identity primary key,
    person_id     bigint not null references person,
    issuer        text not null,             -- of OpenID Connect; "embedded" for accounts of the server itself
    subject       text not null,             -- the issuer's own, never given to another; an account's name
    name          text not null,             -- by which the person signs in
    roles         text not null,             -- at the last sign-in, in order, separated by spaces
    created_at    timestamptz not null default now(),
    last_seen_at  timestamptz not null default now(),
    unique (issuer, subject)
);
create index person_identity_person on person_identity (person_id);

-- By which programs sign in for a person.
create table access_token (
    id            bigint generated always as identity primary key,
    identity_id   bigint not null references person_identity,
    name          text not null,
    hash          bytea not null unique,     -- SHA-256 of the token, whose 256 bits are random
    roles         text not null,             -- at most these of the identity's, in order, separated by spaces
    created_at    timestamptz not null default now(),
    expires_at    timestamptz not null,
    last_used_at  timestamptz,
    revoked_at    timestamptz
);
create index access_token_identity on access_token (identity_id, id);

-- Who did what. It keeps names, not references: what is written stays as it was.
create table audit_event (
    id            bigint generated always as identity primary key,
    at            timestamptz not null default clock_timestamp(),
    person_id     bigint,                    -- empty when nobody was signed in
    actor         text not null,             -- the person's name then
    identity      text not null,             -- issuer and subject, separated by a space
    address       text not null,             -- of the client
    way           text not null,             -- console, API, token with its name
    action        text not null,
    object        text not null,             -- what it was done to: kind, a space, and name or number
    detail        text not null
);
create index audit_event_person on audit_event (person_id, id);
create index audit_event_action on audit_event (action, id);
create index audit_event_object on audit_event (object, id);

-- Append-only: the application may insert and read. Rights first; the trigger holds for superusers too.
revoke update, delete, truncate on audit_event from current_user;
create function audit_event_stays() returns trigger language plpgsql as $$
begin
    raise exception 'the audit is append-only' using errcode = 'insufficient_privilege';
end $$;
create trigger audit_event_stays before update or delete or truncate on audit_event
    for each statement execute function audit_event_stays();

-- Whose a task is, and what people note on it.
alter table retrace_task add column owner_id bigint references person;    -- empty: it came with a password alone
alter table retrace_task add column notes text not null default '';
alter table retrace_task add column case_number text not null default '';
alter table retrace_task add column bugs text not null default '';        -- addresses or numbers, separated by spaces
alter table retrace_task add column notify text not null default '';      -- mail addresses, separated by spaces
create index retrace_task_owner on retrace_task (owner_id, arrival desc) where owner_id is not null;

-- People as a directory knows them, who works where and in whose stead, and a log that can't be rewritten unseen.

alter table person
  add column email text,
  add column mobile text,
  add column mobile_verified_at timestamptz,
  add column directory_groups text[] not null default '{}',
  add column left_at timestamptz,
  add constraint person_left check (active or left_at is not null);
comment on column person.mobile is 'E.164; told by the directory or verified with a code';
comment on column person.directory_groups is 'the groups of the directory they are in, nested ones too, as it last said';
comment on column person.left_at is 'when the directory closed the account; requests and history stay';
create index person_by_national_id on person ((facts -> 'values' ->> 'national_id'));

-- A membership comes from the groups of the directory or was given by hand; the stronger role counts.
alter table membership
  add column source   text not null default 'directory' check (source in ('directory', 'hand')),
  add column given_by bigint references person,
  add column from_at  timestamptz,
  add column until_at timestamptz,
  drop constraint membership_pkey,
  add primary key (person_id, office, source),
  add constraint membership_given check ((source = 'hand') = (given_by is not null)),
  add constraint membership_span check (from_at is null or until_at is null or from_at < until_at);

-- Somebody stands in for a colleague who is away, in one office or in all of theirs, between two moments.
create table substitution (
  id            bigint generated always as identity primary key,
  absent_id     bigint not null references person,
  substitute_id bigint not null references person,
  office        text,
  from_at       timestamptz not null,
  until_at      timestamptz not null,
  made_by       bigint not null references person,
  made_at       timestamptz not null,
  ended_at      timestamptz,
  constraint substitution_span check (from_at < until_at),
  constraint substitution_other check (absent_id <> substitute_id)
);
comment on column substitution.office is 'null: every office of who is away';
create index substitution_by_substitute on substitution (substitute_id) where ended_at is null;
create index substitution_by_absent on substitution (absent_id) where ended_at is null;

alter table event add column for_id bigint references person;
comment on column event.for_id is 'in whose stead by_id acted';
alter table task add column closed_for bigint references person;

alter table session
  add column id      bigint generated always as identity,
  add column method  text not null default 'password' check (method in ('password', 'local', 'openid', 'code', 'demo')),
  add column device  text not null default '',
  add column address text not null default '',
  add constraint session_id unique (id);
comment on column session.method is 'code: signed in with a code to the mobile, and sees own requests only';

-- An administrator reads a request only after giving a reason, and for a while.
create table reading (
  id         bigint generated always as identity primary key,
  person_id  bigint not null references person,
  request_id bigint not null references request,
  reason     text not null check (length(reason) between 1 and 500),
  from_at    timestamptz not null,
  until_at   timestamptz not null
);
create index reading_by_person on reading (person_id, until_at);

-- Sign-ins, refusals, changes of rights, readings. Each line carries the hash of the one before it.
create table audit (
  id         bigint primary key,
  at         timestamptz not null,
  kind       text not null,
  by_id      bigint references person,
  for_id     bigint references person,
  person_id  bigint references person,
  request_id bigint references request,
  address    text,
  data       jsonb not null default '{}',
  hash       text not null
);
comment on column audit.person_id is 'whom it concerns';
comment on column audit.hash is 'SHA-256 of the hash before and this line; src/store/audit.ts';
create index audit_by_at on audit (at);
create index audit_by_person on audit (person_id, id);
create index audit_by_actor on audit (by_id, id);

create table audit_head (
  one  boolean primary key default true check (one),
  id   bigint not null,
  hash text not null
);
comment on table audit_head is 'the last line, so that lines cut off the end are missed; locked while a line is written';
insert into audit_head (id, hash) values (0, '');

create function audit_is_append_only() returns trigger language plpgsql as $$
begin
  raise exception 'the audit log is only ever added to';
end $$;
create trigger audit_no_change before update or delete on audit for each row execute function audit_is_append_only();
create trigger audit_no_truncate before truncate on audit for each statement execute function audit_is_append_only();

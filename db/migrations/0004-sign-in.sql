-- Signing in: how often somebody may fail, accounts of the desk's own, codes to the mobile, tokens for programs.

-- What is counted is known by a hash only: names that people type into a sign-in field are sometimes their passwords.
create table attempt (
  key      text primary key check (key ~ '^[0-9a-f]{64}$'),
  count    integer not null check (count >= 0),
  since_at timestamptz not null,
  last_at  timestamptz not null
);
comment on column attempt.key is 'SHA-256 of what is counted: an account, an address, a national code';
create index attempt_by_age on attempt (last_at);

-- Accounts that need no directory: the first administrator, and the way in while the directory is broken.
create table local_account (
  person_id  bigint primary key references person,
  hash       text not null check (hash like 'scrypt$%'),
  changed_at timestamptz not null
);
comment on column local_account.hash is 'scrypt$log2 N$r$p$salt$key';

-- A code that was asked for. A row is made for unknown national codes too, so that both look and last the same.
create table one_time_code (
  id          bigint generated always as identity primary key,
  purpose     text not null check (purpose in ('sign-in', 'mobile')),
  person_id   bigint references person,
  ticket_hash text not null constraint one_time_code_ticket unique,
  mobile      text,
  salt        text not null,
  code_hash   text not null,
  tries       integer not null default 0,
  made_at     timestamptz not null,
  ends_at     timestamptz not null,
  used_at     timestamptz
);
comment on column one_time_code.ticket_hash is 'SHA-256 of what the browser that asked holds; the code is worth nothing elsewhere';
comment on column one_time_code.mobile is 'for purpose mobile: the number that the code proves';
create index one_time_code_by_age on one_time_code (ends_at);

-- Text messages on their way. The text is blanked once it is sent: it may hold a code.
create table message (
  id      bigint generated always as identity primary key,
  mobile  text,
  body    text not null,
  made_at timestamptz not null,
  ends_at timestamptz not null,
  sent_at timestamptz
);
comment on column message.mobile is 'E.164; null goes nowhere, and takes as long';
comment on column message.ends_at is 'after this it is worth nothing and is not sent any more';
create index message_by_age on message (ends_at);

create table access_token (
  id         bigint generated always as identity primary key,
  person_id  bigint not null references person,
  name       text not null check (length(name) between 1 and 80),
  token_hash text not null constraint access_token_hash unique,
  scopes     text[] not null check (
    cardinality(scopes) > 0 and scopes <@ array['requests:read', 'requests:write', 'tasks:read', 'tasks:write']),
  made_at    timestamptz not null,
  ends_at    timestamptz not null,
  used_at    timestamptz,
  revoked_at timestamptz,
  constraint access_token_span check (made_at < ends_at and ends_at <= made_at + interval '366 days')
);
create index access_token_by_person on access_token (person_id);

-- A national code stands in the facts of a person as text or as {kind, value}.
create index person_by_national_id_value on person ((facts -> 'values' -> 'national_id' ->> 'value'));
comment on column session.device is 'browser/system, such as chrome/android';
comment on column session.address is 'the network address it was opened from';

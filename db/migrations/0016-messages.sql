-- What happened and nobody was told of yet: an event of a request, or a task that was opened. Written in the
-- transaction that did it; src/commands/tell.ts makes notices of it and takes it away.
create table untold (
  id         bigint generated always as identity primary key,
  request_id bigint not null references request,
  seq        integer,
  task_id    bigint references task,
  constraint untold_one check ((seq is null) <> (task_id is null))
);

alter table notice
  alter column request_id drop not null,
  add column seq  integer,
  add column data jsonb not null default '{}';
comment on column notice.request_id is 'null for what concerns no request';
comment on column notice.seq is 'the event of the request that it tells of';
comment on column notice.data is 'what its sentence needs and neither event nor task says';
create unique index notice_event_once on notice (person_id, request_id, seq, kind) where seq is not null;
create unique index notice_task_once on notice (person_id, task_id, kind) where seq is null and reminder_id is null;
create index notice_open_task on notice (task_id) where read_at is null;

-- How somebody wants to be told, where it is not the usual way.
create table message_choice (
  person_id   bigint primary key references person,
  language    text not null default 'fa' check (language in ('fa', 'en')),
  ways        jsonb not null default '{}',
  quiet_from  integer not null default 1320 check (quiet_from between 0 and 1439),
  quiet_until integer not null default 420 check (quiet_until between 0 and 1439)
);
comment on column message_choice.ways is 'group of notices, channel: now, daily or off; what is not named is as usual';
comment on column message_choice.quiet_from is 'minutes since midnight in Tehran; text messages and chat wait until quiet_until';

-- One message to one person on one channel, with everything it carries.
create table delivery (
  id         bigint generated always as identity primary key,
  person_id  bigint not null references person,
  channel    text not null check (channel in ('mail', 'chat', 'sms')),
  bundle     text not null,
  request_id bigint references request,
  state      text not null default 'waiting'
    check (state in ('waiting', 'sending', 'sent', 'failed', 'unknown', 'needless')),
  made_at    timestamptz not null,
  due_at     timestamptz not null,
  tries      integer not null default 0 check (tries >= 0),
  claimed_at timestamptz,
  done_at    timestamptz,
  message_id text not null,
  address    text,
  subject    text,
  result     text,
  kept       jsonb,
  constraint delivery_claimed check ((state = 'sending') = (claimed_at is not null)),
  constraint delivery_done check ((state in ('waiting', 'sending')) = (done_at is null))
);
comment on column delivery.bundle is 'what may travel together: request:ID, digest, or desk';
comment on column delivery.message_id is 'without brackets and host; the same at every try, so that a mail server knows a repeat';
comment on column delivery.address is 'where it went; null before it was tried';
comment on column delivery.result is 'what the other side said, without personal data';
comment on column delivery.kept is 'in the demo, what would have been sent; elsewhere null';
create unique index delivery_open on delivery (person_id, channel, bundle) where state = 'waiting';
create index delivery_due on delivery (due_at) where state = 'waiting';
create index delivery_sending on delivery (claimed_at) where state = 'sending';
create index delivery_recent on delivery (person_id, made_at);
create index delivery_troubled on delivery (id) where state in ('failed', 'unknown');
create index delivery_by_age on delivery (done_at) where done_at is not null;

create table delivery_notice (
  delivery_id bigint not null references delivery on delete cascade,
  notice_id   bigint not null references notice on delete cascade,
  primary key (delivery_id, notice_id)
);
create index delivery_notice_by_notice on delivery_notice (notice_id);

-- The sentences of a notice as an administrator wrote them, over those of university/messages.
create table message_text (
  kind   text not null,
  lang   text not null check (lang in ('fa', 'en')),
  title  text not null check (length(title) between 1 and 200),
  body   text not null check (length(body) <= 1000),
  set_by bigint not null references person,
  set_at timestamptz not null,
  primary key (kind, lang)
);

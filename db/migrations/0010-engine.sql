-- The whole of BPMN: scopes of more kinds, what a process listens to, what can be undone, where it stands still.

alter table scope add column kind text, add column rounds jsonb;
update scope set kind = case
  when parent is null then 'process'
  when process <> (select around.process from scope around where around.request_id = scope.request_id and around.id = scope.parent) then 'call'
  else 'sub-process' end;
alter table scope
  alter column kind set not null,
  add constraint scope_kind check (kind in ('process', 'call', 'sub-process', 'event-sub-process', 'ad-hoc', 'rounds', 'local', 'compensation'));
comment on column scope.rounds is 'of an activity done several times: {total, started, done, items}';

alter table token
  drop constraint token_waits_check,
  add constraint token_waits check (waits in ('task', 'job', 'timer', 'message', 'signal', 'condition', 'event', 'scope', 'join', 'incident'));

alter table timer alter column token drop not null, add column scope integer;
update timer set scope = (select token.scope from token where token.request_id = timer.request_id and token.id = timer.token);
alter table timer alter column scope set not null;
comment on column timer.token is 'null for the start of an event sub-process, which belongs to its scope';

-- Messages, signals and conditions a process listens to.
create table subscription (
  request_id bigint not null references instance,
  id         integer not null,
  scope      integer not null,
  token      integer,
  element    text not null,
  listens_to text not null check (listens_to in ('message', 'signal', 'condition')),
  name       text,
  key        text,
  held       boolean not null,
  primary key (request_id, id)
);
comment on column subscription.held is 'whether a condition was true when last looked at';
create index subscription_by_name on subscription (name, key) where listens_to <> 'condition';

create table undoable (
  request_id bigint not null references instance,
  id         integer not null,
  scope      integer not null,
  element    text not null,
  within     text,
  variables  jsonb not null,
  primary key (request_id, id)
);
comment on table undoable is 'completed activities that have a compensation handler';

create table incident (
  request_id bigint not null references instance,
  id         integer not null,
  token      integer not null,
  element    text not null,
  reason     text not null,
  message    text not null,
  retry      text not null check (retry in ('enter', 'leave', 'job', 'listen')),
  primary key (request_id, id)
);
comment on table incident is 'where a process stands still until somebody tries again';

-- What was sent and is not delivered yet: a message may come before anybody waits for it.
create table process_message (
  id         bigint generated always as identity primary key,
  kind       text not null check (kind in ('message', 'signal')),
  request_id bigint references request,
  name       text not null,
  key        text,
  variables  jsonb not null,
  sent_at    timestamptz not null,
  kept_until timestamptz not null,
  constraint process_message_addressee check ((kind = 'signal') = (request_id is not null))
);
comment on column process_message.request_id is 'whom a signal reaches; a message finds its own way by name and key';
create index process_message_by_age on process_message (kept_until);

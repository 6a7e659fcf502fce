-- Working time: closures, targets whose clock can stop, reminders, and how long steps usually take.

-- Due times are worked out once and kept; when a calendar changes, the revision says which are to be worked out anew.
create table calendar_state (
  one      boolean primary key default true check (one),
  revision integer not null,
  rules    text not null
);
comment on column calendar_state.rules is 'SHA-256 of university/calendar.yaml as it was last read';
insert into calendar_state (revision, rules) values (1, '');

-- What an administrator closes besides the holidays: snow, heat, mourning.
create table closure (
  id         bigint generated always as identity primary key,
  day        text not null check (day ~ '^[0-9]{4}-[0-9]{2}-[0-9]{2}$'),
  from_time  integer,
  until_time integer,
  office     text check (office ~ '^[a-z-]+(:[a-z-]+)?$'),
  reason     text not null check (length(reason) between 1 and 200),
  added_by   bigint not null references person,
  added_at   timestamptz not null,
  removed_by bigint references person,
  removed_at timestamptz,
  constraint closure_hours check ((from_time is null) = (until_time is null) and (from_time is null or from_time < until_time)),
  constraint closure_removed check ((removed_by is null) = (removed_at is null))
);
comment on column closure.from_time is 'minutes since midnight in Tehran; null: the whole day';
comment on column closure.office is 'an office or an office instance; null: all';
create unique index closure_once on closure (day, coalesce(office, ''), coalesce(from_time, -1), coalesce(until_time, -1))
  where removed_at is null;

-- The target of a step as an administrator set it, over that of the drawing.
create table step_target (
  service text not null,
  element text not null,
  days    integer not null check (days between 1 and 90),
  set_by  bigint not null references person,
  set_at  timestamptz not null,
  primary key (service, element)
);
comment on column step_target.days is 'working days of the office';

alter table task
  add column target_days       integer check (target_days > 0),
  add column clock_from        timestamptz,
  add column waited_ms         bigint not null default 0 check (waited_ms >= 0),
  add column calendar_revision integer not null default 0,
  add column remind_at         timestamptz,
  add column spent             integer;
comment on column task.due_at is 'null while an ask waits: the clock stands';
comment on column task.clock_from is 'since when the target counts: when it was opened, or given to another expert';
comment on column task.waited_ms is 'open time that asks have waited for the requester since clock_from';
comment on column task.spent is 'thousandths of a working day the office took, without what it waited for the requester';
update task set clock_from = opened_at where closed_at is null;
update task set due_at = null where state = 'asked';
create index task_remind on task (remind_at) where state = 'open' and remind_at is not null;
create index task_stale on task (calendar_revision, id) where state = 'open';
create index task_unmeasured on task (id) where state = 'completed' and automatic is null and spent is null;

alter table ask add column remind_at timestamptz;
comment on column ask.remind_at is 'when the requester is reminded next, or the request withdrawn';
update ask set remind_at = asked_at where answered_at is null and not withdrawn;
create index ask_remind on ask (remind_at) where answered_at is null and not withdrawn and remind_at is not null;

create table reminder (
  id         bigint generated always as identity primary key,
  task_id    bigint not null references task,
  ask_id     bigint references ask,
  rule       text not null,
  clock_from timestamptz not null,
  at         timestamptz not null
);
comment on table reminder is 'what was reminded; a rule acts once per task and target, or per ask';
create unique index reminder_once on reminder (task_id, coalesce(ask_id, 0), rule, clock_from);

-- Something a person should know. The bell reads it; mail and other channels hang on it.
create table notice (
  id          bigint generated always as identity primary key,
  person_id   bigint not null references person,
  kind        text not null,
  request_id  bigint not null references request,
  task_id     bigint references task,
  reminder_id bigint references reminder,
  at          timestamptz not null,
  read_at     timestamptz,
  constraint notice_once unique (person_id, reminder_id)
);
create index notice_by_person on notice (person_id, id desc);
create index notice_unread on notice (person_id) where read_at is null;

-- How long a step usually takes an office, from what it finished; written by a job, read by pages.
create table step_pace (
  service      text not null,
  element      text not null,
  office       text not null,
  samples      integer not null check (samples > 0),
  quarter_1    integer not null,
  middle       integer not null,
  quarter_3    integer not null,
  refreshed_at timestamptz not null,
  primary key (service, element, office)
);
comment on table step_pace is 'quartiles and median of task.spent, in thousandths of a working day';

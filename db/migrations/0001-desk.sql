-- The desk: people, services, requests and the process that carries them.
-- Times are timestamptz (UTC); dates without time are Gregorian ISO dates. Texts in two languages are {fa, en}.

create table person (
  id            bigint generated always as identity primary key,
  directory_id  text not null constraint person_directory_id unique,
  username      text not null constraint person_username unique check (username = lower(username)),
  name          jsonb not null check (name ? 'fa' and name ? 'en'),
  honorific     jsonb,
  title         jsonb,
  faculty       text,
  administrator boolean not null default false,
  facts         jsonb,
  active        boolean not null default true
);
comment on column person.facts is 'what the directory knows and forms are prefilled with: {source, date, values}';

-- Membership is asked when it is needed, never copied into tasks.
create table membership (
  person_id bigint not null references person,
  office    text not null check (office ~ '^[a-z-]+(:[a-z-]+)?$'),
  role      text not null check (role in ('head', 'expert')),
  primary key (person_id, office)
);
create index membership_by_office on membership (office);

create table session (
  token_hash text primary key,
  person_id  bigint not null references person,
  opened_at  timestamptz not null,
  used_at    timestamptz not null,
  ends_at    timestamptz not null
);
create index session_by_person on session (person_id);

-- A service as it was when a request was opened: running requests stay on their version.
create table service_version (
  id           bigint generated always as identity primary key,
  service      text not null,
  number       integer not null check (number > 0),
  hash         text not null,
  files        jsonb not null,
  published_at timestamptz not null,
  constraint service_version_number unique (service, number),
  constraint service_version_hash unique (service, hash)
);
comment on column service_version.files is 'the folder of the service, path to text';

-- What somebody has begun to fill in; one per person and service, so that a form opened twice is one form.
create table draft (
  person_id bigint not null references person,
  service   text not null,
  once      uuid not null,
  fields    jsonb not null default '{}',
  saved_at  timestamptz,
  primary key (person_id, service)
);

create table key_counter (
  prefix text not null,
  year   integer not null,
  last   integer not null check (last > 0),
  primary key (prefix, year)
);
comment on table key_counter is 'the last request key of a Jalali year';

create table request (
  id           bigint generated always as identity primary key,
  key          text not null constraint request_key unique check (key ~ '^[A-Z]{2,5}-[0-9]{4}-[0-9]{6}$'),
  service      text not null,
  version_id   bigint not null references service_version,
  requester_id bigint not null references person,
  answers      jsonb not null,
  faculty      text,
  one_of       text,
  status       text not null check (status in ('open', 'waiting', 'done', 'refused', 'withdrawn')),
  status_word  jsonb not null,
  opened_at    timestamptz not null,
  closed_at    timestamptz,
  number       text,
  numbered_at  timestamptz,
  refusal      text,
  last_seq     integer not null default 0,
  words        text not null,
  loose        text not null,
  constraint request_closed check ((closed_at is not null) = (status in ('done', 'refused', 'withdrawn')))
);
comment on column request.one_of is 'of all open requests of a service only one may carry this value, such as a student number';
comment on column request.words is 'search text, folded, with spaces; loose is the same without any';
create unique index request_one_open on request (service, one_of) where closed_at is null;
create index request_by_requester on request (requester_id, id desc);

-- The process instance: one row, and rows for its scopes, tokens and timers. No blob.
create table instance (
  request_id bigint primary key references request,
  status     text not null check (status in ('running', 'completed', 'terminated', 'cancelled')),
  next_id    integer not null,
  revision   integer not null default 0
);

create table scope (
  request_id bigint not null references instance,
  id         integer not null,
  parent     integer,
  token      integer,
  process    text not null,
  element    text,
  variables  jsonb not null,
  primary key (request_id, id)
);

create table token (
  request_id bigint not null references instance,
  id         integer not null,
  scope      integer not null,
  element    text not null,
  waits      text not null check (waits in ('task', 'job', 'timer', 'scope', 'join')),
  via        text,
  primary key (request_id, id)
);

create table timer (
  request_id bigint not null references instance,
  id         integer not null,
  token      integer not null,
  element    text not null,
  due_at     timestamptz not null,
  rest       jsonb not null default '{}',
  primary key (request_id, id)
);
create index timer_due on timer (due_at);

create table task (
  id          bigint generated always as identity primary key,
  request_id  bigint not null references request,
  token       integer not null,
  element     text not null,
  kind        text not null,
  name        jsonb not null,
  office      text not null,
  form        text,
  state       text not null check (state in ('open', 'asked', 'completed', 'interrupted', 'moved', 'cancelled')),
  assignee_id bigint references person,
  answered    boolean not null default false,
  returned    jsonb,
  revision    integer not null default 0,
  opened_at   timestamptz not null,
  due_at      timestamptz,
  closed_at   timestamptz,
  closed_by   bigint references person,
  outcome     text,
  answers     jsonb,
  automatic   jsonb,
  keep        boolean not null default false,
  constraint task_closed check ((closed_at is null) = (state in ('open', 'asked'))),
  constraint task_outcome check (state <> 'completed' or outcome is not null)
);
comment on column task.automatic is 'why the desk completed it by itself: {reason: kept | handed-out}';
comment on column task.keep is 'its outcome still stands when the request comes by again after it was sent back';
create unique index task_open_token on task (request_id, token) where closed_at is null;
create index task_by_request on task (request_id, id);
-- A work list reads open tasks of some offices, oldest due first; its cost does not grow with closed ones.
create index task_open_office on task (office, due_at, id) where closed_at is null;
create index task_open_assignee on task (assignee_id) where closed_at is null;

create table file (
  id          uuid primary key,
  owner_id    bigint not null references person,
  request_id  bigint references request,
  purpose     text not null,
  name        text not null check (length(name) between 1 and 255),
  type        text not null,
  size        integer not null check (size > 0),
  sha256      text not null,
  internal    boolean not null default false,
  office      text,
  uploaded_at timestamptz not null
);
create index file_by_request on file (request_id);
create index file_unbound on file (owner_id, purpose) where request_id is null;

create table ask (
  id          bigint generated always as identity primary key,
  request_id  bigint not null references request,
  task_id     bigint not null references task,
  office      text not null,
  asked_by    bigint not null references person,
  message     text not null,
  amount      bigint check (amount > 0),
  payment_id  text,
  fields      text[] not null default '{}',
  wants_files boolean not null default false,
  asked_at    timestamptz not null,
  answered_at timestamptz,
  answer      text,
  changes     jsonb not null default '[]',
  withdrawn   boolean not null default false
);
comment on column ask.amount is 'in rial';
create unique index ask_open on ask (task_id) where answered_at is null and not withdrawn;
create index ask_by_request on ask (request_id);

create table comment (
  id         bigint generated always as identity primary key,
  request_id bigint not null references request,
  by_id      bigint not null references person,
  office     text,
  internal   boolean not null,
  body       text not null check (length(body) between 1 and 10000),
  at         timestamptz not null,
  constraint comment_internal_has_office check (not internal or office is not null)
);
create index comment_by_request on comment (request_id, id);

create table event (
  request_id bigint not null references request,
  seq        integer not null,
  at         timestamptz not null,
  kind       text not null,
  by_id      bigint references person,
  office     text,
  internal   boolean not null default false,
  data       jsonb not null default '{}',
  primary key (request_id, seq)
);

create table register_counter (
  register text not null,
  office   text not null,
  year     integer not null,
  last     integer not null check (last > 0),
  primary key (register, office, year)
);
comment on table register_counter is 'locked inside the registering transaction: a rolled back step burns no number';

create table register_entry (
  id          bigint generated always as identity primary key,
  register    text not null,
  office      text not null,
  year        integer not null,
  serial      integer,
  number      text not null,
  request_id  bigint not null references request,
  at          timestamptz not null,
  by_id       bigint not null references person,
  constraint register_number unique (register, number),
  constraint register_serial unique (register, office, year, serial)
);
comment on column register_entry.serial is 'null when the number was given by another system';

create table document (
  id         bigint generated always as identity primary key,
  request_id bigint not null references request,
  code       text not null constraint document_code unique check (code ~ '^[0-9A-HJKMNP-TV-Z]{4}(-[0-9A-HJKMNP-TV-Z]{4}){3}$'),
  job        text not null,
  title      jsonb not null,
  number     text,
  sha256     text not null,
  size       integer not null,
  issued_at  timestamptz not null,
  voided_at  timestamptz
);
create index document_by_request on document (request_id);

-- The answer to a change already made, so that pressing twice answers twice and acts once.
create table receipt (
  person_id bigint not null references person,
  once      text not null,
  answer    jsonb not null,
  at        timestamptz not null,
  primary key (person_id, once)
);
create index receipt_by_age on receipt (at);

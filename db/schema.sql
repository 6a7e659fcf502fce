-- Generated from db/migrations by npm run build:database. Read this first; change the migrations.

create table ask (
  id bigint not null generated always as identity,
  request_id bigint not null,
  task_id bigint not null,
  office text not null,
  asked_by bigint not null,
  message text not null,
  amount bigint,
  payment_id text,
  fields text[] not null default '{}'::text[],
  wants_files boolean not null default false,
  asked_at timestamp with time zone not null,
  answered_at timestamp with time zone,
  answer text,
  changes jsonb not null default '[]'::jsonb,
  withdrawn boolean not null default false,
  constraint ask_pkey PRIMARY KEY (id),
  constraint ask_amount_check CHECK ((amount > 0)),
  constraint ask_asked_by_fkey FOREIGN KEY (asked_by) REFERENCES person(id),
  constraint ask_request_id_fkey FOREIGN KEY (request_id) REFERENCES request(id),
  constraint ask_task_id_fkey FOREIGN KEY (task_id) REFERENCES task(id)
);
CREATE INDEX ask_by_request ON public.ask USING btree (request_id);
CREATE UNIQUE INDEX ask_open ON public.ask USING btree (task_id) WHERE ((answered_at IS NULL) AND (NOT withdrawn));
comment on column ask.amount is 'in rial';

create table comment (
  id bigint not null generated always as identity,
  request_id bigint not null,
  by_id bigint not null,
  office text,
  internal boolean not null,
  body text not null,
  at timestamp with time zone not null,
  constraint comment_pkey PRIMARY KEY (id),
  constraint comment_body_check CHECK (((length(body) >= 1) AND (length(body) <= 10000))),
  constraint comment_internal_has_office CHECK (((NOT internal) OR (office IS NOT NULL))),
  constraint comment_by_id_fkey FOREIGN KEY (by_id) REFERENCES person(id),
  constraint comment_request_id_fkey FOREIGN KEY (request_id) REFERENCES request(id)
);
CREATE INDEX comment_by_request ON public.comment USING btree (request_id, id);

create table document (
  id bigint not null generated always as identity,
  request_id bigint not null,
  code text not null,
  job text not null,
  title jsonb not null,
  number text,
  sha256 text not null,
  size integer not null,
  issued_at timestamp with time zone not null,
  voided_at timestamp with time zone,
  constraint document_pkey PRIMARY KEY (id),
  constraint document_code UNIQUE (code),
  constraint document_code_check CHECK ((code ~ '^[0-9A-HJKMNP-TV-Z]{4}(-[0-9A-HJKMNP-TV-Z]{4}){3}$'::text)),
  constraint document_request_id_fkey FOREIGN KEY (request_id) REFERENCES request(id)
);
CREATE INDEX document_by_request ON public.document USING btree (request_id);

create table draft (
  person_id bigint not null,
  service text not null,
  once uuid not null,
  fields jsonb not null default '{}'::jsonb,
  saved_at timestamp with time zone,
  constraint draft_pkey PRIMARY KEY (person_id, service),
  constraint draft_person_id_fkey FOREIGN KEY (person_id) REFERENCES person(id)
);

create table event (
  request_id bigint not null,
  seq integer not null,
  at timestamp with time zone not null,
  kind text not null,
  by_id bigint,
  office text,
  internal boolean not null default false,
  data jsonb not null default '{}'::jsonb,
  constraint event_pkey PRIMARY KEY (request_id, seq),
  constraint event_by_id_fkey FOREIGN KEY (by_id) REFERENCES person(id),
  constraint event_request_id_fkey FOREIGN KEY (request_id) REFERENCES request(id)
);

create table file (
  id uuid not null,
  owner_id bigint not null,
  request_id bigint,
  purpose text not null,
  name text not null,
  type text not null,
  size integer not null,
  sha256 text not null,
  internal boolean not null default false,
  office text,
  uploaded_at timestamp with time zone not null,
  constraint file_pkey PRIMARY KEY (id),
  constraint file_name_check CHECK (((length(name) >= 1) AND (length(name) <= 255))),
  constraint file_size_check CHECK ((size > 0)),
  constraint file_owner_id_fkey FOREIGN KEY (owner_id) REFERENCES person(id),
  constraint file_request_id_fkey FOREIGN KEY (request_id) REFERENCES request(id)
);
CREATE INDEX file_by_request ON public.file USING btree (request_id);
CREATE INDEX file_unbound ON public.file USING btree (owner_id, purpose) WHERE (request_id IS NULL);

create table incident (
  request_id bigint not null,
  id integer not null,
  token integer not null,
  element text not null,
  reason text not null,
  message text not null,
  retry text not null,
  constraint incident_pkey PRIMARY KEY (request_id, id),
  constraint incident_retry_check CHECK ((retry = ANY (ARRAY['enter'::text, 'leave'::text, 'job'::text, 'listen'::text]))),
  constraint incident_request_id_fkey FOREIGN KEY (request_id) REFERENCES instance(request_id)
);
comment on table incident is 'where a process stands still until somebody tries again';

create table instance (
  request_id bigint not null,
  status text not null,
  next_id integer not null,
  revision integer not null default 0,
  constraint instance_pkey PRIMARY KEY (request_id),
  constraint instance_status_check CHECK ((status = ANY (ARRAY['running'::text, 'completed'::text, 'terminated'::text, 'cancelled'::text]))),
  constraint instance_request_id_fkey FOREIGN KEY (request_id) REFERENCES request(id)
);

create table key_counter (
  prefix text not null,
  year integer not null,
  last integer not null,
  constraint key_counter_pkey PRIMARY KEY (prefix, year),
  constraint key_counter_last_check CHECK ((last > 0))
);
comment on table key_counter is 'the last request key of a Jalali year';

create table membership (
  person_id bigint not null,
  office text not null,
  role text not null,
  constraint membership_pkey PRIMARY KEY (person_id, office),
  constraint membership_office_check CHECK ((office ~ '^[a-z-]+(:[a-z-]+)?$'::text)),
  constraint membership_role_check CHECK ((role = ANY (ARRAY['head'::text, 'expert'::text]))),
  constraint membership_person_id_fkey FOREIGN KEY (person_id) REFERENCES person(id)
);
CREATE INDEX membership_by_office ON public.membership USING btree (office);

create table message (
  id bigint not null generated always as identity,
  kind text not null,
  request_id bigint,
  name text not null,
  key text,
  variables jsonb not null,
  sent_at timestamp with time zone not null,
  kept_until timestamp with time zone not null,
  constraint message_pkey PRIMARY KEY (id),
  constraint message_addressee CHECK (((kind = 'signal'::text) = (request_id IS NOT NULL))),
  constraint message_kind_check CHECK ((kind = ANY (ARRAY['message'::text, 'signal'::text]))),
  constraint message_request_id_fkey FOREIGN KEY (request_id) REFERENCES request(id)
);
CREATE INDEX message_by_age ON public.message USING btree (kept_until);
comment on column message.request_id is 'whom a signal reaches; a message finds its own way by name and key';

create table migration (
  name text not null,
  hash text not null,
  at timestamp with time zone not null default now(),
  constraint migration_pkey PRIMARY KEY (name)
);

create table person (
  id bigint not null generated always as identity,
  directory_id text not null,
  username text not null,
  name jsonb not null,
  honorific jsonb,
  title jsonb,
  faculty text,
  administrator boolean not null default false,
  facts jsonb,
  active boolean not null default true,
  constraint person_pkey PRIMARY KEY (id),
  constraint person_directory_id UNIQUE (directory_id),
  constraint person_username UNIQUE (username),
  constraint person_name_check CHECK (((name ? 'fa'::text) AND (name ? 'en'::text))),
  constraint person_username_check CHECK ((username = lower(username)))
);
comment on column person.facts is 'what the directory knows and forms are prefilled with: {source, date, values}';

create table receipt (
  person_id bigint not null,
  once text not null,
  answer jsonb not null,
  at timestamp with time zone not null,
  constraint receipt_pkey PRIMARY KEY (person_id, once),
  constraint receipt_person_id_fkey FOREIGN KEY (person_id) REFERENCES person(id)
);
CREATE INDEX receipt_by_age ON public.receipt USING btree (at);

create table register_counter (
  register text not null,
  office text not null,
  year integer not null,
  last integer not null,
  constraint register_counter_pkey PRIMARY KEY (register, office, year),
  constraint register_counter_last_check CHECK ((last > 0))
);
comment on table register_counter is 'locked inside the registering transaction: a rolled back step burns no number';

create table register_entry (
  id bigint not null generated always as identity,
  register text not null,
  office text not null,
  year integer not null,
  serial integer,
  number text not null,
  request_id bigint not null,
  at timestamp with time zone not null,
  by_id bigint not null,
  constraint register_entry_pkey PRIMARY KEY (id),
  constraint register_number UNIQUE (register, number),
  constraint register_serial UNIQUE (register, office, year, serial),
  constraint register_entry_by_id_fkey FOREIGN KEY (by_id) REFERENCES person(id),
  constraint register_entry_request_id_fkey FOREIGN KEY (request_id) REFERENCES request(id)
);
comment on column register_entry.serial is 'null when the number was given by another system';

create table request (
  id bigint not null generated always as identity,
  key text not null,
  service text not null,
  version_id bigint not null,
  requester_id bigint not null,
  answers jsonb not null,
  faculty text,
  one_of text,
  status text not null,
  status_word jsonb not null,
  opened_at timestamp with time zone not null,
  closed_at timestamp with time zone,
  number text,
  numbered_at timestamp with time zone,
  refusal text,
  last_seq integer not null default 0,
  words text not null,
  loose text not null,
  constraint request_pkey PRIMARY KEY (id),
  constraint request_key UNIQUE (key),
  constraint request_closed CHECK (((closed_at IS NOT NULL) = (status = ANY (ARRAY['done'::text, 'refused'::text, 'withdrawn'::text])))),
  constraint request_key_check CHECK ((key ~ '^[A-Z]{2,5}-[0-9]{4}-[0-9]{6}$'::text)),
  constraint request_status_check CHECK ((status = ANY (ARRAY['open'::text, 'waiting'::text, 'done'::text, 'refused'::text, 'withdrawn'::text]))),
  constraint request_requester_id_fkey FOREIGN KEY (requester_id) REFERENCES person(id),
  constraint request_version_id_fkey FOREIGN KEY (version_id) REFERENCES service_version(id)
);
CREATE INDEX request_by_requester ON public.request USING btree (requester_id, id DESC);
CREATE UNIQUE INDEX request_one_open ON public.request USING btree (service, one_of) WHERE (closed_at IS NULL);
comment on column request.one_of is 'of all open requests of a service only one may carry this value, such as a student number';
comment on column request.words is 'search text, folded, with spaces; loose is the same without any';

create table scope (
  request_id bigint not null,
  id integer not null,
  parent integer,
  token integer,
  process text not null,
  element text,
  variables jsonb not null,
  kind text not null,
  rounds jsonb,
  constraint scope_pkey PRIMARY KEY (request_id, id),
  constraint scope_kind CHECK ((kind = ANY (ARRAY['process'::text, 'call'::text, 'sub-process'::text, 'event-sub-process'::text, 'ad-hoc'::text, 'rounds'::text, 'local'::text, 'compensation'::text]))),
  constraint scope_request_id_fkey FOREIGN KEY (request_id) REFERENCES instance(request_id)
);
comment on column scope.rounds is 'of an activity done several times: {total, started, done, items}';

create table service_version (
  id bigint not null generated always as identity,
  service text not null,
  number integer not null,
  hash text not null,
  files jsonb not null,
  published_at timestamp with time zone not null,
  constraint service_version_pkey PRIMARY KEY (id),
  constraint service_version_hash UNIQUE (service, hash),
  constraint service_version_number UNIQUE (service, number),
  constraint service_version_number_check CHECK ((number > 0))
);
comment on column service_version.files is 'the folder of the service, path to text';

create table session (
  token_hash text not null,
  person_id bigint not null,
  opened_at timestamp with time zone not null,
  used_at timestamp with time zone not null,
  ends_at timestamp with time zone not null,
  constraint session_pkey PRIMARY KEY (token_hash),
  constraint session_person_id_fkey FOREIGN KEY (person_id) REFERENCES person(id)
);
CREATE INDEX session_by_person ON public.session USING btree (person_id);

create table subscription (
  request_id bigint not null,
  id integer not null,
  scope integer not null,
  token integer,
  element text not null,
  listens_to text not null,
  name text,
  key text,
  held boolean not null,
  constraint subscription_pkey PRIMARY KEY (request_id, id),
  constraint subscription_listens_to_check CHECK ((listens_to = ANY (ARRAY['message'::text, 'signal'::text, 'condition'::text]))),
  constraint subscription_request_id_fkey FOREIGN KEY (request_id) REFERENCES instance(request_id)
);
CREATE INDEX subscription_by_name ON public.subscription USING btree (name, key) WHERE (listens_to <> 'condition'::text);
comment on column subscription.held is 'whether a condition was true when last looked at';

create table task (
  id bigint not null generated always as identity,
  request_id bigint not null,
  token integer not null,
  element text not null,
  kind text not null,
  name jsonb not null,
  office text not null,
  form text,
  state text not null,
  assignee_id bigint,
  answered boolean not null default false,
  returned jsonb,
  revision integer not null default 0,
  opened_at timestamp with time zone not null,
  due_at timestamp with time zone,
  closed_at timestamp with time zone,
  closed_by bigint,
  outcome text,
  answers jsonb,
  automatic jsonb,
  keep boolean not null default false,
  constraint task_pkey PRIMARY KEY (id),
  constraint task_closed CHECK (((closed_at IS NULL) = (state = ANY (ARRAY['open'::text, 'asked'::text])))),
  constraint task_outcome CHECK (((state <> 'completed'::text) OR (outcome IS NOT NULL))),
  constraint task_state_check CHECK ((state = ANY (ARRAY['open'::text, 'asked'::text, 'completed'::text, 'interrupted'::text, 'moved'::text, 'cancelled'::text]))),
  constraint task_assignee_id_fkey FOREIGN KEY (assignee_id) REFERENCES person(id),
  constraint task_closed_by_fkey FOREIGN KEY (closed_by) REFERENCES person(id),
  constraint task_request_id_fkey FOREIGN KEY (request_id) REFERENCES request(id)
);
CREATE INDEX task_by_request ON public.task USING btree (request_id, id);
CREATE INDEX task_open_assignee ON public.task USING btree (assignee_id) WHERE (closed_at IS NULL);
CREATE INDEX task_open_office ON public.task USING btree (office, due_at, id) WHERE (closed_at IS NULL);
CREATE UNIQUE INDEX task_open_token ON public.task USING btree (request_id, token) WHERE (closed_at IS NULL);
comment on column task.automatic is 'why the desk completed it by itself: {reason: kept | handed-out}';
comment on column task.keep is 'its outcome still stands when the request comes by again after it was sent back';

create table timer (
  request_id bigint not null,
  id integer not null,
  token integer,
  element text not null,
  due_at timestamp with time zone not null,
  rest jsonb not null default '{}'::jsonb,
  scope integer not null,
  constraint timer_pkey PRIMARY KEY (request_id, id),
  constraint timer_request_id_fkey FOREIGN KEY (request_id) REFERENCES instance(request_id)
);
CREATE INDEX timer_due ON public.timer USING btree (due_at);
comment on column timer.token is 'null for the start of an event sub-process, which belongs to its scope';

create table token (
  request_id bigint not null,
  id integer not null,
  scope integer not null,
  element text not null,
  waits text not null,
  via text,
  constraint token_pkey PRIMARY KEY (request_id, id),
  constraint token_waits CHECK ((waits = ANY (ARRAY['task'::text, 'job'::text, 'timer'::text, 'message'::text, 'signal'::text, 'condition'::text, 'event'::text, 'scope'::text, 'join'::text, 'incident'::text]))),
  constraint token_request_id_fkey FOREIGN KEY (request_id) REFERENCES instance(request_id)
);

create table undoable (
  request_id bigint not null,
  id integer not null,
  scope integer not null,
  element text not null,
  within text,
  variables jsonb not null,
  constraint undoable_pkey PRIMARY KEY (request_id, id),
  constraint undoable_request_id_fkey FOREIGN KEY (request_id) REFERENCES instance(request_id)
);
comment on table undoable is 'completed activities that have a compensation handler';

-- Generated from db/migrations by npm run build:database. Read this first; change the migrations.

create table access_token (
  id bigint not null generated always as identity,
  person_id bigint not null,
  name text not null,
  token_hash text not null,
  scopes text[] not null,
  made_at timestamp with time zone not null,
  ends_at timestamp with time zone not null,
  used_at timestamp with time zone,
  revoked_at timestamp with time zone,
  constraint access_token_pkey PRIMARY KEY (id),
  constraint access_token_hash UNIQUE (token_hash),
  constraint access_token_name_check CHECK (((length(name) >= 1) AND (length(name) <= 80))),
  constraint access_token_scopes_check CHECK (((cardinality(scopes) > 0) AND (scopes <@ ARRAY['requests:read'::text, 'requests:write'::text, 'tasks:read'::text, 'tasks:write'::text, 'administration:read'::text, 'administration:write'::text, 'audit:read'::text]))),
  constraint access_token_span CHECK (((made_at < ends_at) AND (ends_at <= (made_at + '366 days'::interval)))),
  constraint access_token_person_id_fkey FOREIGN KEY (person_id) REFERENCES person(id)
);
CREATE INDEX access_token_by_person ON public.access_token USING btree (person_id);

create table api_property (
  owner text not null,
  key text not null,
  value jsonb not null,
  set_by bigint not null,
  set_at timestamp with time zone not null,
  constraint api_property_pkey PRIMARY KEY (owner, key),
  constraint api_property_key_check CHECK (((length(key) >= 1) AND (length(key) <= 255))),
  constraint api_property_owner_check CHECK ((owner ~ '^(organization|request-type):[0-9]+$'::text)),
  constraint api_property_value_check CHECK ((pg_column_size(value) <= 32768)),
  constraint api_property_set_by_fkey FOREIGN KEY (set_by) REFERENCES person(id)
);
comment on table api_property is 'small values that programs keep beside an organization or a request type';

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
  for_id bigint,
  remind_at timestamp with time zone,
  constraint ask_pkey PRIMARY KEY (id),
  constraint ask_amount_check CHECK ((amount > 0)),
  constraint ask_asked_by_fkey FOREIGN KEY (asked_by) REFERENCES person(id),
  constraint ask_for_id_fkey FOREIGN KEY (for_id) REFERENCES person(id),
  constraint ask_request_id_fkey FOREIGN KEY (request_id) REFERENCES request(id),
  constraint ask_task_id_fkey FOREIGN KEY (task_id) REFERENCES task(id)
);
CREATE INDEX ask_by_request ON public.ask USING btree (request_id);
CREATE UNIQUE INDEX ask_open ON public.ask USING btree (task_id) WHERE ((answered_at IS NULL) AND (NOT withdrawn));
CREATE INDEX ask_remind ON public.ask USING btree (remind_at) WHERE ((answered_at IS NULL) AND (NOT withdrawn) AND (remind_at IS NOT NULL));
comment on column ask.amount is 'in rial';
comment on column ask.for_id is 'in whose stead asked_by asked';
comment on column ask.remind_at is 'when the requester is reminded next, or the request withdrawn';

create table attempt (
  key text not null,
  count integer not null,
  since_at timestamp with time zone not null,
  last_at timestamp with time zone not null,
  constraint attempt_pkey PRIMARY KEY (key),
  constraint attempt_count_check CHECK ((count >= 0)),
  constraint attempt_key_check CHECK ((key ~ '^[0-9a-f]{64}$'::text))
);
CREATE INDEX attempt_by_age ON public.attempt USING btree (last_at);
comment on column attempt.key is 'SHA-256 of what is counted: an account, an address, a national code';

create table audit (
  id bigint not null,
  at timestamp with time zone not null,
  kind text not null,
  by_id bigint,
  for_id bigint,
  person_id bigint,
  request_id bigint,
  address text,
  data jsonb not null default '{}'::jsonb,
  hash text not null,
  constraint audit_pkey PRIMARY KEY (id),
  constraint audit_by_id_fkey FOREIGN KEY (by_id) REFERENCES person(id),
  constraint audit_for_id_fkey FOREIGN KEY (for_id) REFERENCES person(id),
  constraint audit_person_id_fkey FOREIGN KEY (person_id) REFERENCES person(id),
  constraint audit_request_id_fkey FOREIGN KEY (request_id) REFERENCES request(id)
);
CREATE INDEX audit_by_actor ON public.audit USING btree (by_id, at, id);
CREATE INDEX audit_by_at ON public.audit USING btree (at, id);
CREATE INDEX audit_by_kind ON public.audit USING btree (kind, at, id);
CREATE INDEX audit_by_person ON public.audit USING btree (person_id, at, id);
CREATE INDEX audit_by_stead ON public.audit USING btree (for_id, at, id) WHERE (for_id IS NOT NULL);
comment on column audit.person_id is 'whom it concerns';
comment on column audit.hash is 'SHA-256 of the hash before and this line; src/store/audit.ts';
CREATE TRIGGER audit_no_change BEFORE DELETE OR UPDATE ON public.audit FOR EACH ROW EXECUTE FUNCTION audit_is_append_only();
CREATE TRIGGER audit_no_truncate BEFORE TRUNCATE ON public.audit FOR EACH STATEMENT EXECUTE FUNCTION audit_is_append_only();

create table audit_head (
  one boolean not null default true,
  id bigint not null,
  hash text not null,
  constraint audit_head_pkey PRIMARY KEY (one),
  constraint audit_head_one_check CHECK (one)
);
comment on table audit_head is 'the last line, so that lines cut off the end are missed; locked while a line is written';

create table calendar_state (
  one boolean not null default true,
  revision integer not null,
  rules text not null,
  constraint calendar_state_pkey PRIMARY KEY (one),
  constraint calendar_state_one_check CHECK (one)
);
comment on column calendar_state.rules is 'SHA-256 of university/calendar.yaml as it was last read';

create table closure (
  id bigint not null generated always as identity,
  day text not null,
  from_time integer,
  until_time integer,
  office text,
  reason text not null,
  added_by bigint not null,
  added_at timestamp with time zone not null,
  removed_by bigint,
  removed_at timestamp with time zone,
  constraint closure_pkey PRIMARY KEY (id),
  constraint closure_day_check CHECK ((day ~ '^[0-9]{4}-[0-9]{2}-[0-9]{2}$'::text)),
  constraint closure_hours CHECK ((((from_time IS NULL) = (until_time IS NULL)) AND ((from_time IS NULL) OR (from_time < until_time)))),
  constraint closure_office_check CHECK ((office ~ '^[a-z-]+(:[a-z-]+)?$'::text)),
  constraint closure_reason_check CHECK (((length(reason) >= 1) AND (length(reason) <= 200))),
  constraint closure_removed CHECK (((removed_by IS NULL) = (removed_at IS NULL))),
  constraint closure_added_by_fkey FOREIGN KEY (added_by) REFERENCES person(id),
  constraint closure_removed_by_fkey FOREIGN KEY (removed_by) REFERENCES person(id)
);
CREATE UNIQUE INDEX closure_once ON public.closure USING btree (day, COALESCE(office, ''::text), COALESCE(from_time, '-1'::integer), COALESCE(until_time, '-1'::integer)) WHERE (removed_at IS NULL);
comment on column closure.from_time is 'minutes since midnight in Tehran; null: the whole day';
comment on column closure.office is 'an office or an office instance; null: all';

create table comment (
  id bigint not null generated always as identity,
  request_id bigint not null,
  by_id bigint not null,
  office text,
  internal boolean not null,
  body text not null,
  at timestamp with time zone not null,
  for_id bigint,
  constraint comment_pkey PRIMARY KEY (id),
  constraint comment_body_check CHECK (((length(body) >= 1) AND (length(body) <= 10000))),
  constraint comment_internal_has_office CHECK (((NOT internal) OR (office IS NOT NULL))),
  constraint comment_by_id_fkey FOREIGN KEY (by_id) REFERENCES person(id),
  constraint comment_for_id_fkey FOREIGN KEY (for_id) REFERENCES person(id),
  constraint comment_request_id_fkey FOREIGN KEY (request_id) REFERENCES request(id)
);
CREATE INDEX comment_by_request ON public.comment USING btree (request_id, id);
comment on column comment.for_id is 'in whose stead by_id wrote';
CREATE TRIGGER comment_live AFTER DELETE ON public.comment FOR EACH ROW EXECUTE FUNCTION tell_live('request', 'request_id');

create table delivery (
  id bigint not null generated always as identity,
  person_id bigint not null,
  channel text not null,
  bundle text not null,
  request_id bigint,
  state text not null default 'waiting'::text,
  made_at timestamp with time zone not null,
  due_at timestamp with time zone not null,
  tries integer not null default 0,
  claimed_at timestamp with time zone,
  done_at timestamp with time zone,
  message_id text not null,
  address text,
  subject text,
  result text,
  kept jsonb,
  constraint delivery_pkey PRIMARY KEY (id),
  constraint delivery_channel_check CHECK ((channel = ANY (ARRAY['mail'::text, 'chat'::text, 'sms'::text]))),
  constraint delivery_claimed CHECK (((state = 'sending'::text) = (claimed_at IS NOT NULL))),
  constraint delivery_done CHECK (((state = ANY (ARRAY['waiting'::text, 'sending'::text])) = (done_at IS NULL))),
  constraint delivery_state_check CHECK ((state = ANY (ARRAY['waiting'::text, 'sending'::text, 'sent'::text, 'failed'::text, 'unknown'::text, 'needless'::text]))),
  constraint delivery_tries_check CHECK ((tries >= 0)),
  constraint delivery_person_id_fkey FOREIGN KEY (person_id) REFERENCES person(id),
  constraint delivery_request_id_fkey FOREIGN KEY (request_id) REFERENCES request(id)
);
CREATE INDEX delivery_by_age ON public.delivery USING btree (done_at) WHERE (done_at IS NOT NULL);
CREATE INDEX delivery_due ON public.delivery USING btree (due_at) WHERE (state = 'waiting'::text);
CREATE UNIQUE INDEX delivery_open ON public.delivery USING btree (person_id, channel, bundle) WHERE (state = 'waiting'::text);
CREATE INDEX delivery_recent ON public.delivery USING btree (person_id, made_at);
CREATE INDEX delivery_sending ON public.delivery USING btree (claimed_at) WHERE (state = 'sending'::text);
CREATE INDEX delivery_troubled ON public.delivery USING btree (id) WHERE (state = ANY (ARRAY['failed'::text, 'unknown'::text]));
comment on column delivery.bundle is 'what may travel together: request:ID, digest, or desk';
comment on column delivery.message_id is 'without brackets and host; the same at every try, so that a mail server knows a repeat';
comment on column delivery.address is 'where it went; null before it was tried';
comment on column delivery.result is 'what the other side said, without personal data';
comment on column delivery.kept is 'in the demo, what would have been sent; elsewhere null';

create table delivery_notice (
  delivery_id bigint not null,
  notice_id bigint not null,
  constraint delivery_notice_pkey PRIMARY KEY (delivery_id, notice_id),
  constraint delivery_notice_delivery_id_fkey FOREIGN KEY (delivery_id) REFERENCES delivery(id) ON DELETE CASCADE,
  constraint delivery_notice_notice_id_fkey FOREIGN KEY (notice_id) REFERENCES notice(id) ON DELETE CASCADE
);
CREATE INDEX delivery_notice_by_notice ON public.delivery_notice USING btree (notice_id);

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
CREATE INDEX document_by_sha256 ON public.document USING btree (sha256);
CREATE TRIGGER document_live AFTER INSERT OR UPDATE ON public.document FOR EACH ROW EXECUTE FUNCTION tell_live('request', 'request_id');

create table draft (
  person_id bigint not null,
  place text not null,
  once uuid not null,
  fields jsonb not null default '{}'::jsonb,
  saved_at timestamp with time zone,
  marks jsonb not null default '{}'::jsonb,
  revision integer not null default 0,
  version bigint,
  discarded jsonb,
  touched_at timestamp with time zone not null,
  constraint draft_pkey PRIMARY KEY (person_id, place),
  constraint draft_person_id_fkey FOREIGN KEY (person_id) REFERENCES person(id),
  constraint draft_version_fkey FOREIGN KEY (version) REFERENCES service_version(id)
);
CREATE INDEX draft_by_age ON public.draft USING btree (touched_at);
comment on column draft.place is 'service:ID, task:ID:BOX, request:KEY, ask:ID; src/desk/draft.ts';
comment on column draft.marks is 'the revision in which each field was typed last';
comment on column draft.version is 'of the service whose form was typed into';
comment on column draft.discarded is 'what was thrown away and can still be taken back';

create table dry_run (
  person_id bigint not null,
  service text not null,
  moves jsonb not null default '[]'::jsonb,
  started_at timestamp with time zone not null,
  constraint dry_run_pkey PRIMARY KEY (person_id, service),
  constraint dry_run_person_id_fkey FOREIGN KEY (person_id) REFERENCES person(id),
  constraint dry_run_service_fkey FOREIGN KEY (service) REFERENCES service_draft(service) ON DELETE CASCADE
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
  for_id bigint,
  position bigint,
  constraint event_pkey PRIMARY KEY (request_id, seq),
  constraint event_by_id_fkey FOREIGN KEY (by_id) REFERENCES person(id),
  constraint event_for_id_fkey FOREIGN KEY (for_id) REFERENCES person(id),
  constraint event_request_id_fkey FOREIGN KEY (request_id) REFERENCES request(id)
);
CREATE UNIQUE INDEX event_by_position ON public.event USING btree ("position");
CREATE INDEX event_unnumbered ON public.event USING btree (at, request_id, seq) WHERE ("position" IS NULL);
comment on column event.for_id is 'in whose stead by_id acted';
CREATE TRIGGER event_live AFTER INSERT ON public.event FOR EACH ROW EXECUTE FUNCTION tell_live('request', 'request_id');

create table event_head (
  one boolean not null default true,
  position bigint not null,
  constraint event_head_pkey PRIMARY KEY (one),
  constraint event_head_one_check CHECK (one)
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
  scan text not null default 'none'::text,
  scan_tries integer not null default 0,
  scan_at timestamp with time zone,
  constraint file_pkey PRIMARY KEY (id),
  constraint file_name_check CHECK (((length(name) >= 1) AND (length(name) <= 255))),
  constraint file_scan_check CHECK ((scan = ANY (ARRAY['none'::text, 'clean'::text, 'waiting'::text, 'found'::text]))),
  constraint file_scanned CHECK (((scan = 'none'::text) = (scan_at IS NULL))),
  constraint file_size_check CHECK ((size > 0)),
  constraint file_owner_id_fkey FOREIGN KEY (owner_id) REFERENCES person(id),
  constraint file_request_id_fkey FOREIGN KEY (request_id) REFERENCES request(id)
);
CREATE INDEX file_by_request ON public.file USING btree (request_id);
CREATE INDEX file_by_sha256 ON public.file USING btree (sha256);
CREATE INDEX file_unbound ON public.file USING btree (owner_id, purpose) WHERE (request_id IS NULL);
CREATE INDEX file_unbound_by_age ON public.file USING btree (uploaded_at) WHERE (request_id IS NULL);
CREATE INDEX file_waiting ON public.file USING btree (scan_at) WHERE (scan = 'waiting'::text);
comment on column file.office is 'of a note, message or task: the office that wrote it; of an answer: the office that asked';
comment on column file.scan is 'none: no scanner was connected; waiting: could not be scanned yet, nobody opens it; found: its bytes are gone';
comment on column file.scan_at is 'when it was scanned; while it waits, when that is tried again';

create table group_rule (
  id bigint not null generated always as identity,
  pattern text not null,
  office text,
  role text,
  added_by bigint not null,
  added_at timestamp with time zone not null,
  constraint group_rule_pkey PRIMARY KEY (id),
  constraint group_rule_once UNIQUE NULLS NOT DISTINCT (pattern, office, role),
  constraint group_rule_gives CHECK (((office IS NULL) = (role IS NULL))),
  constraint group_rule_pattern_check CHECK (((length(pattern) >= 1) AND (length(pattern) <= 256))),
  constraint group_rule_role_check CHECK ((role = ANY (ARRAY['head'::text, 'expert'::text]))),
  constraint group_rule_added_by_fkey FOREIGN KEY (added_by) REFERENCES person(id)
);
comment on column group_rule.office is 'null: the rule makes administrators';

create table imported (
  request_id bigint not null,
  source text not null,
  issue text not null,
  key text not null,
  statuses jsonb not null default '[]'::jsonb,
  left_out jsonb not null default '[]'::jsonb,
  office text,
  at timestamp with time zone not null,
  constraint imported_pkey PRIMARY KEY (request_id),
  constraint imported_key UNIQUE (source, key),
  constraint imported_once UNIQUE (source, issue),
  constraint imported_issue_check CHECK (((length(issue) >= 1) AND (length(issue) <= 200))),
  constraint imported_key_check CHECK (((key = upper(key)) AND ((length(key) >= 1) AND (length(key) <= 200)))),
  constraint imported_office_check CHECK ((office ~ '^[a-z-]+(:[a-z-]+)?$'::text)),
  constraint imported_source_check CHECK (((length(source) >= 1) AND (length(source) <= 300))),
  constraint imported_request_id_fkey FOREIGN KEY (request_id) REFERENCES request(id)
);
CREATE INDEX imported_by_key ON public.imported USING btree (key);
comment on column imported.source is 'address of the desk it came from, or csv:SERVICE';
comment on column imported.issue is 'what it is called there for ever; for a row of a file, its key or its hash';
comment on column imported.key is 'what people called it there, in upper case';
comment on column imported.statuses is 'its status history there, oldest first: {name, at}; empty when its process runs here';
comment on column imported.left_out is 'what could not be carried: {kind, label, text, why}';
comment on column imported.office is 'besides its requester, the office that reads what could not be carried';

create table incident (
  request_id bigint not null,
  id integer not null,
  token integer not null,
  element text not null,
  reason text not null,
  message text not null,
  retry text not null,
  since timestamp with time zone not null,
  constraint incident_pkey PRIMARY KEY (request_id, id),
  constraint incident_retry_check CHECK ((retry = ANY (ARRAY['enter'::text, 'leave'::text, 'job'::text, 'process'::text, 'listen'::text]))),
  constraint incident_request_id_fkey FOREIGN KEY (request_id) REFERENCES instance(request_id)
);
CREATE INDEX incident_by_age ON public.incident USING btree (since, request_id, id);
comment on table incident is 'where a process stands still until somebody tries again';

create table incoming_mail (
  id bigint not null generated always as identity,
  place text not null,
  fingerprint text not null,
  came_at timestamp with time zone not null,
  sender text not null,
  subject text not null,
  state text not null,
  why text,
  person_id bigint,
  request_id bigint,
  comment_id bigint,
  ask_id bigint,
  cut text,
  raw text,
  decided_by bigint,
  decided_at timestamp with time zone,
  constraint incoming_mail_pkey PRIMARY KEY (id),
  constraint incoming_mail_once UNIQUE (fingerprint),
  constraint incoming_mail_place UNIQUE (place),
  constraint incoming_mail_decided CHECK ((((decided_by IS NOT NULL) = (state = ANY (ARRAY['passed'::text, 'dropped'::text]))) AND ((decided_at IS NULL) = (decided_by IS NULL)))),
  constraint incoming_mail_raw CHECK (((raw IS NOT NULL) = (state = 'held'::text))),
  constraint incoming_mail_sender_check CHECK ((length(sender) <= 254)),
  constraint incoming_mail_state_check CHECK ((state = ANY (ARRAY['taken'::text, 'ignored'::text, 'refused'::text, 'held'::text, 'passed'::text, 'dropped'::text]))),
  constraint incoming_mail_subject_check CHECK ((length(subject) <= 300)),
  constraint incoming_mail_why CHECK (((why IS NULL) = (state = 'taken'::text))),
  constraint incoming_mail_ask_id_fkey FOREIGN KEY (ask_id) REFERENCES ask(id),
  constraint incoming_mail_comment_id_fkey FOREIGN KEY (comment_id) REFERENCES comment(id),
  constraint incoming_mail_decided_by_fkey FOREIGN KEY (decided_by) REFERENCES person(id),
  constraint incoming_mail_person_id_fkey FOREIGN KEY (person_id) REFERENCES person(id),
  constraint incoming_mail_request_id_fkey FOREIGN KEY (request_id) REFERENCES request(id)
);
CREATE INDEX incoming_mail_ask ON public.incoming_mail USING btree (ask_id) WHERE (ask_id IS NOT NULL);
CREATE INDEX incoming_mail_comment ON public.incoming_mail USING btree (comment_id) WHERE (comment_id IS NOT NULL);
CREATE INDEX incoming_mail_held ON public.incoming_mail USING btree (id) WHERE (state = 'held'::text);
CREATE INDEX incoming_mail_raw_bytes ON public.incoming_mail USING btree (raw) WHERE (raw IS NOT NULL);
comment on column incoming_mail.place is 'UIDVALIDITY/UID: where it lay on the server';
comment on column incoming_mail.fingerprint is 'hash of what it says: the same mail delivered twice is one';
comment on column incoming_mail.why is 'why it was held, ignored or refused';
comment on column incoming_mail.person_id is 'whose reply it is, by its address';
comment on column incoming_mail.cut is 'what was cut off a comment: quotes and signature';
comment on column incoming_mail.raw is 'SHA-256 of the whole mail, kept while it is held';

create table instance (
  request_id bigint not null,
  status text not null,
  next_id integer not null,
  revision integer not null default 0,
  constraint instance_pkey PRIMARY KEY (request_id),
  constraint instance_status_check CHECK ((status = ANY (ARRAY['running'::text, 'completed'::text, 'terminated'::text, 'cancelled'::text]))),
  constraint instance_request_id_fkey FOREIGN KEY (request_id) REFERENCES request(id)
);
CREATE INDEX instance_running ON public.instance USING btree (request_id) WHERE (status = 'running'::text);

create table key_counter (
  prefix text not null,
  year integer not null,
  last integer not null,
  constraint key_counter_pkey PRIMARY KEY (prefix, year),
  constraint key_counter_last_check CHECK ((last > 0))
);
comment on table key_counter is 'the last request key of a Jalali year';

create table local_account (
  person_id bigint not null,
  hash text not null,
  changed_at timestamp with time zone not null,
  constraint local_account_pkey PRIMARY KEY (person_id),
  constraint local_account_hash_check CHECK ((hash ~~ 'scrypt$%'::text)),
  constraint local_account_person_id_fkey FOREIGN KEY (person_id) REFERENCES person(id)
);
comment on column local_account.hash is 'scrypt$log2 N$r$p$salt$key';

create table membership (
  person_id bigint not null,
  office text not null,
  role text not null,
  source text not null default 'directory'::text,
  given_by bigint,
  from_at timestamp with time zone,
  until_at timestamp with time zone,
  constraint membership_pkey PRIMARY KEY (person_id, office, source),
  constraint membership_given CHECK (((source = 'hand'::text) = (given_by IS NOT NULL))),
  constraint membership_office_check CHECK ((office ~ '^[a-z-]+(:[a-z-]+)?$'::text)),
  constraint membership_role_check CHECK ((role = ANY (ARRAY['head'::text, 'expert'::text]))),
  constraint membership_source_check CHECK ((source = ANY (ARRAY['directory'::text, 'hand'::text]))),
  constraint membership_span CHECK (((from_at IS NULL) OR (until_at IS NULL) OR (from_at < until_at))),
  constraint membership_given_by_fkey FOREIGN KEY (given_by) REFERENCES person(id),
  constraint membership_person_id_fkey FOREIGN KEY (person_id) REFERENCES person(id)
);
CREATE INDEX membership_by_office ON public.membership USING btree (office);
CREATE TRIGGER membership_live AFTER INSERT OR DELETE OR UPDATE ON public.membership FOR EACH ROW EXECUTE FUNCTION tell_live('rights', 'person_id');

create table message (
  id bigint not null generated always as identity,
  mobile text,
  body text not null,
  made_at timestamp with time zone not null,
  ends_at timestamp with time zone not null,
  sent_at timestamp with time zone,
  constraint message_pkey PRIMARY KEY (id)
);
CREATE INDEX message_by_age ON public.message USING btree (ends_at);
comment on column message.mobile is 'E.164; null goes nowhere, and takes as long';
comment on column message.ends_at is 'after this it is worth nothing and is not sent any more';

create table message_choice (
  person_id bigint not null,
  language text not null default 'fa'::text,
  ways jsonb not null default '{}'::jsonb,
  quiet_from integer not null default 1320,
  quiet_until integer not null default 420,
  constraint message_choice_pkey PRIMARY KEY (person_id),
  constraint message_choice_language_check CHECK ((language = ANY (ARRAY['fa'::text, 'en'::text]))),
  constraint message_choice_quiet_from_check CHECK (((quiet_from >= 0) AND (quiet_from <= 1439))),
  constraint message_choice_quiet_until_check CHECK (((quiet_until >= 0) AND (quiet_until <= 1439))),
  constraint message_choice_person_id_fkey FOREIGN KEY (person_id) REFERENCES person(id)
);
comment on column message_choice.ways is 'group of notices, channel: now, daily or off; what is not named is as usual';
comment on column message_choice.quiet_from is 'minutes since midnight in Tehran; text messages and chat wait until quiet_until';

create table message_text (
  kind text not null,
  lang text not null,
  title text not null,
  body text not null,
  set_by bigint not null,
  set_at timestamp with time zone not null,
  constraint message_text_pkey PRIMARY KEY (kind, lang),
  constraint message_text_body_check CHECK ((length(body) <= 1000)),
  constraint message_text_lang_check CHECK ((lang = ANY (ARRAY['fa'::text, 'en'::text]))),
  constraint message_text_title_check CHECK (((length(title) >= 1) AND (length(title) <= 200))),
  constraint message_text_set_by_fkey FOREIGN KEY (set_by) REFERENCES person(id)
);

create table migration (
  name text not null,
  hash text not null,
  at timestamp with time zone not null default now(),
  constraint migration_pkey PRIMARY KEY (name)
);

create table notice (
  id bigint not null generated always as identity,
  person_id bigint not null,
  kind text not null,
  request_id bigint,
  task_id bigint,
  reminder_id bigint,
  at timestamp with time zone not null,
  read_at timestamp with time zone,
  seq integer,
  data jsonb not null default '{}'::jsonb,
  constraint notice_pkey PRIMARY KEY (id),
  constraint notice_once UNIQUE (person_id, reminder_id),
  constraint notice_person_id_fkey FOREIGN KEY (person_id) REFERENCES person(id),
  constraint notice_reminder_id_fkey FOREIGN KEY (reminder_id) REFERENCES reminder(id),
  constraint notice_request_id_fkey FOREIGN KEY (request_id) REFERENCES request(id),
  constraint notice_task_id_fkey FOREIGN KEY (task_id) REFERENCES task(id)
);
CREATE INDEX notice_by_person ON public.notice USING btree (person_id, id DESC);
CREATE UNIQUE INDEX notice_event_once ON public.notice USING btree (person_id, request_id, seq, kind) WHERE (seq IS NOT NULL);
CREATE INDEX notice_open_task ON public.notice USING btree (task_id) WHERE (read_at IS NULL);
CREATE UNIQUE INDEX notice_task_once ON public.notice USING btree (person_id, task_id, kind) WHERE ((seq IS NULL) AND (reminder_id IS NULL));
CREATE INDEX notice_unread ON public.notice USING btree (person_id) WHERE (read_at IS NULL);
comment on column notice.request_id is 'null for what concerns no request';
comment on column notice.seq is 'the event of the request that it tells of';
comment on column notice.data is 'what its sentence needs and neither event nor task says';
CREATE TRIGGER notice_live AFTER INSERT OR UPDATE ON public.notice FOR EACH ROW EXECUTE FUNCTION tell_live('person', 'person_id');

create table one_time_code (
  id bigint not null generated always as identity,
  purpose text not null,
  person_id bigint,
  ticket_hash text not null,
  mobile text,
  salt text not null,
  code_hash text not null,
  tries integer not null default 0,
  made_at timestamp with time zone not null,
  ends_at timestamp with time zone not null,
  used_at timestamp with time zone,
  constraint one_time_code_pkey PRIMARY KEY (id),
  constraint one_time_code_ticket UNIQUE (ticket_hash),
  constraint one_time_code_purpose_check CHECK ((purpose = ANY (ARRAY['sign-in'::text, 'mobile'::text]))),
  constraint one_time_code_person_id_fkey FOREIGN KEY (person_id) REFERENCES person(id)
);
CREATE INDEX one_time_code_by_age ON public.one_time_code USING btree (ends_at);
comment on column one_time_code.ticket_hash is 'SHA-256 of what the browser that asked holds; the code is worth nothing elsewhere';
comment on column one_time_code.mobile is 'for purpose mobile: the number that the code proves';

create table organization (
  id bigint not null generated always as identity,
  name text not null,
  on_desk boolean not null default false,
  made_by bigint not null,
  made_at timestamp with time zone not null,
  removed_at timestamp with time zone,
  constraint organization_pkey PRIMARY KEY (id),
  constraint organization_name_check CHECK (((length(name) >= 1) AND (length(name) <= 200))),
  constraint organization_made_by_fkey FOREIGN KEY (made_by) REFERENCES person(id)
);
CREATE UNIQUE INDEX organization_name ON public.organization USING btree (name) WHERE (removed_at IS NULL);
comment on table organization is 'lists of people that programs keep; faculties and offices are in university/';

create table organization_member (
  organization_id bigint not null,
  person_id bigint not null,
  constraint organization_member_pkey PRIMARY KEY (organization_id, person_id),
  constraint organization_member_organization_id_fkey FOREIGN KEY (organization_id) REFERENCES organization(id),
  constraint organization_member_person_id_fkey FOREIGN KEY (person_id) REFERENCES person(id)
);
CREATE INDEX organization_member_by_person ON public.organization_member USING btree (person_id);

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
  email text,
  mobile text,
  mobile_verified_at timestamp with time zone,
  directory_groups text[] not null default '{}'::text[],
  left_at timestamp with time zone,
  directory_said jsonb,
  administrator_by_rule boolean not null default false,
  words text not null generated always as (folded_for_search((((((((name ->> 'fa'::text) || ' '::text) || (name ->> 'en'::text)) || ' '::text) || username) || ' '::text) || COALESCE(email, ''::text)))) stored,
  by_name text not null generated always as (persian_order((name ->> 'fa'::text))) stored,
  by_name_en text not null generated always as (lower((name ->> 'en'::text))) stored,
  constraint person_pkey PRIMARY KEY (id),
  constraint person_directory_id UNIQUE (directory_id),
  constraint person_username UNIQUE (username) DEFERRABLE,
  constraint person_administrator_by_rule CHECK ((administrator OR (NOT administrator_by_rule))),
  constraint person_left CHECK ((active OR (left_at IS NOT NULL))),
  constraint person_name_check CHECK (((name ? 'fa'::text) AND (name ? 'en'::text))),
  constraint person_username_check CHECK ((username = lower(username)))
);
CREATE INDEX person_administrators ON public.person USING btree (by_name, id) WHERE administrator;
CREATE INDEX person_administrators_en ON public.person USING btree (by_name_en, id) WHERE administrator;
CREATE INDEX person_by_name ON public.person USING btree (by_name, id);
CREATE INDEX person_by_name_en ON public.person USING btree (by_name_en, id);
CREATE INDEX person_by_national_id ON public.person USING btree ((((facts -> 'values'::text) ->> 'national_id'::text)));
CREATE INDEX person_by_national_id_value ON public.person USING btree (((((facts -> 'values'::text) -> 'national_id'::text) ->> 'value'::text)));
CREATE INDEX person_imported ON public.person USING btree (username) WHERE (directory_id ~~ 'imported:%'::text);
comment on column person.facts is 'what the directory knows and forms are prefilled with: {source, date, values}';
comment on column person.mobile is 'E.164; told by the directory or verified with a code';
comment on column person.directory_groups is 'the groups of the directory they are in, nested ones too, as it last said';
comment on column person.left_at is 'when the directory closed the account; requests and history stay';
comment on column person.directory_said is 'what the directory last said, the base of the three-way difference: a value changed here stays until the directory changes its own';
comment on column person.administrator_by_rule is 'a group gave the right and takes it; false for a right that was given by hand';
comment on column person.words is 'search text, folded; no codes and no numbers of people';
CREATE TRIGGER person_live AFTER UPDATE OF active, administrator ON public.person FOR EACH ROW WHEN (((old.active IS DISTINCT FROM new.active) OR (old.administrator IS DISTINCT FROM new.administrator))) EXECUTE FUNCTION tell_live('rights', 'id');

create table presence (
  task_id bigint not null,
  person_id bigint not null,
  writing boolean not null,
  until_at timestamp with time zone not null,
  constraint presence_pkey PRIMARY KEY (task_id, person_id),
  constraint presence_person_id_fkey FOREIGN KEY (person_id) REFERENCES person(id),
  constraint presence_task_id_fkey FOREIGN KEY (task_id) REFERENCES task(id)
);
CREATE INDEX presence_by_age ON public.presence USING btree (until_at);
CREATE TRIGGER presence_live AFTER INSERT OR DELETE ON public.presence FOR EACH ROW EXECUTE FUNCTION tell_live('task', 'task_id');
CREATE TRIGGER presence_writes AFTER UPDATE ON public.presence FOR EACH ROW WHEN ((old.writing IS DISTINCT FROM new.writing)) EXECUTE FUNCTION tell_live('task', 'task_id');

create table process_message (
  id bigint not null generated always as identity,
  kind text not null,
  request_id bigint,
  name text not null,
  key text,
  variables jsonb not null,
  sent_at timestamp with time zone not null,
  kept_until timestamp with time zone not null,
  token integer,
  service text,
  element text,
  retry_at timestamp with time zone,
  constraint process_message_pkey PRIMARY KEY (id),
  constraint process_message_addressee CHECK ((((request_id IS NOT NULL) = (kind <> ALL (ARRAY['message'::text, 'start'::text]))) AND ((token IS NOT NULL) = (kind = ANY (ARRAY['call'::text, 'ended'::text, 'failed'::text, 'error'::text, 'escalation'::text]))) AND (((service IS NOT NULL) AND (element IS NOT NULL)) = (kind = 'start'::text)))),
  constraint process_message_kind_check CHECK ((kind = ANY (ARRAY['message'::text, 'signal'::text, 'start'::text, 'call'::text, 'ended'::text, 'failed'::text, 'error'::text, 'escalation'::text, 'stop'::text]))),
  constraint process_message_request_id_fkey FOREIGN KEY (request_id) REFERENCES request(id)
);
CREATE INDEX process_message_by_age ON public.process_message USING btree (kept_until);
comment on column process_message.request_id is 'whom a signal reaches; a message finds its own way by name and key';
comment on column process_message.retry_at is 'before this a start that could not be made is not tried again';

create table process_start (
  service text not null,
  element text not null,
  version_id bigint not null,
  kind text not null,
  name text,
  written text,
  due_at timestamp with time zone,
  left_over integer,
  failed text,
  constraint process_start_pkey PRIMARY KEY (service, element),
  constraint process_start_check CHECK (((name IS NOT NULL) = (kind <> 'timer'::text))),
  constraint process_start_check1 CHECK (((written IS NOT NULL) = (kind = 'timer'::text))),
  constraint process_start_kind_check CHECK ((kind = ANY (ARRAY['timer'::text, 'message'::text, 'signal'::text]))),
  constraint process_start_version_id_fkey FOREIGN KEY (version_id) REFERENCES service_version(id)
);
CREATE INDEX process_start_by_name ON public.process_start USING btree (kind, name) WHERE (name IS NOT NULL);
CREATE INDEX process_start_due ON public.process_start USING btree (due_at) WHERE (due_at IS NOT NULL);
comment on column process_start.written is 'the timer as it is drawn: while it stays the same, a new version changes no time';
comment on column process_start.due_at is 'when it opens the next request; null when it has opened its last';
comment on column process_start.left_over is 'how often it still opens one after that; null for ever';
comment on column process_start.failed is 'why the last one could not be opened; null when it was';

create table reading (
  id bigint not null generated always as identity,
  person_id bigint not null,
  request_id bigint not null,
  reason text not null,
  from_at timestamp with time zone not null,
  until_at timestamp with time zone not null,
  constraint reading_pkey PRIMARY KEY (id),
  constraint reading_reason_check CHECK (((length(reason) >= 1) AND (length(reason) <= 500))),
  constraint reading_person_id_fkey FOREIGN KEY (person_id) REFERENCES person(id),
  constraint reading_request_id_fkey FOREIGN KEY (request_id) REFERENCES request(id)
);
CREATE INDEX reading_by_person ON public.reading USING btree (person_id, until_at);
CREATE TRIGGER reading_live AFTER INSERT OR UPDATE ON public.reading FOR EACH ROW EXECUTE FUNCTION tell_live('rights', 'person_id');

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

create table reminder (
  id bigint not null generated always as identity,
  task_id bigint not null,
  ask_id bigint,
  rule text not null,
  clock_from timestamp with time zone not null,
  at timestamp with time zone not null,
  constraint reminder_pkey PRIMARY KEY (id),
  constraint reminder_ask_id_fkey FOREIGN KEY (ask_id) REFERENCES ask(id),
  constraint reminder_task_id_fkey FOREIGN KEY (task_id) REFERENCES task(id)
);
CREATE UNIQUE INDEX reminder_once ON public.reminder USING btree (task_id, COALESCE(ask_id, (0)::bigint), rule, clock_from);
comment on table reminder is 'what was reminded; a rule acts once per task and target, or per ask';

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
  caller_id bigint,
  caller_token integer,
  constraint request_pkey PRIMARY KEY (id),
  constraint request_key UNIQUE (key),
  constraint request_caller CHECK (((caller_id IS NULL) = (caller_token IS NULL))),
  constraint request_closed CHECK (((closed_at IS NOT NULL) = (status = ANY (ARRAY['done'::text, 'refused'::text, 'withdrawn'::text])))),
  constraint request_key_check CHECK ((key ~ '^[A-Z]{2,5}-[0-9]{4}-[0-9]{6}$'::text)),
  constraint request_status_check CHECK ((status = ANY (ARRAY['open'::text, 'waiting'::text, 'done'::text, 'refused'::text, 'withdrawn'::text]))),
  constraint request_caller_id_fkey FOREIGN KEY (caller_id) REFERENCES request(id),
  constraint request_requester_id_fkey FOREIGN KEY (requester_id) REFERENCES person(id),
  constraint request_version_id_fkey FOREIGN KEY (version_id) REFERENCES service_version(id)
);
CREATE INDEX request_by_caller ON public.request USING btree (caller_id, caller_token) WHERE (caller_id IS NOT NULL);
CREATE INDEX request_by_requester ON public.request USING btree (requester_id, opened_at DESC, id DESC);
CREATE INDEX request_by_service ON public.request USING btree (service, id);
CREATE INDEX request_by_version ON public.request USING btree (version_id) WHERE (closed_at IS NULL);
CREATE UNIQUE INDEX request_one_open ON public.request USING btree (service, one_of) WHERE (closed_at IS NULL);
comment on column request.one_of is 'of all open requests of a service only one may carry this value, such as a student number';
comment on column request.words is 'search text, folded, with spaces; loose is the same without any';
comment on column request.caller_id is 'the request whose process called this one, and waits for it at the token';
CREATE TRIGGER request_live AFTER INSERT OR UPDATE ON public.request FOR EACH ROW EXECUTE FUNCTION tell_live('request', 'id', 'person', 'requester_id');

create table request_feedback (
  request_id bigint not null,
  by_id bigint not null,
  rating integer not null,
  comment text,
  at timestamp with time zone not null,
  constraint request_feedback_pkey PRIMARY KEY (request_id),
  constraint request_feedback_comment_check CHECK (((length(comment) >= 1) AND (length(comment) <= 2000))),
  constraint request_feedback_rating_check CHECK (((rating >= 1) AND (rating <= 5))),
  constraint request_feedback_by_id_fkey FOREIGN KEY (by_id) REFERENCES person(id),
  constraint request_feedback_request_id_fkey FOREIGN KEY (request_id) REFERENCES request(id)
);
comment on table request_feedback is 'what its requester thought of a request that has ended';

create table request_participant (
  request_id bigint not null,
  person_id bigint not null,
  added_by bigint not null,
  added_at timestamp with time zone not null,
  constraint request_participant_pkey PRIMARY KEY (request_id, person_id),
  constraint request_participant_added_by_fkey FOREIGN KEY (added_by) REFERENCES person(id),
  constraint request_participant_person_id_fkey FOREIGN KEY (person_id) REFERENCES person(id),
  constraint request_participant_request_id_fkey FOREIGN KEY (request_id) REFERENCES request(id)
);
CREATE INDEX request_participant_by_person ON public.request_participant USING btree (person_id, request_id);
comment on table request_participant is 'people to whom the requester shows a request; they see what the requester sees';

create table request_subscription (
  request_id bigint not null,
  person_id bigint not null,
  subscribed boolean not null,
  at timestamp with time zone not null,
  constraint request_subscription_pkey PRIMARY KEY (request_id, person_id),
  constraint request_subscription_person_id_fkey FOREIGN KEY (person_id) REFERENCES person(id),
  constraint request_subscription_request_id_fkey FOREIGN KEY (request_id) REFERENCES request(id)
);
comment on table request_subscription is 'a choice that differs from the rule: requester and participants hear of a request, others do not';

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

create table service_draft (
  service text not null,
  files jsonb not null,
  revision integer not null default 1,
  base_id bigint,
  opened_by bigint,
  opened_at timestamp with time zone not null,
  saved_by bigint,
  saved_at timestamp with time zone not null,
  constraint service_draft_pkey PRIMARY KEY (service),
  constraint service_draft_service_check CHECK ((service ~ '^[a-z][a-z0-9-]*$'::text)),
  constraint service_draft_base_id_fkey FOREIGN KEY (base_id) REFERENCES service_version(id),
  constraint service_draft_opened_by_fkey FOREIGN KEY (opened_by) REFERENCES person(id),
  constraint service_draft_saved_by_fkey FOREIGN KEY (saved_by) REFERENCES person(id)
);
comment on column service_draft.files is 'the folder of the service, path to text';
comment on column service_draft.revision is 'goes up with every save; a save on an older one is refused';
comment on column service_draft.base_id is 'the version it was opened from; null for a new service';
comment on column service_draft.saved_by is 'null: read from a folder by mizban service import';

create table service_migration (
  id bigint not null generated always as identity,
  service text not null,
  from_id bigint not null,
  to_id bigint not null,
  plan jsonb not null,
  note text not null,
  made_by bigint not null,
  made_at timestamp with time zone not null,
  ended_at timestamp with time zone,
  constraint service_migration_pkey PRIMARY KEY (id),
  constraint service_migration_note_check CHECK (((length(note) >= 1) AND (length(note) <= 1000))),
  constraint service_migration_versions CHECK ((from_id <> to_id)),
  constraint service_migration_from_id_fkey FOREIGN KEY (from_id) REFERENCES service_version(id),
  constraint service_migration_made_by_fkey FOREIGN KEY (made_by) REFERENCES person(id),
  constraint service_migration_to_id_fkey FOREIGN KEY (to_id) REFERENCES service_version(id)
);
CREATE UNIQUE INDEX service_migration_one_at_a_time ON public.service_migration USING btree (service) WHERE (ended_at IS NULL);
comment on column service_migration.plan is 'element of the old version to element of the new one';

create table service_migration_item (
  migration_id bigint not null,
  request_id bigint not null,
  state text not null default 'waiting'::text,
  reason jsonb,
  at timestamp with time zone,
  constraint service_migration_item_pkey PRIMARY KEY (migration_id, request_id),
  constraint service_migration_item_done CHECK (((state = 'waiting'::text) = (at IS NULL))),
  constraint service_migration_item_reason CHECK (((state = 'left'::text) = (reason IS NOT NULL))),
  constraint service_migration_item_state_check CHECK ((state = ANY (ARRAY['waiting'::text, 'moved'::text, 'left'::text]))),
  constraint service_migration_item_migration_id_fkey FOREIGN KEY (migration_id) REFERENCES service_migration(id),
  constraint service_migration_item_request_id_fkey FOREIGN KEY (request_id) REFERENCES request(id)
);
CREATE INDEX service_migration_item_waiting ON public.service_migration_item USING btree (migration_id, request_id) WHERE (state = 'waiting'::text);
comment on column service_migration_item.reason is 'why it stayed: {code, element}';

create table service_version (
  id bigint not null generated always as identity,
  service text not null,
  number integer not null,
  hash text not null,
  files jsonb not null,
  published_at timestamp with time zone not null,
  origin text not null default 'folder'::text,
  published_by bigint,
  note text,
  constraint service_version_pkey PRIMARY KEY (id),
  constraint service_version_number UNIQUE (service, number),
  constraint service_version_browser CHECK (((origin <> 'browser'::text) OR ((published_by IS NOT NULL) AND (note IS NOT NULL)))),
  constraint service_version_note_check CHECK (((length(note) >= 1) AND (length(note) <= 1000))),
  constraint service_version_number_check CHECK ((number > 0)),
  constraint service_version_origin_check CHECK ((origin = ANY (ARRAY['folder'::text, 'browser'::text, 'command'::text]))),
  constraint service_version_published_by_fkey FOREIGN KEY (published_by) REFERENCES person(id)
);
CREATE INDEX service_version_by_hash ON public.service_version USING btree (service, hash);
comment on column service_version.files is 'the folder of the service, path to text';
comment on column service_version.origin is 'folder: published at start from services/; browser: by an administrator; command: by mizban service import';

create table session (
  token_hash text not null,
  person_id bigint not null,
  opened_at timestamp with time zone not null,
  used_at timestamp with time zone not null,
  ends_at timestamp with time zone not null,
  id bigint not null generated always as identity,
  method text not null default 'password'::text,
  device text not null default ''::text,
  address text not null default ''::text,
  constraint session_pkey PRIMARY KEY (token_hash),
  constraint session_id UNIQUE (id),
  constraint session_method_check CHECK ((method = ANY (ARRAY['password'::text, 'local'::text, 'openid'::text, 'code'::text, 'demo'::text]))),
  constraint session_person_id_fkey FOREIGN KEY (person_id) REFERENCES person(id)
);
CREATE INDEX session_by_person ON public.session USING btree (person_id);
comment on column session.method is 'code: signed in with a code to the mobile, and sees own requests only';
comment on column session.device is 'browser/system, such as chrome/android';
comment on column session.address is 'the network address it was opened from';
CREATE TRIGGER session_live AFTER DELETE ON public.session FOR EACH ROW EXECUTE FUNCTION tell_live('session', 'id');

create table signing_key (
  name text not null,
  value text not null,
  constraint signing_key_pkey PRIMARY KEY (name),
  constraint signing_key_value_check CHECK ((length(value) >= 43))
);

create table step_pace (
  service text not null,
  element text not null,
  office text not null,
  samples integer not null,
  quarter_1 integer not null,
  middle integer not null,
  quarter_3 integer not null,
  refreshed_at timestamp with time zone not null,
  constraint step_pace_pkey PRIMARY KEY (service, element, office),
  constraint step_pace_samples_check CHECK ((samples > 0))
);
comment on table step_pace is 'quartiles and median of task.spent, in thousandths of a working day';

create table step_target (
  service text not null,
  element text not null,
  days integer not null,
  set_by bigint not null,
  set_at timestamp with time zone not null,
  constraint step_target_pkey PRIMARY KEY (service, element),
  constraint step_target_days_check CHECK (((days >= 1) AND (days <= 90))),
  constraint step_target_set_by_fkey FOREIGN KEY (set_by) REFERENCES person(id)
);
comment on column step_target.days is 'working days of the office';

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

create table substitution (
  id bigint not null generated always as identity,
  absent_id bigint not null,
  substitute_id bigint not null,
  office text,
  from_at timestamp with time zone not null,
  until_at timestamp with time zone not null,
  made_by bigint not null,
  made_at timestamp with time zone not null,
  ended_at timestamp with time zone,
  constraint substitution_pkey PRIMARY KEY (id),
  constraint substitution_other CHECK ((absent_id <> substitute_id)),
  constraint substitution_span CHECK ((from_at < until_at)),
  constraint substitution_absent_id_fkey FOREIGN KEY (absent_id) REFERENCES person(id),
  constraint substitution_made_by_fkey FOREIGN KEY (made_by) REFERENCES person(id),
  constraint substitution_substitute_id_fkey FOREIGN KEY (substitute_id) REFERENCES person(id)
);
CREATE INDEX substitution_by_absent ON public.substitution USING btree (absent_id) WHERE (ended_at IS NULL);
CREATE INDEX substitution_by_substitute ON public.substitution USING btree (substitute_id) WHERE (ended_at IS NULL);
comment on column substitution.office is 'null: every office of who is away';
CREATE TRIGGER substitution_live AFTER INSERT OR DELETE OR UPDATE ON public.substitution FOR EACH ROW EXECUTE FUNCTION tell_live('rights', 'substitute_id');

create table sync_run (
  id bigint not null generated always as identity,
  started_at timestamp with time zone not null,
  ended_at timestamp with time zone not null,
  by_id bigint,
  state text not null,
  reason text,
  counts jsonb not null default '{}'::jsonb,
  leaving jsonb not null default '[]'::jsonb,
  lines jsonb not null default '[]'::jsonb,
  yes_to bigint,
  constraint sync_run_pkey PRIMARY KEY (id),
  constraint sync_run_state_check CHECK ((state = ANY (ARRAY['planned'::text, 'held'::text, 'done'::text, 'failed'::text]))),
  constraint sync_run_by_id_fkey FOREIGN KEY (by_id) REFERENCES person(id),
  constraint sync_run_yes_to_fkey FOREIGN KEY (yes_to) REFERENCES sync_run(id)
);
CREATE INDEX sync_run_by_start ON public.sync_run USING btree (started_at);
comment on column sync_run.by_id is 'null: by itself, or from the command line';
comment on column sync_run.leaving is 'whom a held run would close: a yes is a yes to these people and no others';
comment on column sync_run.lines is 'what was, or would be, done; the first of a long list';

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
  closed_for bigint,
  target_days integer,
  clock_from timestamp with time zone,
  waited_ms bigint not null default 0,
  calendar_revision integer not null default 0,
  remind_at timestamp with time zone,
  spent integer,
  ended_by text,
  calls text[] not null default '{}'::text[],
  constraint task_pkey PRIMARY KEY (id),
  constraint task_closed CHECK (((closed_at IS NULL) = (state = ANY (ARRAY['open'::text, 'asked'::text])))),
  constraint task_outcome CHECK (((state <> 'completed'::text) OR (outcome IS NOT NULL))),
  constraint task_state_check CHECK ((state = ANY (ARRAY['open'::text, 'asked'::text, 'completed'::text, 'interrupted'::text, 'moved'::text, 'cancelled'::text]))),
  constraint task_target_days_check CHECK ((target_days > 0)),
  constraint task_waited_ms_check CHECK ((waited_ms >= 0)),
  constraint task_assignee_id_fkey FOREIGN KEY (assignee_id) REFERENCES person(id),
  constraint task_closed_by_fkey FOREIGN KEY (closed_by) REFERENCES person(id),
  constraint task_closed_for_fkey FOREIGN KEY (closed_for) REFERENCES person(id),
  constraint task_request_id_fkey FOREIGN KEY (request_id) REFERENCES request(id)
);
CREATE INDEX task_by_request ON public.task USING btree (request_id, id);
CREATE INDEX task_open_assignee ON public.task USING btree (assignee_id) WHERE (closed_at IS NULL);
CREATE INDEX task_open_office ON public.task USING btree (office, due_at, id) WHERE (closed_at IS NULL);
CREATE UNIQUE INDEX task_open_token ON public.task USING btree (request_id, token) WHERE (closed_at IS NULL);
CREATE INDEX task_remind ON public.task USING btree (remind_at) WHERE ((state = 'open'::text) AND (remind_at IS NOT NULL));
CREATE INDEX task_stale ON public.task USING btree (calendar_revision, id) WHERE (state = 'open'::text);
CREATE INDEX task_unmeasured ON public.task USING btree (id) WHERE ((state = 'completed'::text) AND (automatic IS NULL) AND (spent IS NULL));
comment on column task.due_at is 'null while an ask waits: the clock stands';
comment on column task.automatic is 'why the desk completed it by itself: {reason: kept | handed-out}';
comment on column task.keep is 'its outcome still stands when the request comes by again after it was sent back';
comment on column task.clock_from is 'since when the target counts: when it was opened, or given to another expert';
comment on column task.waited_ms is 'open time that asks have waited for the requester since clock_from';
comment on column task.spent is 'thousandths of a working day the office took, without what it waited for the requester';
comment on column task.ended_by is 'the element that ended it before its time: a boundary event, the start of an event sub-process, a terminate event, or the activity whose completion condition came true';
CREATE TRIGGER task_live AFTER INSERT OR UPDATE ON public.task FOR EACH ROW EXECUTE FUNCTION tell_live('request', 'request_id', 'office', 'office', 'person', 'assignee_id');

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
  since timestamp with time zone not null,
  constraint token_pkey PRIMARY KEY (request_id, id),
  constraint token_waits CHECK ((waits = ANY (ARRAY['task'::text, 'job'::text, 'timer'::text, 'message'::text, 'signal'::text, 'condition'::text, 'event'::text, 'scope'::text, 'process'::text, 'join'::text, 'incident'::text]))),
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

create table untold (
  id bigint not null generated always as identity,
  request_id bigint not null,
  seq integer,
  task_id bigint,
  constraint untold_pkey PRIMARY KEY (id),
  constraint untold_one CHECK (((seq IS NULL) <> (task_id IS NULL))),
  constraint untold_request_id_fkey FOREIGN KEY (request_id) REFERENCES request(id),
  constraint untold_task_id_fkey FOREIGN KEY (task_id) REFERENCES task(id)
);

create table webhook (
  id bigint not null generated always as identity,
  name text not null,
  url text not null,
  kinds text[] not null,
  state text not null default 'active'::text,
  secret text not null,
  old_secret text,
  old_until timestamp with time zone,
  failing_since timestamp with time zone,
  revision integer not null default 0,
  made_by bigint not null,
  made_at timestamp with time zone not null,
  constraint webhook_pkey PRIMARY KEY (id),
  constraint webhook_kinds_check CHECK ((cardinality(kinds) > 0)),
  constraint webhook_name_check CHECK (((length(name) >= 1) AND (length(name) <= 80))),
  constraint webhook_old CHECK (((old_secret IS NULL) = (old_until IS NULL))),
  constraint webhook_state_check CHECK ((state = ANY (ARRAY['active'::text, 'paused'::text, 'disabled'::text]))),
  constraint webhook_url_check CHECK (((length(url) >= 8) AND (length(url) <= 2000))),
  constraint webhook_made_by_fkey FOREIGN KEY (made_by) REFERENCES person(id)
);
comment on column webhook.state is 'disabled: by the desk itself, after it could not deliver for long';
comment on column webhook.secret is 'the key of the signature (whsec_…); it signs, so it is kept as it is';
comment on column webhook.old_secret is 'signs too until old_until, so that the other side can change over';

create table webhook_delivery (
  id bigint not null generated always as identity,
  webhook_id bigint not null,
  message text not null default ('msg_'::text || replace((gen_random_uuid())::text, '-'::text, ''::text)),
  kind text not null,
  request_id bigint,
  seq integer,
  made_at timestamp with time zone not null,
  due_at timestamp with time zone,
  claimed_at timestamp with time zone,
  tries integer not null default 0,
  state text not null default 'waiting'::text,
  status integer,
  result text,
  done_at timestamp with time zone,
  constraint webhook_delivery_pkey PRIMARY KEY (id),
  constraint webhook_delivery_message UNIQUE (message),
  constraint webhook_delivery_once UNIQUE (webhook_id, request_id, seq),
  constraint webhook_delivery_state_check CHECK ((state = ANY (ARRAY['waiting'::text, 'sending'::text, 'delivered'::text, 'failed'::text]))),
  constraint webhook_delivery_event FOREIGN KEY (request_id, seq) REFERENCES event(request_id, seq),
  constraint webhook_delivery_request_id_fkey FOREIGN KEY (request_id) REFERENCES request(id),
  constraint webhook_delivery_webhook_id_fkey FOREIGN KEY (webhook_id) REFERENCES webhook(id) ON DELETE CASCADE
);
CREATE INDEX webhook_delivery_by_age ON public.webhook_delivery USING btree (done_at) WHERE (done_at IS NOT NULL);
CREATE INDEX webhook_delivery_due ON public.webhook_delivery USING btree (due_at) WHERE (state = 'waiting'::text);
CREATE INDEX webhook_delivery_of ON public.webhook_delivery USING btree (webhook_id, id);
CREATE INDEX webhook_delivery_sending ON public.webhook_delivery USING btree (claimed_at) WHERE (state = 'sending'::text);
comment on column webhook_delivery.message is 'the webhook-id: the same at every try, so that the other side knows a repeat';
comment on column webhook_delivery.request_id is 'null for a trial that an administrator sent';

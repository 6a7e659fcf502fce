-- Mail that comes in: answers to notices, and what is held until an administrator says yes or no.

-- Made at the first start and then the same for every process of the desk: what it signs is recognised again.
create table signing_key (
  name  text primary key,
  value text not null check (length(value) >= 43)
);

create table incoming_mail (
  id          bigint generated always as identity primary key,
  place       text not null,
  fingerprint text not null,
  came_at     timestamptz not null,
  sender      text not null check (length(sender) <= 254),
  subject     text not null check (length(subject) <= 300),
  state       text not null check (state in ('taken', 'ignored', 'refused', 'held', 'passed', 'dropped')),
  why         text,
  person_id   bigint references person,
  request_id  bigint references request,
  comment_id  bigint references comment,
  ask_id      bigint references ask,
  cut         text,
  raw         text,
  decided_by  bigint references person,
  decided_at  timestamptz,
  constraint incoming_mail_place unique (place),
  constraint incoming_mail_once unique (fingerprint),
  constraint incoming_mail_why check ((why is null) = (state = 'taken')),
  constraint incoming_mail_raw check ((raw is not null) = (state = 'held')),
  constraint incoming_mail_decided check ((decided_by is not null) = (state in ('passed', 'dropped')) and (decided_at is null) = (decided_by is null))
);
comment on column incoming_mail.place is 'UIDVALIDITY/UID: where it lay on the server';
comment on column incoming_mail.fingerprint is 'hash of what it says: the same mail delivered twice is one';
comment on column incoming_mail.why is 'why it was held, ignored or refused';
comment on column incoming_mail.person_id is 'whose reply it is, by its address';
comment on column incoming_mail.cut is 'what was cut off a comment: quotes and signature';
comment on column incoming_mail.raw is 'SHA-256 of the whole mail, kept while it is held';
create index incoming_mail_held on incoming_mail (id) where state = 'held';
create index incoming_mail_comment on incoming_mail (comment_id) where comment_id is not null;
create index incoming_mail_ask on incoming_mail (ask_id) where ask_id is not null;
create index incoming_mail_raw_bytes on incoming_mail (raw) where raw is not null;

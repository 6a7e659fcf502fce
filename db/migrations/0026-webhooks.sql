-- Webhooks: where programs elsewhere hear of events. A delivery is written in the transaction of its event.
create table webhook (
  id            bigint generated always as identity primary key,
  name          text not null check (length(name) between 1 and 80),
  url           text not null check (length(url) between 8 and 2000),
  kinds         text[] not null check (cardinality(kinds) > 0),
  state         text not null default 'active' check (state in ('active', 'paused', 'disabled')),
  secret        text not null,
  old_secret    text,
  old_until     timestamptz,
  failing_since timestamptz,
  revision      integer not null default 0,
  made_by       bigint not null references person,
  made_at       timestamptz not null,
  constraint webhook_old check ((old_secret is null) = (old_until is null))
);
comment on column webhook.state is 'disabled: by the desk itself, after it could not deliver for long';
comment on column webhook.secret is 'the key of the signature (whsec_…); it signs, so it is kept as it is';
comment on column webhook.old_secret is 'signs too until old_until, so that the other side can change over';

create table webhook_delivery (
  id         bigint generated always as identity primary key,
  webhook_id bigint not null references webhook on delete cascade,
  message    text not null default 'msg_' || replace(gen_random_uuid()::text, '-', ''),
  kind       text not null,
  request_id bigint references request,
  seq        integer,
  made_at    timestamptz not null,
  due_at     timestamptz,
  claimed_at timestamptz,
  tries      integer not null default 0,
  state      text not null default 'waiting' check (state in ('waiting', 'sending', 'delivered', 'failed')),
  status     integer,
  result     text,
  done_at    timestamptz,
  constraint webhook_delivery_message unique (message),
  constraint webhook_delivery_once unique (webhook_id, request_id, seq),
  constraint webhook_delivery_event foreign key (request_id, seq) references event (request_id, seq)
);
comment on column webhook_delivery.message is 'the webhook-id: the same at every try, so that the other side knows a repeat';
comment on column webhook_delivery.request_id is 'null for a trial that an administrator sent';
create index webhook_delivery_due on webhook_delivery (due_at) where state = 'waiting';
create index webhook_delivery_sending on webhook_delivery (claimed_at) where state = 'sending';
create index webhook_delivery_of on webhook_delivery (webhook_id, id);
create index webhook_delivery_by_age on webhook_delivery (done_at) where done_at is not null;

-- Who else sees a request as its requester does; what the requester thought of it; who wants to hear of it.

create table request_participant (
  request_id bigint not null references request (id),
  person_id bigint not null references person (id),
  added_by bigint not null references person (id),
  added_at timestamptz not null,
  primary key (request_id, person_id)
);
create index request_participant_by_person on request_participant (person_id, request_id);
comment on table request_participant is 'people to whom the requester shows a request; they see what the requester sees';

create table request_feedback (
  request_id bigint primary key references request (id),
  by_id bigint not null references person (id),
  rating integer not null check (rating between 1 and 5),
  comment text check (length(comment) between 1 and 2000),
  at timestamptz not null
);
comment on table request_feedback is 'what its requester thought of a request that has ended';

create table request_subscription (
  request_id bigint not null references request (id),
  person_id bigint not null references person (id),
  subscribed boolean not null,
  at timestamptz not null,
  primary key (request_id, person_id)
);
comment on table request_subscription is 'a choice that differs from the rule: requester and participants hear of a request, others do not';

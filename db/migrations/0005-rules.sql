-- Who acts in somebody's stead says so in messages and asks too; a file of an answer belongs to the office that asked.

alter table comment add column for_id bigint references person;
comment on column comment.for_id is 'in whose stead by_id wrote';
alter table ask add column for_id bigint references person;
comment on column ask.for_id is 'in whose stead asked_by asked';
comment on column file.office is 'of a note, message or task: the office that wrote it; of an answer: the office that asked';
update file set office = ask.office from ask where file.purpose = 'ask:' || ask.id and file.office is null;

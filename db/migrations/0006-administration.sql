-- What the administrator's pages ask for: people found and put in order by the database, the audit log by its filters.

-- The rule of src/persian/search.ts as SQL; a test compares both. As a generated column it holds for whoever writes.
create function folded_for_search(text) returns text language sql immutable strict parallel safe as $$
  select replace(replace(replace(replace(replace(
    btrim(regexp_replace(lower(translate(
      regexp_replace(normalize($1, nfkc),
        '[\u064b-\u065f\u0670\u0610-\u061a\u06d6-\u06ed\u0640\u0621\u200c-\u200f\u00ad\u00ac\u061c\u202a-\u202e\u2066-\u2069\ufeff]', '', 'g'),
      '۰۱۲۳۴۵۶۷۸۹٠١٢٣٤٥٦٧٨٩' || 'يىېےئكڪةۀەہھأإٱآؤۆ', '01234567890123456789' || 'یییییککههههه' || 'اااا' || 'وو')), '\s+', ' ', 'g')),
    'مسوول', 'مسیول'), 'هیات', 'هییت'), 'اطاق', 'اتاق'), 'اسمعیل', 'اسماعیل'), 'عبداله', 'عبدالله')
$$;

-- The order of the Persian alphabet without ICU, which an embedded PostgreSQL has not: 32 letters as 32 that follow one another.
create function persian_order(text) returns text language sql immutable strict parallel safe as $$
  select translate(folded_for_search($1), 'ابپتثجچحخدذرزژسشصضطظعغفقکگلمنوهی', 'АБВГДЕЖЗИЙКЛМНОПРСТУФХЦЧШЩЪЫЬЭЮЯ')
$$;

alter table person
  add column words text not null generated always as
    (folded_for_search((name ->> 'fa') || ' ' || (name ->> 'en') || ' ' || username || ' ' || coalesce(email, ''))) stored,
  add column by_name text collate "C" not null generated always as (persian_order(name ->> 'fa')) stored;
comment on column person.words is 'search text, folded; no codes and no numbers of people';
create index person_by_name on person (by_name, id);
create index person_administrators on person (by_name, id) where administrator;

-- Each filter of the log has its own order by time, so that a page costs its own length.
drop index audit_by_at;
drop index audit_by_person;
drop index audit_by_actor;
create index audit_by_at on audit (at, id);
create index audit_by_kind on audit (kind, at, id);
create index audit_by_person on audit (person_id, at, id);
create index audit_by_actor on audit (by_id, at, id);
create index audit_by_stead on audit (for_id, at, id) where for_id is not null;

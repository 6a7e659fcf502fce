import { sql } from 'kysely';
import { ownOffices } from '../desk/person.js';
export const asSeen = (value) => value;
/** The rule of `src/desk/visibility.ts` as SQL, for every query that starts at the table `request`. */
export const visibleTo = (person) => sql `(request.requester_id = ${person.id} or request.id = any(${readings(person)}::bigint[])
    or (${person.reach === 'whole'}::boolean and exists (
      select from request_participant where request_id = request.id and person_id = ${person.id}))
    or exists (select from task where task.request_id = request.id and ${worksOn(person)}))`;
/**
 * That the person works in the office of the table `task`, themself or for a colleague who is not the requester of the
 * table `request`: whoever asks for something decides nothing of it, nor does their substitute.
 */
export const worksOn = (person) => {
    const stead = person.memberships.filter((one) => one.for !== null);
    return sql `(task.office = any(${ownOffices(person)}::text[]) or exists (
    select from unnest(${stead.map((one) => one.office)}::text[], ${stead.map((one) => one.for)}::bigint[]) as held (office, absent)
    where held.office = task.office and held.absent <> request.requester_id))`;
};
/** That the table `task` is one for the person to do: theirs, or that of a colleague for whom they stand in there. */
export const isMine = (person) => {
    const stead = person.memberships.filter((one) => one.for !== null);
    return sql `(task.assignee_id = ${person.id} or exists (
    select from unnest(${stead.map((one) => one.office)}::text[], ${stead.map((one) => one.for)}::bigint[]) as held (office, absent)
    where held.office = task.office and held.absent = task.assignee_id))`;
};
const readings = (person) => (person.administrator ? person.readings : []);
export const toMs = (date) => date.getTime();
export const toMsOrNull = (date) => (date ? date.getTime() : null);
//# sourceMappingURL=visible.js.map
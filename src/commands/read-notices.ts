import type { Person } from '../desk/person.js'
import { readNotices } from '../store/notices.js'
import { transaction, type Desk } from './desk.js'

/** Marks one notice, or all of them, as read. What is read already stays so. @param id null: all */
export const markRead = (desk: Desk, person: Person, id: number | null): Promise<number> =>
  transaction(desk, (tx) => readNotices(tx, person.id, id, desk.now()))

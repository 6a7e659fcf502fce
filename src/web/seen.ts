import type { Desk } from '../commands/desk.js'
import { readOfRequest } from '../store/notices.js'
import type { DeskContext } from './visit.js'

/**
 * Who opens a request has read what they were told of it. It costs nothing while there is nothing unread; the page that
 * opens still shows the count of before.
 */
export async function seen(c: DeskContext, desk: Desk, key: string): Promise<void> {
  const { visit, person } = c.var
  if (visit.badges.notices > 0) await readOfRequest(desk.db, person.id, key, visit.now)
}

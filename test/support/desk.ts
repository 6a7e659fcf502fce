import { createHmac } from 'node:crypto'
import path from 'node:path'
import { demoDirectory } from '../../src/adapters/directory/demo.js'
import { demoMail } from '../../src/adapters/mail/demo.js'
import { demoChat } from '../../src/adapters/rocket-chat/demo.js'
import { readMail } from '../../src/adapters/mailbox/read.js'
import { demoSms } from '../../src/adapters/sms/demo.js'
import { memoryFiles } from '../../src/adapters/files/memory.js'
import { readDemoPeople } from '../../src/catalog/demo-people.js'
import { readInstitution } from '../../src/catalog/institution.js'
import { openCatalog } from '../../src/catalog/services.js'
import type { Desk } from '../../src/commands/desk.js'
import { withRules } from '../../src/commands/grants.js'
import type { Person } from '../../src/desk/person.js'
import { tellAll } from '../../src/jobs/deliveries.js'
import { openQueue } from '../../src/jobs/queue.js'
import { numberEvents } from '../../src/jobs/event-stream.js'
import { deliverMessages } from '../../src/jobs/process-messages.js'
import { sendDueReminders } from '../../src/jobs/reminders.js'
import { fireDueTimers } from '../../src/jobs/timers.js'
import { root } from '../../src/root.js'
import type { Connection } from '../../src/store/connect.js'
import { personById, savePerson } from '../../src/store/people.js'
import { letters } from '../../src/web/letters/letters.js'
import { openTestDatabase } from './database.js'

/** A desk on a database of its own, with the demo people, a clock that is set by hand and a renderer that draws nothing. */
export interface TestDesk {
  readonly desk: Desk
  readonly connection: Connection
  readonly person: (username: string) => Promise<Person>
  /** Moves the clock forward, in milliseconds. */
  readonly pass: (ms: number) => void
  /** Does all jobs and timers that are due, and delivers messages. */
  readonly settle: () => Promise<void>
  /** The same for a desk that differs in a part. */
  readonly settleWith: (desk: Desk) => Promise<void>
  readonly close: () => Promise<void>
}

/** Tuesday 3 Azar 1405, 09:00 in Tehran. */
export const START = Date.parse('2026-11-24T05:30:00Z')

export async function openTestDesk(
  options: { readonly services?: string; readonly start?: number } = {},
): Promise<TestDesk> {
  return deskOn(await openTestDatabase(), options)
}

/** The same on a database that is open and migrated. */
export async function deskOn(
  connection: Connection,
  options: { readonly services?: string; readonly start?: number } = {},
): Promise<TestDesk> {
  const queue = await openQueue(connection, () => {})
  const university = await readInstitution()
  const people = await readDemoPeople(university)
  for (const person of people) await connection.db.transaction().execute((tx) => savePerson(tx, person))
  let now = options.start ?? START
  let ids = 0
  const desk: Desk = {
    db: connection.db,
    catalog: await openCatalog(connection.db, options.services ?? path.join(root, 'services'), now),
    university,
    later: queue.later,
    files: memoryFiles(),
    scanner: null,
    directory: withRules(connection.db, university, demoDirectory(people)),
    sms: demoSms(),
    mail: demoMail(),
    chat: demoChat(),
    letters: letters('http://desk.test'),
    openId: null,
    mailbox: {
      address: 'desk@uni.test',
      sign: (text) => createHmac('sha256', 'a test').update(text).digest(),
      read: readMail,
      authority: null,
      service: null,
    },
    hooks: { mayPlain: false, post: async () => ({ status: 204, why: null }) },
    renderer: { render: async ({ data }) => new TextEncoder().encode(`%PDF-1.7\n${JSON.stringify(data)}`) },
    baseUrl: 'http://desk.test',
    now: () => now,
    newId: () => `00000000-0000-4000-8000-${String((ids += 1)).padStart(12, '0')}`,
    newCode: () => `TEST-0000-0000-${String((ids += 1)).padStart(4, '0')}`,
  }
  const settleWith = async (on: Desk) => {
    const fail = (message: string) => {
      throw new Error(message)
    }
    const all = [
      () => queue.drain(on),
      () => fireDueTimers(on),
      () => deliverMessages(on),
      () => sendDueReminders(on, fail),
      () => tellAll(on),
      () => numberEvents(on),
    ]
    for (let done = 1; done > 0;) {
      done = 0
      for (const one of all) done += await one()
    }
  }
  return {
    desk,
    connection,
    person: async (username) => {
      const row = await connection.db
        .selectFrom('person')
        .select('id')
        .where('username', '=', username)
        .executeTakeFirstOrThrow()
      const person = await personById(connection.db, row.id, now)
      if (!person) throw new Error(`nobody is called ${username}`)
      return person
    },
    pass: (ms) => {
      now += ms
    },
    settle: () => settleWith(desk),
    settleWith,
    close: async () => {
      await queue.stop()
      await connection.close()
    },
  }
}

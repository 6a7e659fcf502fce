import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { complete, granted, openClearance, openTask } from '../../test/support/clearance.js'
import { openTestDesk, type TestDesk } from '../../test/support/desk.js'
import { sendMessages } from '../jobs/deliveries.js'
import { addComment } from './add-comment.js'
import { assignTask } from './assign-task.js'
import { askRequester } from './ask-requester.js'
import { chooseWays } from './choose-ways.js'
import type { Desk, Handing, OutMail } from './desk.js'
import { addParticipants } from './participants.js'
import { resendDelivery } from './resend-delivery.js'
import { giveNotices } from './give-notices.js'
import { STANDS_AFTER_MS, takeBackComment } from './take-back-comment.js'
import { GATHER_MS, USUAL_QUIET, type Ways } from '../desk/ways.js'

const MINUTE = 60_000
const HOUR = 60 * MINUTE

let t: TestDesk
beforeAll(async () => {
  t = await openTestDesk()
})
afterAll(() => t.close())

/** What a mail server, a chat and a panel were given, and what they answer. */
let mails: OutMail[] = []
let texts: string[] = []
let answer: Handing = { kind: 'taken', said: '250' }
let desk: Desk
beforeEach(async () => {
  mails = []
  texts = []
  answer = { kind: 'taken', said: '250' }
  desk = {
    ...t.desk,
    mail: {
      demo: false,
      send: async (mail) => {
        mails.push(mail)
        return answer
      },
    },
    chat: null,
    sms: {
      demo: false,
      send: async ({ to, text }) => {
        texts.push(`${to} ${text}`)
        return answer
      },
    },
  }
  await t.desk.db.deleteFrom('message_choice').execute()
  await clear()
})

/** As if everything before had been sent and read. */
async function clear() {
  await t.desk.db.deleteFrom('untold').execute()
  await t.desk.db.deleteFrom('delivery').execute()
  await t.desk.db.deleteFrom('notice').execute()
  mails = []
  texts = []
}

const fail = (message: string) => {
  throw new Error(message)
}
const send = (on: Desk = desk) => sendMessages(on, fail)
const told = async (username: string) => {
  const rows = await t.desk.db
    .selectFrom('notice')
    .innerJoin('person', 'person.id', 'person_id')
    .select('kind')
    .where('username', '=', username)
    .orderBy('notice.id')
    .execute()
  return rows.map((row) => row.kind)
}
const states = async (channel = 'mail') => {
  const rows = await t.desk.db
    .selectFrom('delivery')
    .select(['state', 'result', 'tries'])
    .where('channel', '=', channel)
    .orderBy('id')
    .execute()
  return rows.map((row) => `${row.state} ${row.result ?? '-'} ${row.tries}`)
}
const to = (username: string) => mails.filter((one) => one.to.address === `${username}@sample.test`)
const write = async (username: string, key: string, body: string, office: string | null, internal = false) =>
  granted(
    await addComment(desk, await t.person(username), { key, once: desk.newId(), body, internal, office, files: [] }),
  )
/** The same, and it can't be taken back any more. */
const say = async (...words: Parameters<typeof write>) => {
  const written = await write(...words)
  t.pass(STANDS_AFTER_MS)
  return written
}
const choose = async (username: string, ways: Ways, quiet = USUAL_QUIET) =>
  chooseWays(desk, await t.person(username), { ways, quiet, language: 'fa' })
/** A clearance that the expert of education has, told and sent up to here. */
async function atExpert(student: string) {
  // One open clearance per student: those of the tests before are over.
  await t.desk.db.updateTable('request').set({ one_of: null }).execute()
  const key = await openClearance(t, student)
  const owner = await t.person(student)
  await complete(t, 'naderi', await openTask(t, owner, key), 'referred')
  await send()
  t.pass(2 * MINUTE)
  await send()
  await clear()
  return key
}
async function ask(key: string, student: string) {
  const task = await openTask(t, await t.person(student), key)
  return granted(
    await askRequester(desk, await t.person('sadeghi'), {
      task: task.id,
      once: desk.newId(),
      message: 'لطفاً رسید «۱۲۳» را بفرستید.',
      fields: [],
      wantsFiles: false,
      amount: null,
      paymentId: null,
    }),
  )
}

test('a new request is news for the head who hands work out, and not for who sent it', async () => {
  await openClearance(t, 'sara')
  await send()
  expect([await told('naderi'), await told('sara'), await told('sadeghi')]).toEqual([['task-arrived'], [], []])
  // The daily collection of new work waits until the office opens.
  expect(mails).toEqual([])
  t.pass(24 * HOUR)
  await send()
  expect(to('naderi').map((one) => one.subject)).toEqual([expect.stringContaining('کار تازه در')])
})

test('what belongs together is one mail, in the language and with the words of its reader', async () => {
  const key = await atExpert('sara')
  await ask(key, 'sara')
  await say('sadeghi', key, 'رسید بانکی کافی است.', 'education:nursing')
  await send()
  expect([await told('sara'), mails.length]).toEqual([expect.arrayContaining(['asked', 'message']), 0])
  t.pass(MINUTE)
  await send()
  const [mail, ...more] = to('sara')
  expect(more).toEqual([])
  expect(mail).toMatchObject({ thread: key, choices: 'http://desk.test/account/notices' })
  expect(mail?.subject).toContain('از شما پاسخ می‌خواهد')
  expect(mail?.subject).toContain(`\u2066${key}\u2069`)
  for (const words of ['لطفاً رسید «۱۲۳» را بفرستید.', 'رسید بانکی کافی است.', `http://desk.test/requests/${key}`]) {
    expect(mail?.text).toContain(words)
    expect(mail?.html).toContain(words)
  }
  expect(mail?.html).toContain('dir="rtl"')
  expect(texts).toEqual([expect.stringMatching(/^\+98999\d+ [^]*از شما پاسخ می‌خواهد/)])
})

test('nobody is told of their own words, and an internal note reaches no requester by any way', async () => {
  const key = await atExpert('sara')
  await say('sadeghi', key, 'تنها برای واحدها', 'education:nursing', true)
  await say('sara', key, 'سپاس از شما', null)
  await send()
  t.pass(MINUTE)
  await send()
  expect([await told('sara'), await told('sadeghi')]).toEqual([[], ['requester-wrote']])
  expect(JSON.stringify(mails)).not.toContain('تنها برای واحدها')
  expect(to('sadeghi').map((one) => one.text)).toEqual([expect.stringContaining('سپاس از شما')])
})

test('nobody is told of a message while it can be taken back, whatever else goes out; then it is gone for all', async () => {
  const key = await atExpert('sara')
  await ask(key, 'sara')
  await send()
  // The mail about the question goes out in one second; a message now would travel with it.
  t.pass(GATHER_MS - 1_000)
  const place = { at: 'request', key } as const
  const { comment } = await write('sadeghi', key, 'اشتباه فرستادم', 'education:nursing')
  t.pass(1_000)
  await send()
  expect([to('sara').length, mails[0]?.text.includes('لطفاً رسید'), await told('sara')]).toEqual([1, true, ['asked']])
  t.pass(9_000)
  await send()
  granted(await takeBackComment(desk, await t.person('sadeghi'), { comment, place }))
  t.pass(HOUR)
  await send()
  t.pass(HOUR)
  await send()
  expect([await told('sara'), to('sara').length]).toEqual([['asked'], 1])
  expect(JSON.stringify([mails, texts])).not.toContain('اشتباه فرستادم')
  expect(await t.desk.db.selectFrom('untold').selectAll().execute()).toEqual([])
})

test('requester and participants hear of each other, who chose otherwise does not; all but what is asked of them', async () => {
  const key = await atExpert('sara')
  const sara = await t.person('sara')
  const { id } = await t.desk.db.selectFrom('request').select('id').where('key', '=', key).executeTakeFirstOrThrow()
  granted(await addParticipants(desk, sara, { key, once: desk.newId(), people: ['mina'] }))
  await say('mina', key, 'من هم می‌بینم', null)
  await send()
  expect([await told('sara'), await told('mina'), await told('sadeghi')]).toEqual([
    ['follower-wrote'],
    [],
    ['requester-wrote'],
  ])
  t.pass(MINUTE)
  await send()
  expect(to('sara').map((one) => [one.subject, one.text.includes('من هم می‌بینم')])).toEqual([
    [expect.stringContaining('پیام تازه دربارهٔ'), true],
  ])
  await say('sara', key, 'سپاس', null)
  await send()
  expect([await told('sara'), await told('mina')]).toEqual([['follower-wrote'], ['follower-wrote']])
  const choice = (person: number, subscribed: boolean) => ({
    request_id: id,
    person_id: person,
    subscribed,
    at: new Date(desk.now()),
  })
  const [mina, head] = [await t.person('mina'), await t.person('naderi')]
  await t.desk.db
    .insertInto('request_subscription')
    .values([choice(sara.id, false), choice(mina.id, false), choice(head.id, true)])
    .execute()
  await clear()
  await say('sadeghi', key, 'رسید را بیاورید.', 'education:nursing')
  await ask(key, 'sara')
  await send()
  expect([await told('sara'), await told('mina'), await told('naderi')]).toEqual([['asked'], [], ['message']])
})

test('more people than a statement has parameters are told at once', async () => {
  const many = 9_000
  const { id } = await t.person('sara')
  const notices = Array.from({ length: many }, (_, index) => ({
    person: id,
    kind: 'substitute-named' as const,
    request: null,
    data: { absent: { fa: `نفر ${index}`, en: `Person ${index}` } },
    at: desk.now(),
  }))
  await t.desk.db.transaction().execute((tx) => giveNotices(tx, desk, notices))
  const carried = await t.desk.db.selectFrom('delivery_notice').select('delivery_id').execute()
  expect([(await told('sara')).length, carried.length, new Set(carried.map((one) => one.delivery_id)).size]).toEqual([
    many,
    many,
    1,
  ])
})

test('a message that was made internal before it left is not sent', async () => {
  const key = await atExpert('sara')
  await say('sadeghi', key, 'این نباید بیرون برود', 'education:nursing')
  await send()
  expect(await told('sara')).toContain('message')
  await t.desk.db.updateTable('comment').set({ internal: true }).where('body', '=', 'این نباید بیرون برود').execute()
  t.pass(MINUTE)
  await send()
  expect(to('sara')).toEqual([])
  expect(await states()).toEqual(['needless nothing-left 1'])
})

test('who lost sight of a request hears nothing more of it', async () => {
  const key = await atExpert('sara')
  await say('sara', key, 'سلام', null)
  await send()
  const { id } = await t.person('sadeghi')
  const held = await t.desk.db.deleteFrom('membership').where('person_id', '=', id).returningAll().execute()
  t.pass(MINUTE)
  await send()
  await t.desk.db.insertInto('membership').values(held).execute()
  expect(to('sadeghi')).toEqual([])
  expect(await states()).toEqual(['needless nothing-left 1'])
})

test('an ask that was answered in the meantime is asked no more', async () => {
  const key = await atExpert('sara')
  await ask(key, 'sara')
  await send()
  await t.desk.db.updateTable('request').set({ status: 'open' }).where('key', '=', key).execute()
  t.pass(MINUTE)
  await send()
  expect(to('sara')).toEqual([])
})

test('a dead mail server delays and loses none; the one that was sent is sent once', async () => {
  const key = await atExpert('sara')
  await ask(key, 'sara')
  await send()
  answer = { kind: 'later', said: '451 4.7.1' }
  t.pass(MINUTE)
  for (let tries = 0; tries < 20; tries += 1) {
    await send()
    t.pass(HOUR)
  }
  expect(await states()).toEqual(['waiting 451 4.7.1 20'])
  answer = { kind: 'taken', said: '250' }
  mails = []
  await send()
  await send()
  t.pass(HOUR)
  await send()
  expect(mails).toHaveLength(1)
  expect(await states()).toEqual(['sent 250 21'])
})

test('all tries of a mail have one name; what nobody knows of is not sent again by itself', async () => {
  const key = await atExpert('sara')
  await ask(key, 'sara')
  await send()
  answer = { kind: 'later', said: 'timeout' }
  t.pass(MINUTE)
  await send()
  answer = { kind: 'unknown', said: 'timeout' }
  t.pass(2 * MINUTE)
  await send()
  expect(new Set(mails.map((one) => one.id)).size).toBe(1)
  for (let tries = 0; tries < 20; tries += 1) {
    t.pass(HOUR)
    await send()
  }
  expect([mails.length, await states()]).toEqual([2, ['unknown timeout 2']])
  const { id } = await t.desk.db
    .selectFrom('delivery')
    .select('id')
    .where('channel', '=', 'mail')
    .executeTakeFirstOrThrow()
  const admin = await t.person('admin')
  expect((await resendDelivery(desk, await t.person('sadeghi'), { id, once: 'a' })).ok).toBe(false)
  answer = { kind: 'taken', said: '250' }
  granted(await resendDelivery(desk, admin, { id, once: 'b' }))
  granted(await resendDelivery(desk, admin, { id, once: 'b' }))
  await send()
  expect([mails.length, new Set(mails.map((one) => one.id)).size, await states()]).toEqual([3, 1, ['sent 250 3']])
})

test('a refused address is final and shown', async () => {
  const key = await atExpert('sara')
  await say('sadeghi', key, 'پیام', 'education:nursing')
  await send()
  answer = { kind: 'never', said: '550 5.1.1' }
  t.pass(MINUTE)
  await send()
  t.pass(24 * HOUR)
  await send()
  expect([mails.length, await states()]).toEqual([1, ['failed 550 5.1.1 1']])
})

test('a process that died while it sent leaves a message of which nobody knows', async () => {
  const key = await atExpert('sara')
  await say('sadeghi', key, 'پیام', 'education:nursing')
  await send()
  t.pass(MINUTE)
  const dying = {
    ...desk,
    mail: { demo: false, send: () => new Promise<Handing>(() => {}) },
  }
  void send(dying)
  await expect.poll(() => states()).toEqual(['sending - 1'])
  await send()
  expect(mails).toEqual([])
  t.pass(HOUR)
  await send()
  expect([mails.length, await states()]).toEqual([0, ['unknown interrupted 1']])
})

test('two processes that look at the same time send once', async () => {
  const key = await atExpert('sara')
  await say('sadeghi', key, 'پیام', 'education:nursing')
  await send()
  t.pass(MINUTE)
  await Promise.all([send(), send(), send()])
  expect(to('sara')).toHaveLength(1)
})

test('a flood becomes one collection', async () => {
  const student = 'sara'
  const keys: string[] = []
  for (let index = 0; index < 9; index += 1) {
    const sample = await t.desk.db
      .selectFrom('request')
      .selectAll()
      .where('key', 'like', 'CLR%')
      .limit(1)
      .executeTakeFirstOrThrow()
    const { id: _, words: __, ...copy } = sample
    const key = `CLR-1405-9${String(index).padStart(5, '0')}`
    const { id } = await t.person(student)
    await t.desk.db
      .insertInto('request')
      .values({
        ...copy,
        words: '',
        key,
        requester_id: id,
        one_of: null,
        answers: JSON.stringify(copy.answers),
        status_word: JSON.stringify(copy.status_word),
        closed_at: null,
        last_seq: 0,
      })
      .execute()
    keys.push(key)
  }
  const admin = await t.person('sadeghi')
  const { insertComment } = await import('../store/history.js')
  const { recordEvents } = await import('../store/requests.js')
  for (const key of keys) {
    await t.desk.db.transaction().execute(async (tx) => {
      const { id } = await tx.selectFrom('request').select('id').where('key', '=', key).executeTakeFirstOrThrow()
      const at = desk.now()
      const comment = await insertComment(tx, {
        request: id,
        by: admin.id,
        stead: null,
        office: 'education:nursing',
        internal: false,
        body: 'سلام',
        at,
      })
      await recordEvents(tx, { id, lastSeq: 0 }, at, [
        { kind: 'commented', by: admin.id, office: 'education:nursing', data: { comment } },
      ])
    })
    t.pass(STANDS_AFTER_MS)
    await send()
    t.pass(MINUTE)
    await send()
  }
  expect(to(student)).toHaveLength(6)
  t.pass(30 * MINUTE)
  await send()
  expect(to(student)).toHaveLength(7)
  expect(to(student).at(-1)?.subject).toBe('\u2068۳\u2069 خبر از میز خدمت')
})

test('people choose: by group, channel and time; text messages wait for the end of the quiet hours', async () => {
  const key = await atExpert('sara')
  await choose('sara', { messages: { mail: 'off', sms: 'now' } }, { from: 0, until: 23 * 60 + 59 })
  await say('sadeghi', key, 'پیام', 'education:nursing')
  await send()
  t.pass(MINUTE)
  await send()
  expect([to('sara'), texts]).toEqual([[], []])
  t.pass(24 * HOUR)
  await send()
  expect([to('sara').length, texts.length]).toEqual([0, 1])
})

test('news that was told long after it happened is in the bell only', async () => {
  const key = await atExpert('sara')
  await say('sadeghi', key, 'پیام', 'education:nursing')
  t.pass(2 * 24 * HOUR)
  await send()
  t.pass(MINUTE)
  await send()
  expect([await told('sara'), to('sara')]).toEqual([expect.arrayContaining(['message']), []])
})

test('a task that was handed out and taken back at once is in nobody’s mail, and is read in the bell', async () => {
  const key = await atExpert('sara')
  const [owner, sadeghi] = [await t.person('sara'), await t.person('sadeghi')]
  const hand = async (to: number | null) => {
    const task = await openTask(t, owner, key)
    granted(await assignTask(desk, await t.person('naderi'), { task: task.id, once: desk.newId(), to }))
    await send()
    t.pass(1_000)
  }
  const unread = () =>
    t.desk.db
      .selectFrom('notice')
      .select('kind')
      .where('person_id', '=', sadeghi.id)
      .where('read_at', 'is', null)
      .execute()
  await hand(null)
  await hand(sadeghi.id)
  expect(await unread()).toEqual([{ kind: 'task-given' }])
  await hand(null)
  t.pass(HOUR)
  await send()
  expect([await told('sadeghi'), await unread(), to('sadeghi')]).toEqual([['task-given'], [], []])
  await hand(sadeghi.id)
  await hand(sadeghi.id)
  t.pass(HOUR)
  await send()
  expect(await told('sadeghi')).toEqual(['task-given', 'task-given'])
  expect(to('sadeghi').map((one) => one.subject)).toEqual([expect.stringContaining('به شما سپرده شد')])
})

test('new work that somebody took before the daily mail is in it no more', async () => {
  await t.desk.db.updateTable('request').set({ one_of: null }).execute()
  const key = await openClearance(t, 'alireza')
  await send()
  const task = await openTask(t, await t.person('alireza'), key)
  const naderi = await t.person('naderi')
  expect(await told('naderi')).toEqual(['task-arrived'])
  granted(await assignTask(desk, naderi, { task: task.id, once: desk.newId(), to: naderi.id }))
  t.pass(24 * HOUR)
  await send()
  expect(to('naderi')).toEqual([])
})

import { ImapFlow } from 'imapflow'
import PostalMime, { type Email } from 'postal-mime'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { smtpMail } from '../../src/adapters/mail/smtp.js'
import { addComment } from '../../src/commands/add-comment.js'
import type { Desk } from '../../src/commands/desk.js'
import { STANDS_AFTER_MS } from '../../src/commands/take-back-comment.js'
import { readReplyAddress } from '../../src/desk/reply-address.js'
import { sendMessages } from '../../src/jobs/deliveries.js'
import { complete, granted, openClearance, openTask } from '../support/clearance.js'
import { openTestDesk, type TestDesk } from '../support/desk.js'
import { dovecotMissing, openDovecot, type Dovecot } from '../support/dovecot.js'
import { openSmtpd, smtpdMissing, type Smtpd } from '../support/smtpd.js'

const missing = dovecotMissing ?? smtpdMissing
const MINUTE = 60_000

describe.skipIf(missing !== null)(`a real mail server${missing ? `: ${missing}` : ''}`, () => {
  let dovecot: Dovecot
  let smtpd: Smtpd
  let t: TestDesk
  let desk: Desk
  let key: string
  beforeAll(async () => {
    dovecot = await openDovecot('127.80.10.1')
    smtpd = await openSmtpd('127.80.10.2', dovecot)
    t = await openTestDesk()
    desk = { ...t.desk, mail: mailThrough(smtpd.port), chat: null, sms: null }
    await t.desk.db.updateTable('person').set({ email: 'sara@uni.test' }).where('username', '=', 'sara').execute()
    key = await openClearance(t, 'sara')
    await complete(t, 'naderi', await openTask(t, await t.person('sara'), key), 'referred')
    await send()
    await t.desk.db.deleteFrom('delivery').execute()
  })
  afterAll(async () => {
    await smtpd.close()
    await dovecot.close()
    await t.close()
  })

  const mailThrough = (port: number) =>
    smtpMail(
      {
        host: smtpd.host,
        port,
        security: 'none',
        user: null,
        passwordFile: null,
        ca: null,
        from: 'desk@uni.test',
      },
      { connect: 5_000, silence: 5_000 },
    )
  const send = (on: Desk = desk) =>
    sendMessages(on, (message) => {
      throw new Error(message)
    })
  const say = async (body: string) => {
    const input = { key, once: desk.newId(), body, internal: false, office: 'education:nursing', files: [] }
    granted(await addComment(desk, await t.person('sadeghi'), input))
    t.pass(STANDS_AFTER_MS)
    await send()
    t.pass(MINUTE)
  }

  /** All mails of a box, once there are so many, or after 30 s: a mail server on a busy machine takes its time. */
  async function box(user: string, count: number): Promise<readonly Email[]> {
    const { host, port, password, ca } = dovecot.config(user)
    const client = new ImapFlow({
      host,
      port,
      secure: true,
      auth: { user, pass: password },
      logger: false,
      ...(ca === null ? {} : { tls: { ca } }),
    })
    await client.connect()
    await client.mailboxOpen('INBOX')
    for (let tries = 0; tries < 300; tries += 1) {
      await client.noop()
      if (client.mailbox && client.mailbox.exists >= count) break
      await new Promise((resolve) => setTimeout(resolve, 100))
    }
    const mails: Email[] = []
    for await (const one of client.fetch('1:*', { source: true }))
      if (one.source) mails.push(await PostalMime.parse(one.source))
    await client.logout()
    return mails
  }

  test('goes out through OpenSMTPD, lies in Dovecot as it was written, and an answer finds its way back', async () => {
    await say('خانم رستمی، رسید «۱۲۳» را می\u200cخواهیم.\nسپاس')
    await send()
    const [mail, ...more] = await box('sara', 1)
    if (!mail) throw new Error('nothing has come')
    expect(more).toEqual([])
    expect(mail.from).toMatchObject({ name: 'میز خدمت دانشگاه نمونه', address: 'desk@uni.test' })
    expect(mail.to?.[0]).toMatchObject({ name: 'سارا رستمی', address: 'sara@uni.test' })
    expect(mail.subject).toBe(`پیام تازه از \u2068آموزش دانشکده پرستاری و مامایی\u2069 · \u2066${key}\u2069`)
    for (const part of [mail.text, mail.html]) expect(part).toContain('رسید «۱۲۳» را می\u200cخواهیم.')
    expect(mail.inReplyTo).toBe(`<${key.toLowerCase()}@uni.test>`)
    const address = mail.replyTo?.[0]?.address ?? ''
    const { mailbox } = t.desk
    expect(mailbox && readReplyAddress(address, mailbox.address, mailbox.sign)).toEqual({
      request: key,
      person: (await t.person('sara')).id,
      ask: null,
      internal: false,
    })
  })

  test('while the server is away mails wait; then each comes once, in the same thread', async () => {
    const away = { ...desk, mail: mailThrough(1) }
    await say('دوم')
    await send(away)
    t.pass(5 * MINUTE)
    await send(away)
    await say('سوم')
    t.pass(5 * MINUTE)
    await Promise.all([send(), send()])
    await send()
    const mails = await box('sara', 3)
    const words = mails.map((one) => /دوم|سوم|رسید/.exec(one.text ?? '')?.[0])
    // Several are handed over side by side, so the order in which they lie there is not promised.
    expect([words.length, new Set(words)]).toEqual([3, new Set(['رسید', 'دوم', 'سوم'])])
    expect(new Set(mails.map((one) => one.messageId)).size).toBe(3)
    expect(new Set(mails.map((one) => one.references)).size).toBe(1)
  })

  test('a hundred mails, each once', async () => {
    const sara = await t.person('sara')
    const at = new Date(t.desk.now())
    const notices = await t.desk.db
      .insertInto('notice')
      .values(
        Array.from({ length: 100 }, (_, index) => ({
          person_id: sara.id,
          kind: 'substitute-named',
          at,
          data: JSON.stringify({ absent: { fa: `نفر ${index}`, en: `Person ${index}` } }),
        })),
      )
      .returning('id')
      .execute()
    const rows = notices.map(({ id }) => ({
      person_id: sara.id,
      channel: 'mail',
      bundle: `again:${id}`,
      made_at: at,
      due_at: at,
      message_id: `many-${id}`,
    }))
    const made = await t.desk.db.insertInto('delivery').values(rows).returning(['id', 'message_id']).execute()
    await t.desk.db
      .insertInto('delivery_notice')
      .values(made.map((one) => ({ delivery_id: one.id, notice_id: Number(one.message_id.slice(5)) })))
      .execute()
    await Promise.all([send(), send()])
    // A server that takes eight at once may let one wait too long: that one goes later, as in life.
    const waiting = () => t.desk.db.selectFrom('delivery').select('id').where('state', '=', 'waiting').execute()
    for (let tries = 0; tries < 5 && (await waiting()).length > 0; tries += 1) {
      t.pass(30 * MINUTE)
      await send()
    }
    expect(await waiting()).toEqual([])
    const mails = await box('sara', 103)
    const subjects = mails.flatMap((one) => /نفر \d+/.exec(one.subject ?? '') ?? [])
    expect([subjects.length, new Set(subjects).size]).toEqual([100, 100])
  }, 120_000)
})

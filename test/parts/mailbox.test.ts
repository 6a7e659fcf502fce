import { createTransport } from 'nodemailer'
import { ImapFlow } from 'imapflow'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { DONE_FOLDER, watchMailbox, type Lying, type Watch } from '../../src/adapters/mailbox/watch.js'
import { receiveMail } from '../../src/commands/receive-mail.js'
import type { Mailbox } from '../../src/commands/desk.js'
import type { MailboxConfig } from '../../src/config-mailbox.js'
import { openClearance, pageOf } from '../support/clearance.js'
import { openTestDesk, type TestDesk } from '../support/desk.js'
import { dovecotMissing, openDovecot, type Dovecot } from '../support/dovecot.js'
import { letter, replyTo } from '../support/letter.js'
import { openSmtpd, smtpdMissing, type Smtpd } from '../support/smtpd.js'
import { pdfBytes } from '../support/uploads.js'

const missing = dovecotMissing ?? smtpdMissing
const WAITS = { firstMs: 50, mostMs: 500, lookMs: 60_000 }

describe.skipIf(missing !== null)(`a real mailbox${missing ? `: ${missing}` : ''}`, () => {
  let dovecot: Dovecot
  let smtpd: Smtpd
  let t: TestDesk
  let mailbox: Mailbox
  let key: string
  let sara: number
  const watches: Watch[] = []
  const reports: string[] = []

  beforeAll(async () => {
    dovecot = await openDovecot('127.80.9.1')
    smtpd = await openSmtpd('127.80.9.2', dovecot)
    t = await openTestDesk()
    if (!t.desk.mailbox) throw new Error('no mailbox')
    mailbox = t.desk.mailbox
    key = await openClearance(t, 'sara')
    sara = (await t.person('sara')).id
  })
  afterAll(async () => {
    for (const one of watches) await one.stop()
    await smtpd.close()
    await dovecot.close()
    await t.close()
  })

  const watch = (config: MailboxConfig, receive: (mail: Lying) => Promise<void>, waits = WAITS) => {
    const one = watchMailbox(config, { receive, report: (message) => reports.push(message), waits })
    watches.push(one)
    return one
  }
  const toDesk = (mail: Lying) => receiveMail(t.desk, mailbox, mail)

  /** Hands mail to the mail server, as another server would. */
  async function send(to: string, raw: Uint8Array, by: 'smtp' | 'lmtp' = 'smtp') {
    const server = by === 'smtp' ? smtpd : { host: dovecot.host, port: dovecot.lmtp }
    const transport = createTransport({ host: server.host, port: server.port, lmtp: by === 'lmtp', ignoreTLS: true })
    await transport.sendMail({ envelope: { from: 'sara@sample.test', to }, raw: Buffer.from(raw) })
    transport.close()
  }
  async function until<T>(look: () => Promise<T | null | undefined | false>, ms = 10_000): Promise<T> {
    const from = Date.now()
    for (;;) {
      const found = await look()
      if (found) return found
      if (Date.now() - from > ms) throw new Error(`not within ${ms} ms; ${reports.join('; ')}`)
      await new Promise((resolve) => setTimeout(resolve, 10))
    }
  }
  async function lying(config: MailboxConfig) {
    const client = new ImapFlow({
      host: config.host,
      port: config.port,
      secure: true,
      auth: { user: config.user, pass: config.password },
      tls: { ca: config.ca ?? '' },
      logger: false,
    })
    await client.connect()
    const count = async (folder: string) => {
      const status = await client.status(folder, { messages: true }).catch(() => false as const)
      return status ? (status.messages ?? 0) : 0
    }
    const counts = { inbox: await count('INBOX'), done: await count(DONE_FOLDER) }
    await client.logout()
    return counts
  }
  const comments = async (body: string) =>
    (await t.desk.db.selectFrom('comment').select('id').where('body', '=', body).execute()).length

  test('a reply with a Persian name and file goes through the mail server and becomes a comment', async () => {
    const config = dovecot.config('desk')
    const stop = watch(config, toDesk)
    const to = replyTo(mailbox, { request: key, person: sara })
    const raw = await letter({
      from: 'سارا رستمی <sara@sample.test>',
      to: `میزبان <${to}>`,
      subject: 'پاسخ: فیش واریزی ۱۴۰۵',
      html: '<div dir="rtl">سلام، فیش‌ها پیوست شد.<br></div><div class="gmail_quote"><div class="gmail_attr">در تاریخ ۲۴ نوامبر ۲۰۲۶، ۱۰:۰۲ میزبان نوشت:</div><blockquote>فیش را بفرستید.</blockquote></div>',
      files: [{ name: 'فیش واریزی ۱۴۰۵ – سارا رستمی.pdf', bytes: pdfBytes('real') }],
    })
    await send(to, raw)
    await until(async () => (await comments('سلام، فیش‌ها پیوست شد.')) > 0)
    const page = await pageOf(t, await t.person('sara'), key)
    expect(page?.comments.at(-1)?.files.map((one) => one.name)).toEqual(['فیش واریزی ۱۴۰۵ – سارا رستمی.pdf'])
    await until(async () => (await lying(config)).done === 1)
    expect(await lying(config)).toEqual({ inbox: 0, done: 1 })
    await stop.stop()
  })

  test('IDLE: what arrives is received at once', async () => {
    const took: number[] = []
    const from = new Map<string, number>()
    const stop = watch(dovecot.config('quick'), async (mail) => {
      const id = /letter-quick-\d+/.exec(Buffer.from(mail.raw).toString('latin1'))?.[0] ?? ''
      took.push(performance.now() - (from.get(id) ?? 0))
    })
    await until(async () => (await lying(dovecot.config('quick'))).inbox === 0)
    for (let at = 0; at < 10; at += 1) {
      const raw = await letter({ from: 'a@sample.test', to: 'quick@uni.test', id: `letter-quick-${at}` })
      await send('quick@uni.test', raw, 'lmtp')
      from.set(`letter-quick-${at}`, performance.now())
      await until(async () => took.length > at)
    }
    const sorted = took.toSorted((a, b) => a - b)
    expect(sorted[5]).toBeLessThan(2_000)
    await stop.stop()
  })

  test('two processes on one mailbox: each mail once', async () => {
    const config = dovecot.config('both')
    const both = { ...mailbox, address: 'both@uni.test' }
    const to = replyTo(both, { request: key, person: sara })
    const seen: string[] = []
    const receive = async (mail: Lying) => {
      seen.push(mail.place)
      await receiveMail(t.desk, both, mail)
    }
    const stops = [watch(config, receive), watch(config, receive)]
    for (let at = 0; at < 12; at += 1)
      await send(to, await letter({ from: 'sara@sample.test', to, text: `نامهٔ ${at}` }), 'lmtp')
    // Two that move one mail at the same moment may leave two copies of it there: it was received once all the same.
    await until(async () => (await lying(config)).inbox === 0)
    for (let at = 0; at < 12; at += 1) expect(await comments(`نامهٔ ${at}`)).toBe(1)
    for (const stop of stops) await stop.stop()
  })

  test('the server is killed and comes back: nothing is lost, nothing doubled', async () => {
    const config = dovecot.config('lost')
    const lost = { ...mailbox, address: 'lost@uni.test' }
    const to = replyTo(lost, { request: key, person: sara })
    const stop = watch(config, (mail) => receiveMail(t.desk, lost, mail))
    for (let at = 0; at < 5; at += 1)
      await send(to, await letter({ from: 'sara@sample.test', to, text: `پیش ${at}` }), 'lmtp')
    await dovecot.kill()
    await until(async () => reports.some((one) => one.startsWith('The mailbox does not answer')))
    await dovecot.start()
    for (let at = 0; at < 5; at += 1)
      await send(to, await letter({ from: 'sara@sample.test', to, text: `پس ${at}` }), 'lmtp')
    // A server that is killed while it moves a mail may keep two copies of it; it was received once all the same.
    const lie: string[] = []
    await until(async () => {
      const { inbox, done } = await lying(config)
      lie.push(`${inbox} wait, ${done} are done`)
      return inbox === 0 && done >= 10
    }, 30_000).catch((error: unknown) => {
      throw new Error(`${error instanceof Error ? error.message : ''}; ${lie.at(-1)}`)
    })
    expect(reports).toContain('The mailbox answers again.')
    for (let at = 0; at < 5; at += 1) expect([await comments(`پیش ${at}`), await comments(`پس ${at}`)]).toEqual([1, 1])
    await stop.stop()
  })

  test('what fails stays and is tried again, and does not stand in the way of others', async () => {
    const config = dovecot.config('fails')
    let tries = 0
    const received: string[] = []
    const stop = watch(
      config,
      async (mail) => {
        const text = Buffer.from(mail.raw).toString('latin1')
        if (text.includes('letter-bad') && (tries += 1) < 3) throw new Error('the database is away')
        received.push(/letter-(bad|good)/.exec(text)?.[1] ?? '')
      },
      { ...WAITS, lookMs: 100 },
    )
    for (const id of ['letter-bad', 'letter-good'])
      await send('fails@uni.test', await letter({ from: 'a@sample.test', to: 'fails@uni.test', id }), 'lmtp')
    await until(async () => received.length === 2)
    expect(received).toEqual(['good', 'bad'])
    expect(tries).toBe(3)
    expect(reports.join()).toContain('A mail could not be received (1): the database is away')
    await stop.stop()
  })

  test('a wrong password and a certificate of nobody: said once, without secrets', async () => {
    reports.length = 0
    const wrong = watch({ ...dovecot.config('desk'), password: 'not-this-one' }, toDesk)
    await until(async () => reports.length > 0)
    await wrong.stop()
    const stranger = watch({ ...dovecot.config('desk'), ca: null }, toDesk)
    await until(async () => reports.length > 1)
    await stranger.stop()
    expect(reports[0]).toBe('The mailbox does not answer: user or password is wrong')
    expect(reports[1]).toMatch(/SELF_SIGNED/)
    expect(reports.join()).not.toMatch(/not-this-one|box-pw/)
  })

  test('STARTTLS works, and without it nothing is sent', async () => {
    const config = { ...dovecot.config('start'), tls: false, port: 1143 }
    const received: string[] = []
    const stop = watch(config, async (mail) => {
      received.push(mail.place)
    })
    await send('start@uni.test', await letter({ from: 'a@sample.test', to: 'start@uni.test' }), 'lmtp')
    await until(async () => received.length === 1)
    await stop.stop()
  })
})

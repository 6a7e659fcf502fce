import { Readable } from 'node:stream'
import MailComposer from 'nodemailer/lib/mail-composer'
import SmtpConnection from 'nodemailer/lib/smtp-connection'
import type { Handing, Mailer, OutMail } from '../../commands/desk.js'
import { NO_SECRET, readSecret } from '../posting.js'

/** A mail server that takes mail of the desk. */
export interface Smtp {
  readonly host: string
  readonly port: number
  /** `tls`: from the first byte; `starttls`: or nothing is sent; `none`: on a line of one's own only. */
  readonly security: 'tls' | 'starttls' | 'none'
  readonly user: string | null
  readonly passwordFile: string | null
  /** Certificates that are trusted, as PEM; null for those of the system. */
  readonly ca: string | null
  /** The address that mail comes from. */
  readonly from: string
}

/** How long the other side may be silent, in milliseconds. */
export interface Patience {
  readonly connect: number
  readonly silence: number
}

const PATIENCE: Patience = { connect: 15_000, silence: 60_000 }

/**
 * Hands mail to a mail server, one connection for each. A 4xx answer and a server that is not reached mean later, a 5xx
 * answer never. When the whole mail was handed over and no answer came, it may have been taken: that is unknown.
 */
export const smtpMail = (settings: Smtp, patience: Patience = PATIENCE): Mailer => ({
  demo: false,
  send: async (mail) => {
    const password = await readSecret(settings.passwordFile)
    if (password === null) return NO_SECRET
    const bytes = await compose(settings, mail)
    return hand(settings, password, { to: mail.to.address, bytes }, patience)
  },
})

function compose({ from }: Smtp, mail: OutMail): Promise<Buffer> {
  const host = from.slice(from.lastIndexOf('@') + 1)
  const thread = mail.thread === null ? {} : rooted(`<${mail.thread.toLowerCase()}@${host}>`)
  return new MailComposer({
    from: { name: mail.from, address: from },
    to: mail.to,
    subject: mail.subject,
    text: mail.text,
    html: mail.html,
    messageId: `<${mail.id}@${host}>`,
    ...thread,
    ...(mail.replyTo === null ? {} : { replyTo: mail.replyTo }),
    // Base64 keeps the half-spaces and long lines of Persian whole.
    textEncoding: 'base64',
    headers: {
      'Auto-Submitted': 'auto-generated',
      'X-Auto-Response-Suppress': 'All',
      'List-Unsubscribe': `<${mail.choices}>`,
    },
  })
    .compile()
    .build()
}

/** All mails of a request answer one that was never sent: mail programs put them together, whatever arrives first. */
const rooted = (root: string) => ({ inReplyTo: root, references: [root] })

async function hand(
  settings: Smtp,
  password: string,
  mail: { readonly to: string; readonly bytes: Buffer },
  patience: Patience,
): Promise<Handing> {
  const connection = new SmtpConnection({
    host: settings.host,
    port: settings.port,
    secure: settings.security === 'tls',
    requireTLS: settings.security === 'starttls',
    ignoreTLS: settings.security === 'none',
    connectionTimeout: patience.connect,
    greetingTimeout: patience.connect,
    socketTimeout: patience.silence,
    ...(settings.ca === null ? {} : { tls: { ca: settings.ca } }),
  })
  let handedOver = false
  const message = new Readable({
    read() {
      this.push(mail.bytes)
      this.push(null)
    },
  }).on('end', () => {
    handedOver = true
  })
  try {
    const response = await new Promise<string>((resolve, reject) => {
      connection.on('error', reject)
      connection.on('end', () => reject(new Error('closed')))
      const send = () =>
        connection.send({ from: settings.from, to: mail.to }, message, (error, info) =>
          error ? reject(error) : resolve(info?.response ?? ''),
        )
      connection.connect((error) => {
        if (error) return reject(error)
        if (settings.user === null) return send()
        return connection.login({ credentials: { user: settings.user, pass: password } }, (refused) =>
          refused ? reject(refused) : send(),
        )
      })
    })
    connection.quit()
    return { kind: 'taken', said: codesOf(response) }
  } catch (error) {
    connection.close()
    return failure(error, handedOver)
  }
}

function failure(error: unknown, handedOver: boolean): Handing {
  const { code, responseCode, response } = described(error)
  // Greeting, TLS and password are the desk's business and no fault of the mail: that waits until it is set right.
  if (responseCode !== null && (code === 'EENVELOPE' || code === 'EMESSAGE'))
    return { kind: responseCode >= 500 ? 'never' : 'later', said: codesOf(response) || String(responseCode) }
  const said = code === 'ETIMEDOUT' ? 'timeout' : code === 'EAUTH' && response ? codesOf(response) : (code ?? 'closed')
  return { kind: handedOver ? 'unknown' : 'later', said }
}

/** `550 5.1.1`: the numbers of an answer (RFC 3463); its words may name people. */
const codesOf = (response: string): string =>
  /^\d{3}(?:[ -]\d\.\d{1,3}\.\d{1,3})?/.exec(response)?.[0]?.replace('-', ' ') ?? ''

function described(error: unknown): {
  readonly code: string | null
  readonly responseCode: number | null
  readonly response: string
} {
  const of = (name: string): unknown =>
    typeof error === 'object' && error !== null && name in error ? Object(error)[name] : null
  const [code, responseCode, response] = [of('code'), of('responseCode'), of('response')]
  return {
    code: typeof code === 'string' ? code : null,
    responseCode: typeof responseCode === 'number' ? responseCode : null,
    response: typeof response === 'string' ? response : '',
  }
}

import { readFile } from 'node:fs/promises'
import type { Sms } from '../../commands/desk.js'

/** How a panel takes messages: one POST. In `header` and `body` stand `{token}`, `{to}` (+98…), `{local}` (09…), `{text}`. */
export interface HttpSms {
  readonly url: string
  /** A file with the secret of the panel; read for each message, so it may be renewed without a restart. */
  readonly tokenFile: string | null
  /** `Name: value` */
  readonly header: string
  /** JSON when it begins with a brace, else a form. */
  readonly body: string
}

const TIMEOUT_MS = 10_000

/** Hands messages to an SMS panel over HTTP. Anything but a 2xx answer is a failure; what the panel says is not repeated. */
export const httpSms = (settings: HttpSms): Sms => ({
  demo: false,
  send: async ({ to, text }) => {
    const token = settings.tokenFile === null ? '' : (await readFile(settings.tokenFile, 'utf8')).trim()
    const isJson = /^\s*[{[]/.test(settings.body)
    const fill = (template: string, encode: (value: string) => string): string =>
      template.replace(/\{(token|to|local|text)\}/g, (_, name: string) =>
        encode({ token, to, local: to.replace(/^\+98/, '0'), text }[name] ?? ''),
      )
    const [name = '', ...value] = fill(settings.header, (one) => one).split(':')
    const answer = await fetch(settings.url, {
      method: 'POST',
      headers: {
        'content-type': isJson ? 'application/json' : 'application/x-www-form-urlencoded',
        ...(token === '' || name.trim() === '' ? {} : { [name.trim()]: value.join(':').trim() }),
      },
      body: fill(settings.body, isJson ? (one) => JSON.stringify(one).slice(1, -1) : encodeURIComponent),
      redirect: 'error',
      signal: AbortSignal.timeout(TIMEOUT_MS),
    })
    await answer.body?.cancel()
    if (!answer.ok) throw new Error(`the SMS panel answered ${answer.status}`)
  },
})

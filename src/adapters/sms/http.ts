import type { Sms } from '../../commands/desk.js'
import { NO_SECRET, post, readSecret } from '../posting.js'

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

/** Hands messages to an SMS panel over HTTP; a 2xx answer is a message taken. */
export const httpSms = (settings: HttpSms): Sms => ({
  demo: false,
  send: async ({ to, text }) => {
    const token = await readSecret(settings.tokenFile)
    if (token === null) return NO_SECRET
    const isJson = /^\s*[{[]/.test(settings.body)
    const fill = (template: string, encode: (value: string) => string): string =>
      template.replace(/\{(token|to|local|text)\}/g, (_, name: string) =>
        encode({ token, to, local: to.replace(/^\+98/, '0'), text }[name] ?? ''),
      )
    const [name = '', ...value] = fill(settings.header, (one) => one).split(':')
    return post(settings.url, {
      headers: {
        'content-type': isJson ? 'application/json' : 'application/x-www-form-urlencoded',
        ...(token === '' || name.trim() === '' ? {} : { [name.trim()]: value.join(':').trim() }),
      },
      body: fill(settings.body, isJson ? (one) => JSON.stringify(one).slice(1, -1) : encodeURIComponent),
    })
  },
})

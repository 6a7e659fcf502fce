import type { TestDesk } from './desk.js'
import { webApp } from '../../src/web/app.js'
import { demoSignIn, readDemoPeople } from '../../src/catalog/demo-people.js'

/** A browser without a browser: it keeps cookies, follows nothing, and sends what a form of a page would send. */
export interface Client {
  readonly get: (path: string, headers?: Readonly<Record<string, string>>) => Promise<Page>
  /** What the browser holds, to be looked at and to be put there by somebody else. */
  readonly cookies: Map<string, string>
  readonly post: (path: string, fields: FormFields, headers?: Readonly<Record<string, string>>) => Promise<Page>
  /** Sends the form of a page with that action, with its hidden fields, changed as given. */
  readonly submit: (page: Page, action: string | RegExp, fields?: FormFields) => Promise<Page>
}

export interface Page {
  readonly status: number
  readonly html: string
  readonly headers: Headers
  readonly bytes: Uint8Array
  /** Where it leads, for a redirect. */
  readonly to: string
}

type FormFields = Readonly<Record<string, string | File | readonly (string | File)[]>>

interface ClientOptions {
  /** The network address that the desk sees; none without it. */
  readonly address?: string
  readonly accountUrl?: string
  readonly trustProxy?: number
  /** Whether one click signs in as somebody; a desk with a directory has none of it. */
  readonly demo?: boolean
}

const ORIGIN = 'http://desk.test'

export async function clientOf(
  test: TestDesk,
  username: string | null,
  lang: 'fa' | 'en' = 'fa',
  options: ClientOptions = {},
): Promise<Client> {
  const app = webApp(test.desk, {
    demo: options.demo === false ? null : demoSignIn(await readDemoPeople(test.desk.university)),
    embedded: test.connection.embedded,
    accountUrl: options.accountUrl ?? null,
    trustProxy: options.trustProxy ?? 0,
  })
  const env = options.address === undefined ? {} : { incoming: { socket: { remoteAddress: options.address } } }
  const cookies = new Map<string, string>([['mizban_lang', lang]])
  const send = async (path: string, init: RequestInit): Promise<Page> => {
    const headers = new Headers(init.headers)
    headers.set('cookie', [...cookies].map(([name, value]) => `${name}=${value}`).join('; '))
    if (!headers.has('origin')) headers.set('origin', ORIGIN)
    const answer = await app.fetch(new Request(ORIGIN + path, { ...init, headers }), env)
    for (const cookie of answer.headers.getSetCookie()) {
      const [pair = ''] = cookie.split(';')
      const [name = '', value = ''] = pair.split('=', 2)
      if (/max-age=0/i.test(cookie)) cookies.delete(name)
      else cookies.set(name, value)
    }
    const bytes = new Uint8Array(await answer.arrayBuffer())
    return {
      status: answer.status,
      html: new TextDecoder().decode(bytes),
      headers: answer.headers,
      bytes,
      to: answer.headers.get('location') ?? '',
    }
  }
  const client: Client = {
    get: (path, headers = {}) => send(path, { headers }),
    cookies,
    post: (path, fields, headers = {}) => send(path, { method: 'POST', body: formData(fields), headers }),
    submit: (page, action, fields = {}) => {
      const form = formOf(page.html, action)
      return client.post(form.action, { ...form.hidden, ...fields })
    },
  }
  if (username) await client.post('/sessions', { demo: username })
  return client
}

function formData(fields: FormFields): FormData {
  const data = new FormData()
  for (const [name, value] of Object.entries(fields))
    for (const one of typeof value === 'string' || value instanceof File ? [value] : value) data.append(name, one)
  return data
}

/** The form that posts to that action, with its hidden fields and kept files. */
function formOf(
  html: string,
  action: string | RegExp,
): { readonly action: string; readonly hidden: Readonly<Record<string, readonly string[]>> } {
  for (const [whole, attributes = ''] of html.matchAll(/<form([^>]*)>[\s\S]*?<\/form>/g)) {
    const target = /action="([^"]*)"/.exec(attributes)?.[1] ?? ''
    if (!attributes.includes('method="post"')) continue
    if (typeof action === 'string' ? target !== action : !action.test(target)) continue
    const hidden: Record<string, string[]> = {}
    for (const [, name = '', value = ''] of whole.matchAll(/<input type="hidden" name="([^"]*)" value="([^"]*)"/g))
      (hidden[name] ??= []).push(decode(value))
    // Files that were kept go with it as well: their boxes are ticked.
    for (const [, name = '', value = ''] of whole.matchAll(
      /<input type="checkbox" name="([^"]*\.files)" value="([^"]*)" checked/g,
    ))
      (hidden[name] ??= []).push(decode(value))
    return { action: target, hidden }
  }
  throw new Error(`the page has no form that goes to ${String(action)}`)
}

const decode = (text: string): string =>
  text
    .replace(/&quot;/g, '"')
    .replace(/&lt;/g, '<')
    .replace(/&gt;/g, '>')
    .replace(/&#39;/g, "'")
    .replace(/&amp;/g, '&')

import type { Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { Provider } from 'oidc-provider'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { OpenId } from '../../commands/desk.js'
import { personOf } from './claims.js'
import { openIdProvider } from './provider.js'

const HOST = '127.81.0.1'
const RETURN = 'http://desk.test/sign-in/openid/return'
const SECRET = 'a secret of at least thirty-two letters'
const NAMES = { id: 'sub', groups: 'groups' }

let server: Server
let issuer: string
const said: string[] = []

/** A real provider with a page where any name signs in. */
beforeAll(async () => {
  const { createServer } = await import('node:http')
  server = createServer((request, answer) => void handle(request, answer))
  await new Promise<void>((resolve) => server.listen(0, HOST, resolve))
  issuer = `http://${HOST}:${(server.address() as AddressInfo).port}`
  const provider = new Provider(issuer, {
    clients: [
      {
        client_id: 'desk',
        client_secret: SECRET,
        redirect_uris: [RETURN],
        post_logout_redirect_uris: ['http://desk.test/sign-in'],
      },
    ],
    claims: {
      openid: ['sub'],
      profile: ['name', 'preferred_username', 'groups'],
      email: ['email', 'email_verified'],
      phone: ['phone_number', 'phone_number_verified'],
    },
    findAccount: (_context, id) => ({
      accountId: id,
      claims: () => ({
        sub: id,
        name: 'نیلوفر  عبداللهی',
        preferred_username: 'Niloufar@uni.test',
        groups: ['desk-it'],
        email: 'n@uni.test',
        email_verified: false,
        phone_number: '+989990000042',
        phone_number_verified: true,
      }),
    }),
    pkce: { required: () => true },
    features: { devInteractions: { enabled: true }, rpInitiatedLogout: { enabled: true } },
    cookies: { keys: ['a key for the tests'] },
    jwks: { keys: [await signingKey()] },
  })
  const handle = provider.callback()
})
afterAll(() => new Promise<void>((resolve) => void server.close(() => resolve())))

async function signingKey() {
  const { privateKey } = await crypto.subtle.generateKey(
    { name: 'RSASSA-PKCS1-v1_5', modulusLength: 2048, publicExponent: new Uint8Array([1, 0, 1]), hash: 'SHA-256' },
    true,
    ['sign', 'verify'],
  )
  return { ...(await crypto.subtle.exportKey('jwk', privateKey)), kty: 'RSA', use: 'sig', alg: 'RS256' }
}

const desk = (changed: { issuer?: string; clientSecret?: string } = {}): OpenId =>
  openIdProvider(
    { issuer, clientId: 'desk', clientSecret: SECRET, claims: NAMES, ...changed },
    { returnTo: RETURN, leftTo: 'http://desk.test/sign-in', report: (message) => said.push(message) },
  )

async function begun(provider: OpenId) {
  const start = await provider.begin()
  if (!start) throw new Error('the provider does not answer')
  return start
}

/** What a browser does at the provider: sign in, agree, come back. @returns where it comes back to */
async function signInThere(address: string, login: string): Promise<URL> {
  const cookies = new Map<string, string>()
  const visit = async (url: string, form?: Record<string, string>): Promise<Response> => {
    const answer = await fetch(url, {
      redirect: 'manual',
      headers: { cookie: [...cookies].map(([name, value]) => `${name}=${value}`).join('; ') },
      ...(form ? { method: 'POST', body: new URLSearchParams(form) } : {}),
    })
    for (const cookie of answer.headers.getSetCookie()) {
      const [name = '', value = ''] = (cookie.split(';')[0] ?? '').split('=', 2)
      cookies.set(name, value)
    }
    return answer
  }
  let answer = await visit(address)
  for (let step = 0; step < 12; step += 1) {
    const to = answer.headers.get('location')
    if (to?.startsWith(RETURN)) return new URL(to)
    if (to) {
      answer = await visit(new URL(to, issuer).href)
      continue
    }
    const html = await answer.text()
    const action = /action="([^"]+)"/.exec(html)?.[1] ?? ''
    const prompt = /name="prompt" value="([^"]+)"/.exec(html)?.[1] ?? ''
    answer = await visit(new URL(action, issuer).href, {
      prompt,
      ...(prompt === 'login' ? { login, password: 'x' } : {}),
    })
  }
  throw new Error('the provider did not send the browser back')
}

describe('with a real provider', () => {
  test('somebody signs in there and is known here, with what the provider has verified', async () => {
    const provider = desk()
    const { url, kept } = await begun(provider)
    expect(url).toMatch(/code_challenge_method=S256/)
    const answer = await provider.finish(await signInThere(url, 'subject-1'), kept)
    expect(answer).toMatchObject({
      kind: 'found',
      person: {
        directoryId: 'openid:subject-1',
        username: 'niloufar',
        name: { fa: 'نیلوفر عبداللهی' },
        email: null,
        mobile: '+989990000042',
        groups: ['desk-it'],
      },
    })
  })

  test('what one browser began no other can finish, and nothing twice', async () => {
    const provider = desk()
    const [mine, theirs] = [await begun(provider), await begun(provider)]
    const back = await signInThere(mine.url, 'subject-1')
    const refused = { kind: 'refused', why: 'wrong-credentials' }
    expect(await provider.finish(back, theirs.kept)).toEqual(refused)
    expect(await provider.finish(back, { ...mine.kept, verifier: theirs.kept.verifier })).toEqual(refused)
    const again = await begun(provider)
    const returned = await signInThere(again.url, 'subject-1')
    expect(await provider.finish(returned, { ...again.kept, nonce: 'other' })).toEqual(refused)
    const last = await begun(provider)
    const home = await signInThere(last.url, 'subject-1')
    expect(await provider.finish(home, last.kept)).toMatchObject({ kind: 'found' })
    expect(await provider.finish(home, last.kept)).toEqual(refused)
  })

  test('a code that the provider never gave, another issuer and a refusal there let nobody in', async () => {
    const provider = desk()
    const { kept } = await begun(provider)
    const back = (query: Record<string, string>) => new URL(`${RETURN}?${new URLSearchParams(query)}`)
    for (const query of [
      { code: 'invented', state: kept.state, iss: issuer },
      { code: 'invented', state: kept.state, iss: 'http://evil.test' },
      { error: 'access_denied', state: kept.state, iss: issuer },
      {},
    ])
      expect((await provider.finish(back(query), kept)).kind).toBe('refused')
  })

  test('a wrong client secret lets nobody in, and no report names it', async () => {
    const provider = desk({ clientSecret: 'the wrong secret, and long enough' })
    const { url, kept } = await begun(provider)
    expect((await provider.finish(await signInThere(url, 'subject-1'), kept)).kind).toBe('refused')
    expect(said.length).toBeGreaterThan(0)
    expect(said.join(' ')).not.toMatch(/secret|subject-1|عبداللهی/)
  })

  test('one signs out there too, and comes back', async () => {
    const url = await desk().leave()
    expect(url).toContain(`${issuer}/session/end?`)
    expect((await fetch(url ?? '')).status).toBe(200)
  })

  test('a provider that does not answer is said, and tried again at the next sign-in', async () => {
    const nowhere = desk({ issuer: `http://${HOST}:1` })
    expect(await nowhere.begin()).toBeNull()
    expect(await nowhere.leave()).toBeNull()
    expect(await nowhere.finish(new URL(RETURN), { state: '', nonce: '', verifier: '' })).toEqual({ kind: 'down' })
  })
})

describe('claims', () => {
  const whole = { sub: 's', name: 'علی', preferred_username: 'ali', objectGUID: 'ABC-1' }

  test('the id may be the one the directory uses, so that both know the same person', () => {
    expect(personOf(whole, { id: 'objectGUID', groups: 'groups' })?.directoryId).toBe('abc-1')
  })

  test.each([{ ...whole, sub: '' }, { ...whole, name: ' ' }, { sub: 's', name: 'علی' }, { ...whole, name: 7 }, null])(
    'whoever has no id, no user name or no name is nobody: %j',
    (claims) => expect(personOf(claims, NAMES)).toBeNull(),
  )
})

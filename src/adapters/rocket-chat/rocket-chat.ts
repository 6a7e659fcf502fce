import type { Chat } from '../../commands/desk.js'
import { NO_SECRET, post, readSecret } from '../posting.js'

/**
 * How Rocket.Chat takes messages. With `url` its REST API, as the user whose `id token` the secret file holds; without,
 * the incoming webhook whose whole address the secret file holds, and which may write to others than it was made for.
 */
export interface RocketChat {
  readonly url: string | null
  readonly secretFile: string
}

/** Writes to people directly, by their user name. */
export const rocketChat = ({ url, secretFile }: RocketChat): Chat => ({
  demo: false,
  send: async ({ to, text }) => {
    const secret = await readSecret(secretFile)
    if (!secret) return NO_SECRET
    const body = JSON.stringify({ channel: `@${to}`, text })
    const json = { 'content-type': 'application/json' }
    if (url === null) return post(secret, { headers: json, body })
    const [id = '', token = ''] = secret.split(/\s+/)
    return post(`${url.replace(/\/$/, '')}/api/v1/chat.postMessage`, {
      headers: { ...json, 'x-user-id': id, 'x-auth-token': token },
      body,
    })
  },
})

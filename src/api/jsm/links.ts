import type { Context } from 'hono'
import type { ApiEnv, Links } from '../token.js'

/** Where the client calls the desk. */
export const linksOf = (c: Context<ApiEnv>): Links => c.var.links

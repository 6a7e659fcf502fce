import type { Client } from 'openapi-fetch'
import type { paths, Problem } from './openapi.js'

export type * from './openapi.js'

export interface Settings {
  /** Where the desk is, such as `https://desk.example.ac.ir`. */
  readonly url: string
  /** An access token of the account page, `mzb_…`. */
  readonly token: string
  /** In which language sentences come; English without it. */
  readonly language?: 'fa' | 'en'
  readonly fetch?: (request: Request) => Promise<Response>
}

/**
 * The desk for a program: `desk.GET('/requests/{key}', { params: { path: { key } } })`, typed by the OpenAPI document.
 * Every change gets an `Idempotency-Key` unless you give one; give one when you may have to send again.
 */
export function mizban(settings: Settings): Client<paths>

/**
 * All items of a list, page after page: `pages((after) => desk.GET('/requests', { params: { query: { after } } }))`.
 * Throws a MizbanError when a page is refused.
 */
export function pages<T>(
  read: (after: string | undefined) => Promise<{ data?: { items: T[]; next: string | null }; error?: Problem }>,
): AsyncGenerator<T, void, void>

/** A problem of RFC 9457 as an error. */
export class MizbanError extends Error {
  constructor(problem: Problem)
  readonly problem: Problem
}

import { z } from '@hono/zod-openapi'
import type { Context } from 'hono'
import { accountId } from '../../desk/person.js'
import type { Lang, Text } from '../../desk/text.js'
import { officeName, type University } from '../../desk/university.js'
import type { NamedPerson } from '../../store/named-people.js'
import { linksOf } from './links.js'
import { langOf } from './errors.js'

export const userShape = z
  .object({
    accountId: z.string(),
    name: z.string(),
    key: z.string(),
    emailAddress: z.string().optional(),
    displayName: z.string(),
    active: z.boolean(),
    timeZone: z.string(),
    _links: z.object({
      self: z.url(),
      jiraRest: z.url(),
      avatarUrls: z.object({ '48x48': z.url(), '24x24': z.url(), '16x16': z.url(), '32x32': z.url() }),
    }),
  })
  .openapi('JsmUser')

export type User = z.infer<typeof userShape>

/** Somebody, for clients of both worlds. An address is told to its owner and to people who work in an office. */
export const user = (c: Context, person: NamedPerson, showsEmail: boolean): User => ({
  ...nameless(c, accountId(person.id), person.username, nameIn(person.name, langOf(c)), person.active),
  ...(showsEmail && person.email ? { emailAddress: person.email } : {}),
})

/** An office that keeps to itself who works there answers as itself. */
export const officeUser = (c: Context, university: University, office: string): User =>
  nameless(c, `office:${office}`, `office:${office}`, officeName(university, office)[langOf(c)], true)

const nameIn = (name: Text, lang: Lang): string => name[lang] || name.fa

function nameless(c: Context, account: string, name: string, displayName: string, active: boolean): User {
  const { base } = linksOf(c)
  const self = `${base}/rest/api/2/user?username=${encodeURIComponent(name)}`
  const icon = `${base}/icon.svg`
  return {
    accountId: account,
    name,
    key: name,
    displayName,
    active,
    timeZone: 'Asia/Tehran',
    _links: {
      self,
      jiraRest: self,
      avatarUrls: { '48x48': icon, '24x24': icon, '16x16': icon, '32x32': icon },
    },
  }
}

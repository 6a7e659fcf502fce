import { z } from 'zod'
import { cleanText, readMobile } from '../../persian/index.js'
import type { OpenIdConfig } from '../../config.js'
import type { DirectoryPerson } from '../../store/people.js'

/** OpenID Connect Core 1.0 §5.1; other claims, such as groups, are kept as they come. */
const claimsSchema = z.looseObject({
  preferred_username: z.string().optional(),
  name: z.string().optional(),
  given_name: z.string().optional(),
  family_name: z.string().optional(),
  email: z.string().optional(),
  email_verified: z.boolean().optional(),
  phone_number: z.string().optional(),
  phone_number_verified: z.boolean().optional(),
})

/**
 * The person that verified claims tell of, or null when they lack an id, a user name or a name. An e-mail or a telephone
 * number that the provider has not verified is left out.
 */
export function personOf(claims: unknown, names: OpenIdConfig['claims']): DirectoryPerson | null {
  const read = claimsSchema.safeParse(claims)
  if (!read.success) return null
  const { data } = read
  const id = data[names.id]
  const name = cleanText(data.name ?? [data.given_name, data.family_name].filter(Boolean).join(' '))
  const username = (data.preferred_username ?? '').split('@', 1)[0]?.trim().toLowerCase() ?? ''
  if (typeof id !== 'string' || id === '' || username === '' || name === '') return null
  const groups = z.array(z.string()).safeParse(data[names.groups])
  const phone = data.phone_number_verified && data.phone_number ? readMobile(data.phone_number) : null
  return {
    directoryId: names.id === 'sub' ? `openid:${id}` : id.toLowerCase(),
    username,
    name: { fa: name, en: name },
    honorific: null,
    title: null,
    faculty: null,
    email: data.email_verified ? (data.email ?? null) : null,
    mobile: phone && 'e164' in phone ? phone.e164 : null,
    administrator: false,
    facts: null,
    groups: groups.success ? groups.data : [],
    memberships: [],
  }
}

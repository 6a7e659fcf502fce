import type { Lang } from './text.js'
import type { PersonName } from './views.js'

/** Who did something, with the name of the colleague in whose stead. */
export function actorOf(
  names: ReadonlyMap<number, PersonName>,
  by: number | null,
  stead: number | null,
): PersonName | null {
  const person = by === null ? undefined : names.get(by)
  if (!person) return null
  const absent = stead === null ? undefined : names.get(stead)
  return absent ? { ...person, for: absent } : person
}

/** «خانم مریم رضایی», or both names: «خانم مریم رضایی به جانشینی آقای علی کریمی». */
export function actorName(person: PersonName, lang: Lang): string {
  const name = person.honorific ? `${person.honorific[lang]} ${person.name[lang]}` : person.name[lang]
  return person.for ? inSteadOf(name, actorName(person.for, lang), lang) : name
}

/** What somebody is called who acts in somebody's stead. */
export const inSteadOf = (name: string, absent: string, lang: Lang): string =>
  lang === 'fa' ? `${name} به جانشینی ${absent}` : `${name} for ${absent}`

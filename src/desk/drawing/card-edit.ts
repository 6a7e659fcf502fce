import { isMap, isSeq, parseDocument } from 'yaml'
import { readCard, CARD, type ServiceCardData } from '../service.js'

/** The card of a service as it is typed; what the page does not show stays as the file has it, comments too. */
export const CARD_NAMES = [
  'name.fa',
  'name.en',
  'summary.fa',
  'summary.en',
  'duration.fa',
  'duration.en',
  'group',
  'icon',
  'synonyms',
  'withdraw',
  'process',
  'active',
] as const

export type CardEntry = Readonly<Record<(typeof CARD_NAMES)[number], string>>

export const cardEntry = (about: ServiceCardData): CardEntry => ({
  'name.fa': about.name.fa,
  'name.en': about.name.en,
  'summary.fa': about.summary.fa,
  'summary.en': about.summary.en,
  'duration.fa': about.duration?.fa ?? '',
  'duration.en': about.duration?.en ?? '',
  group: about.group,
  icon: about.icon,
  synonyms: about.synonyms.join('، '),
  withdraw: about.withdraw,
  process: about.process,
  active: about.active ? 'yes' : '',
})

/** Writes what was changed into the file, and nothing else. @returns null when the result is no card */
export function changeCard(text: string, entry: CardEntry): string | null {
  const before = readCard({ [CARD]: text })
  if ('fault' in before) return null
  const old = cardEntry(before.about)
  const file = parseDocument(text)
  for (const name of CARD_NAMES) {
    const value = entry[name]
    if (value === old[name]) continue
    const at = name.split('.')
    const [top = ''] = at
    if (name === 'active') file.set('active', value === 'yes')
    else if (name === 'synonyms') {
      const list = file.createNode(split(value))
      if (isSeq(list)) list.flow = true
      file.set('synonyms', list)
    } else if (value === '') {
      // A text in two languages goes when one of them is empty: half of it says nothing.
      file.delete(top)
    } else if (at.length === 2 && !isMap(file.get(top))) {
      const both = file.createNode({ fa: entry[`${top}.fa` as 'name.fa'], en: entry[`${top}.en` as 'name.en'] })
      if (isMap(both)) both.flow = true
      file.set(top, both)
    } else file.setIn(at, value)
  }
  // Lists on one line are written without space inside, as the folders have them.
  const next = file.toString({ lineWidth: 0 }).replace(/^(\s*[\w-]+: )\[ (.*) \]$/gm, '$1[$2]')
  return 'about' in readCard({ [CARD]: next }) ? next : null
}

const split = (words: string): readonly string[] =>
  words
    .split(/[،,]/)
    .map((word) => word.trim())
    .filter((word) => word !== '')

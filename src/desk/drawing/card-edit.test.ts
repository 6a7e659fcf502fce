import { globSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { expect, test } from 'vitest'
import { root } from '../../root.js'
import { CARD, readCard } from '../service.js'
import { cardEntry, changeCard } from './card-edit.js'

const cards = globSync('services/*/service.yaml', { cwd: root }).map((name) =>
  readFileSync(path.join(root, name), 'utf8'),
)

test('only what was changed is written; comments and the rest of the file stay', () => {
  expect(cards.length).toBeGreaterThan(2)
  for (const text of cards) {
    const card = readCard({ [CARD]: text })
    if ('fault' in card) throw new Error(card.fault)
    const entry = cardEntry(card.about)
    expect(changeCard(text, entry)).toBe(text)
    const changed =
      changeCard(text, { ...entry, icon: 'star', 'duration.fa': 'پنج دقیقه', 'duration.en': 'five minutes' }) ?? ''
    const lines = text.split('\n')
    const kept = changed.split('\n').filter((line) => lines.includes(line)).length
    expect(kept).toBeGreaterThanOrEqual(lines.length - 2)
    expect(readCard({ [CARD]: changed })).toMatchObject({ about: { icon: 'star', duration: { en: 'five minutes' } } })
  }
  expect(changeCard(cards[0] ?? '', { ...cardEntry(readAbout(cards[0] ?? '')), 'name.fa': '' })).toBeNull()
})

const readAbout = (text: string) => {
  const card = readCard({ [CARD]: text })
  if ('fault' in card) throw new Error(card.fault)
  return card.about
}

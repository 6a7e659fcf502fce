import { expect, test } from 'vitest'
import { CARD, readCard } from '../service.js'
import { freeId, freePrefix, likeService, sayOnCard, withdrawnService } from './card-words.js'

const FILES = {
  [CARD]: `# Asked often.
id: keys
prefix: KEY
group: it
name: { fa: کلید, en: Keys }
summary: { fa: کلید اتاق, en: The key of a room }
icon: key-round
synonyms: [قفل]
form: form.json
process: process.bpmn
`,
}

const cardOf = (files: typeof FILES | ReturnType<typeof sayOnCard>) => {
  const card = readCard(files ?? {})
  if ('fault' in card) throw new Error(card.fault)
  return card.about
}

test('words in one language leave the other, and comments, alone', () => {
  const said = sayOnCard(FILES, { name: 'Keys and locks', after: 'Next day' }, ['en'])
  expect(cardOf(said)).toMatchObject({
    name: { fa: 'کلید', en: 'Keys and locks' },
    after: { fa: 'Next day', en: 'Next day' },
  })
  expect(said?.[CARD]).toContain('# Asked often.')
  expect(cardOf(said && sayOnCard(said, { after: '' }, ['fa'])).after).toBeUndefined()
  expect(sayOnCard(FILES, { name: '' }, ['fa'])).toBeNull()
})

test('a service like another, and one that is offered no more', () => {
  const like = likeService(FILES, { id: 'keys-2', prefix: 'KEYA', words: { name: 'قفل' } })
  expect(cardOf(like)).toMatchObject({ id: 'keys-2', prefix: 'KEYA', name: { fa: 'قفل', en: 'قفل' }, synonyms: [] })
  expect(cardOf(withdrawnService(FILES)).active).toBe(false)
})

test('ids and prefixes that nobody has', () => {
  expect(freeId('keys', new Set(['keys', 'keys-2']))).toBe('keys-3')
  expect(freePrefix('ABCDE', new Set(['ABCDA']))).toBe('ABCDB')
  const taken = new Set([...'ABCDEFGHIJKLMNOPQRSTUVWXYZ'].map((one) => `KEY${one}`))
  expect(freePrefix('KEY', taken)).toBe('KEYAA')
})

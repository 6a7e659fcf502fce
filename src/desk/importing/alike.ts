import { searchForms } from '../../persian/index.js'

/**
 * How alike two labels are, 0 to 1: what people would take for the same is 1 («كد ملي» and «کد‌ملی»), and words in common
 * count by their pairs of letters (the coefficient of Sørensen and Dice).
 */
export function alike(one: string, other: string): number {
  const [a, b] = [folded(one), folded(other)]
  if (a === '' || b === '') return 0
  if (a === b) return 1
  const [pairs, others] = [pairsOf(a), pairsOf(b)]
  let common = 0
  const left = new Map<string, number>()
  for (const pair of pairs) left.set(pair, (left.get(pair) ?? 0) + 1)
  for (const pair of others) {
    const count = left.get(pair) ?? 0
    if (count > 0) {
      left.set(pair, count - 1)
      common += 1
    }
  }
  return pairs.length + others.length === 0 ? 0 : (2 * common) / (pairs.length + others.length)
}

/** Below this, two labels are not taken for the same. */
export const ALIKE = 0.7

/** What is most alike to any of the texts, when it is alike enough. */
export function mostAlike<T>(
  texts: readonly string[],
  choices: readonly T[],
  words: (choice: T) => readonly string[],
): T | null {
  let best: { readonly choice: T; readonly score: number } | null = null
  for (const choice of choices)
    for (const word of words(choice))
      for (const text of texts) {
        const score = alike(text, word)
        if (score >= ALIKE && (!best || score > best.score)) best = { choice, score }
      }
  return best?.choice ?? null
}

/** Without remarks such as «(اختیاری)». */
const folded = (text: string): string => searchForms(text.replaceAll('_', ' ').replace(/\([^()]*\)|\*/g, ' ')).loose

const pairsOf = (text: string): readonly string[] =>
  [...text].slice(0, -1).map((letter, index) => letter + ([...text][index + 1] ?? ''))

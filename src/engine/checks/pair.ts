import type { TextPair } from '../model.js'

export const pair = (en: string, fa: string): TextPair => ({ en, fa })

/** Why something is refused, and what cures it. */
export type RuleText = readonly [TextPair, TextPair]

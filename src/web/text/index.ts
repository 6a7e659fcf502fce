import type { Lang } from '../../desk/text.js'
import { en } from './en.js'
import { fa } from './fa.js'

export type Words = typeof fa

const WORDS: Readonly<Record<Lang, Words>> = { fa, en }

export const words = (lang: Lang): Words => WORDS[lang]

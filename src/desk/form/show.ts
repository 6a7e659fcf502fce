import { digitsIn, formatIsoDate, formatNumber, formatPhone } from '../../persian/index.js'
import type { Json } from '../json.js'
import type { Lang, Text } from '../text.js'
import type { Faculties } from './faculties.js'
import type { Field } from './form.js'

export interface ShowContext {
  readonly faculties: Faculties
  readonly people?: ReadonlyMap<string, Text>
}

export interface Shown {
  readonly text: string
  /** A code or number that is isolated and runs from left to right. */
  readonly ltr: boolean
}

const IDENTITIES: Readonly<Record<string, Text>> = {
  faragir: { fa: 'کد فراگیر', en: 'Faragir code' },
  yekta: { fa: 'شناسه یکتا', en: 'Unique id' },
  passport: { fa: 'گذرنامه', en: 'Passport' },
}
const SAME: Text = { fa: 'همان کد ملی', en: 'Same as national code' }
const YES: Text = { fa: 'بله', en: 'Yes' }

/** An answer as a person reads it; empty when there is none. */
export function showAnswer(field: Field, answer: Json, lang: Lang, context: ShowContext): Shown {
  const plain = (text: string): Shown => ({ text, ltr: false })
  const code = (text: string): Shown => ({ text: digitsIn(text, lang), ltr: true })
  if (answer === null || answer === '') return plain('')
  if (typeof answer === 'boolean') return plain(answer ? YES[lang] : '')
  if (Array.isArray(answer)) return plain('')
  if (typeof answer === 'object') return showParts(answer as Readonly<Record<string, Json>>, lang, code, plain)
  if (typeof answer === 'number')
    return plain(
      field.kind === 'rial'
        ? `${formatNumber(answer, lang)} ${lang === 'fa' ? 'ریال' : 'rial'}`
        : formatNumber(answer, lang),
    )
  const named = (list: readonly { readonly id: string; readonly name: Text }[]) =>
    plain(list.find((one) => one.id === answer)?.name[lang] ?? String(answer))
  const text = String(answer)
  switch (field.kind) {
    case 'choice':
      return plain(field.options.find((one) => one.value === text)?.label[lang] ?? text)
    case 'faculty':
      return named(context.faculties.faculties)
    case 'level':
      return named(context.faculties.levels)
    case 'field':
      return named(context.faculties.fields)
    case 'person':
      return plain(context.people?.get(text)?.[lang] ?? '')
    case 'jalali-date':
      return plain(formatIsoDate(text, lang))
    case 'mobile':
    case 'landline':
      return { text: formatPhone(text, lang), ltr: true }
    case 'student-no':
    case 'postal-code':
    case 'letter-number':
      return code(text)
    default:
      return plain(text)
  }
}

function showParts(
  answer: Readonly<Record<string, Json>>,
  lang: Lang,
  code: (text: string) => Shown,
  plain: (text: string) => Shown,
): Shown {
  const text = (name: string) => (typeof answer[name] === 'string' ? answer[name] : '')
  if ('same' in answer) return plain(SAME[lang])
  if ('number' in answer) return code(text('number'))
  if ('kind' in answer) {
    const kind = IDENTITIES[text('kind')]
    return kind ? plain(`${kind[lang]} \u2066${text('value')}\u2069`) : code(text('value'))
  }
  if ('other' in answer) return plain(text('other'))
  return plain(
    text('province') === text('city')
      ? text('city')
      : [text('province'), text('city')].join(lang === 'fa' ? '، ' : ', '),
  )
}

import type { Letters } from '../../commands/desk.js'
import { foremost, oneRequest, type Letter, type LetterItem } from '../../desk/letter.js'
import { plain, type Piece } from '../../desk/sentence.js'
import { noticePath } from '../notice-path.js'
import { paths } from '../paths.js'
import { notices } from '../text/notices.js'
import { MailPage } from './mail.js'

/** Draws letters of a desk that is reached at `baseUrl`. */
export const letters = (baseUrl: string): Letters => {
  const choices = baseUrl + paths.accountNotices()
  const url = (item: LetterItem) => baseUrl + noticePath(item.target)
  return {
    choices,
    short: (letter) => {
      const item = foremost(letter.items)
      const key = oneRequest(letter.items)
      const at = letter.items.length === 1 && item ? url(item) : baseUrl + (key ? paths.request(key) : paths.notices())
      return `${plain(headline(letter))}\n${at}`
    },
    mail: (letter) => {
      const t = notices[letter.lang].mail
      return {
        from: `${t.from} ${letter.institution}`,
        subject: plain(headline(letter)),
        text: textOf(letter, url, choices),
        html: `<!doctype html>\n${String(<MailPage letter={letter} url={url} choices={choices} />)}`,
      }
    },
  }
}

/** What it is about in one line, with the key of its request. */
function headline(letter: Letter): readonly Piece[] {
  const { items, lang } = letter
  const item = foremost(items)
  const key = oneRequest(items)
  if (!item || (items.length > 1 && key === null)) return letter.collection
  const more = items.length > 1 ? [` ${notices[lang].mail.more(items.length - 1)}`] : []
  return [...item.title, ...more, ...(key === null ? [] : [' · ', { value: key, code: true }])]
}

function textOf(letter: Letter, url: (item: LetterItem) => string, choices: string): string {
  const t = notices[letter.lang].mail
  const item = (one: LetterItem) =>
    [
      plain(one.title),
      one.request === null ? '' : plain([`${one.service} · `, { value: one.request, code: true }]),
      plain(one.body),
      one.quote === null ? '' : `${t.wrote}\n${one.quote.replace(/^/gm, '> ')}`,
      url(one),
    ]
      .filter((line) => line !== '')
      .join('\n\n')
  return [
    `${t.greeting(`\u2068${letter.name}\u2069`)}\n`,
    letter.items.map(item).join('\n\n----\n\n'),
    `\n--\n${letter.answerable ? t.answer : t.noAnswer}\n${t.why}\n${t.choose}: ${choices}\n`,
  ].join('\n')
}

import { cleanText } from '../../persian/index.js'
import { textOfHtml } from '../mail-in/html-text.js'

/**
 * What was written in the markup of the other desk, as plain text. Marks that only dress are dropped, links keep their
 * address, and what is none of its marks stays as it was written.
 */
export function plainText(body: string): string {
  const text = LOOKS_LIKE_HTML.test(body) ? textOfHtml(body) : withoutMarkup(body)
  return cleanText(text.replaceAll('\r\n', '\n'), { multiline: true })
}

const LOOKS_LIKE_HTML = /^\s*<(!doctype|html|body|div|p|br|table|span|ul|ol|h[1-6])\b[^>]*>/i

const withoutMarkup = (wiki: string): string =>
  wiki
    .replace(/\{(code|noformat|quote|panel|color)(:[^}\n]*)?\}/g, '')
    .replace(/^h[1-6]\.\s+/gm, '')
    .replace(/^bq\.\s+/gm, '')
    .replace(/\[\^([^[\]\n|]+)\]/g, '$1')
    .replace(/\[~(?:accountid:)?([^[\]\n|]+)\]/g, '@$1')
    .replace(/\[([^[\]\n|]+)\|((?:https?:|mailto:)[^[\]\n|]+)(?:\|[^\]\n]*)?\]/g, '$1 ($2)')
    .replace(/\[((?:https?:|mailto:)[^[\]\n|]+)\]/g, '$1')
    .replace(/!([^!\s|]+\.[A-Za-z0-9]{2,5})(?:\|[^!\n]*)?!/g, '$1')
    .replace(/(^|[\s(])([*_+])(?=\S)([^\n]{0,300}?\S)\2(?=$|[\s).,،؛:!؟?])/gm, '$1$3')
    .replace(/\\\\\s*$/gm, '')

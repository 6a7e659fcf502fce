/**
 * The text of a mail that has nothing but HTML, in one pass over it. Quotes become lines that begin with >, as in plain
 * mail, so that one set of rules cuts both. Nothing of it is ever shown as HTML.
 */
export function textOfHtml(html: string): string {
  const out = new Lines()
  let at = 0
  while (at < html.length) {
    const open = html.indexOf('<', at)
    if (open === -1) {
      out.write(html.slice(at))
      break
    }
    out.write(html.slice(at, open))
    const tag = /^<(\/?)([a-z][a-z0-9]*)/i.exec(html.slice(open, open + 32))
    if (!tag && !/^<[!?/]/.test(html.slice(open, open + 2))) {
      // A lone < in the text.
      out.write('<')
      at = open + 1
      continue
    }
    const end = endOfTag(html, open)
    const name = (tag?.[2] ?? '').toLowerCase()
    if (tag?.[1] === '' && HIDDEN.has(name)) {
      at = afterElement(html, end, name)
      continue
    }
    if (tag) out.tag(name, tag[1] === '/', html.slice(open, end))
    at = end
  }
  return out.text()
}

const HIDDEN = new Set(['head', 'style', 'script', 'title', 'template', 'noscript'])
const BLOCKS = new Set([
  'p',
  'div',
  'tr',
  'li',
  'ul',
  'ol',
  'table',
  'h1',
  'h2',
  'h3',
  'h4',
  'h5',
  'h6',
  'hr',
  'pre',
  'blockquote',
  'center',
  'article',
  'section',
  'header',
  'footer',
])
/** Outlook and Zimbra put no quote around what they quote, only this before it. */
const DIVIDER = /\sid\s*=\s*["']?(divRplyFwdMsg|stopSpelling|zwchr)\b/i
const MOST_DEPTH = 20

function endOfTag(html: string, open: number): number {
  if (html.startsWith('<!--', open)) {
    const end = html.indexOf('-->', open + 4)
    return end === -1 ? html.length : end + 3
  }
  const end = html.indexOf('>', open)
  return end === -1 ? html.length : end + 1
}

function afterElement(html: string, from: number, name: string): number {
  const close = new RegExp(`</${name}\\s*>`, 'gi')
  close.lastIndex = from
  const found = close.exec(html)
  return found ? close.lastIndex : html.length
}

class Lines {
  #lines: string[] = []
  #line = ''
  #depth = 0

  write(text: string): void {
    this.#line += decoded(text).replace(/[ \t\r\n]+/g, ' ')
  }

  tag(name: string, closes: boolean, whole: string): void {
    if (name === 'br') return this.#end()
    if (!BLOCKS.has(name)) return
    if (this.#line.trim() !== '') this.#end()
    if (name === 'blockquote') this.#depth = Math.max(0, Math.min(MOST_DEPTH, this.#depth + (closes ? -1 : 1)))
    if (name === 'p' && closes) this.#lines.push(this.#prefix())
    if (!closes && DIVIDER.test(whole)) this.#lines.push('-----Original Message-----')
  }

  text(): string {
    this.#end()
    return this.#lines
      .join('\n')
      .replace(/\n(\s*\n)+/g, '\n\n')
      .trim()
  }

  #end(): void {
    this.#lines.push(`${this.#prefix()}${this.#line.trim()}`)
    this.#line = ''
  }

  #prefix(): string {
    return this.#depth === 0 ? '' : `${'>'.repeat(this.#depth)} `
  }
}

const NAMED: Readonly<Record<string, string>> = {
  amp: '&',
  lt: '<',
  gt: '>',
  quot: '"',
  apos: "'",
  nbsp: ' ',
  zwnj: '\u200c',
  zwj: '\u200d',
  lrm: '\u200e',
  rlm: '\u200f',
  laquo: '«',
  raquo: '»',
  hellip: '…',
  ndash: '–',
  mdash: '—',
  bull: '•',
}

const decoded = (text: string): string =>
  text.replace(/&(#\d{1,7}|#x[0-9a-f]{1,6}|[a-z]{2,6});/gi, (whole, name: string) => {
    if (!name.startsWith('#')) return NAMED[name.toLowerCase()] ?? whole
    const code = name[1]?.toLowerCase() === 'x' ? Number.parseInt(name.slice(2), 16) : Number(name.slice(1))
    return code > 0 && code <= 0x10ffff && (code < 0xd800 || code > 0xdfff) ? String.fromCodePoint(code) : ''
  })

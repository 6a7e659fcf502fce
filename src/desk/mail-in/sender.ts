import { headerOf, type Mail } from './mail.js'

/** How far the sender's address is to be believed. */
export type Proof = 'proven' | 'disproven' | 'unknown'

/**
 * What the own mail server found out about the sender (RFC 8601). Only its topmost Authentication-Results counts: every
 * line below the first may have come with the mail.
 *
 * @param authority the name that the own server writes there; null: nobody is believed
 */
export function proofOf(mail: Mail, authority: string | null): Proof {
  const said = headerOf(mail, 'authentication-results')
  if (authority === null || said === null) return 'unknown'
  const [id = '', ...results] = withoutComments(said).toLowerCase().split(';')
  if (id.trim().split(/\s/)[0] !== authority.toLowerCase()) return 'unknown'
  const found = results.map(readResult)
  const dmarc = found.find((one) => one.method === 'dmarc')
  if (dmarc?.result === 'pass') return aligned(dmarc.of['header.from'] ?? domainOf(mail.from), mail.from)
  if (dmarc?.result === 'fail') return 'disproven'
  const passed = found.filter((one) => one.result === 'pass')
  const names = passed.flatMap((one) =>
    one.method === 'dkim'
      ? [one.of['header.d'] ?? one.of['header.i']]
      : one.method === 'spf'
        ? [one.of['smtp.mailfrom']]
        : [],
  )
  if (names.some((name) => name !== undefined && aligned(domainOf(name), mail.from) === 'proven')) return 'proven'
  return found.some((one) => one.result.endsWith('fail')) ? 'disproven' : 'unknown'
}

function readResult(text: string) {
  const [first = '', ...properties] = text.trim().split(/\s+/)
  const [method = '', result = ''] = first.split('=')
  const of = Object.fromEntries(
    properties.map((one) => {
      const at = one.indexOf('=')
      return [one.slice(0, at), one.slice(at + 1).replace(/"/g, '')]
    }),
  )
  return { method, result, of }
}

/** The names are the same, or one is below the other: `mail.uni.example` speaks for `uni.example`. */
function aligned(domain: string, from: string): Proof {
  const of = domainOf(from)
  return domain === of || domain.endsWith(`.${of}`) || (domain.includes('.') && of.endsWith(`.${domain}`))
    ? 'proven'
    : 'unknown'
}

const domainOf = (address: string): string => address.slice(address.lastIndexOf('@') + 1)

/** Comments stand in brackets, which may hold brackets. */
function withoutComments(text: string): string {
  let depth = 0
  let kept = ''
  for (const letter of text) {
    if (letter === '(') depth += 1
    else if (letter === ')') depth = Math.max(0, depth - 1)
    else if (depth === 0) kept += letter
  }
  return kept
}

import { expect, test } from 'vitest'
import type { Mail } from './mail.js'
import { proofOf } from './sender.js'

const mail = (...results: readonly string[]): Mail => ({
  messageId: null,
  from: 'sara@uni.test',
  fromName: '',
  recipients: [],
  subject: '',
  headers: results.map((value) => ({ name: 'authentication-results', value })),
  text: '',
  html: null,
  files: [],
})

test.each([
  ['mx.uni.test; dmarc=pass (p=reject) header.from=uni.test', 'proven'],
  ['MX.uni.test 1; spf=pass smtp.mailfrom=sara@uni.test; dmarc=pass header.from=uni.test', 'proven'],
  ['mx.uni.test; dkim=pass header.d=uni.test header.s=k1', 'proven'],
  ['mx.uni.test; dkim=pass header.i=@mail.uni.test', 'proven'],
  ['mx.uni.test; dkim=fail header.d=uni.test; spf=pass smtp.mailfrom="sara@uni.test"', 'proven'],
  // Passed, but for somebody else: anybody can sign as themself.
  ['mx.uni.test; dkim=pass header.d=evil.test; spf=pass smtp.mailfrom=x@evil.test', 'unknown'],
  ['mx.uni.test; dkim=pass header.d=notuni.test', 'unknown'],
  ['mx.uni.test; dkim=pass header.d=test', 'unknown'],
  ['mx.uni.test; dmarc=pass header.from=evil.test', 'unknown'],
  ['mx.uni.test; dmarc=fail header.from=uni.test; spf=pass smtp.mailfrom=x@uni.test', 'disproven'],
  ['mx.uni.test; spf=softfail smtp.mailfrom=x@uni.test', 'disproven'],
  ['mx.uni.test; none', 'unknown'],
  ['mx.uni.test', 'unknown'],
  ['', 'unknown'],
  // A comment is no result, and does not hide one.
  ['mx.uni.test; spf=fail (dmarc=pass header.from=uni.test; (really)) smtp.mailfrom=x@uni.test', 'disproven'],
  // Somebody else's word
  ['mx.evil.test; dmarc=pass header.from=uni.test', 'unknown'],
  ['mx.uni.test.evil.test; dmarc=pass header.from=uni.test', 'unknown'],
])('%s: %s', (said, proof) => expect(proofOf(mail(said), 'mx.uni.test')).toBe(proof))

test('only the topmost line counts: others may have come with the mail', () => {
  const forged = 'mx.uni.test; dmarc=pass header.from=uni.test'
  expect(proofOf(mail('mx.uni.test; dmarc=fail header.from=uni.test', forged), 'mx.uni.test')).toBe('disproven')
  expect(proofOf(mail('mx.elsewhere.test; none', forged), 'mx.uni.test')).toBe('unknown')
})

test('nobody is believed where nobody is set', () => {
  expect(proofOf(mail('mx.uni.test; dmarc=pass header.from=uni.test'), null)).toBe('unknown')
})

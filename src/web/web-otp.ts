/**
 * A message with a code, bound to the desk's own address: telephones offer the code on that site only
 * (https://wicg.github.io/sms-one-time-codes/).
 */
export const bound = (text: string, code: string, baseUrl: string): string =>
  `${text}\n\n@${new URL(baseUrl).hostname} #${code}`

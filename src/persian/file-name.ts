import { cleanText } from './text.js'

/** Marks that hide or turn text around, and halves of letters; ZWNJ and ZWJ stay, Persian words need them. */
const HIDDEN =
  /[\u0080-\u009f\u00ad\u180e\u200b\u2028\u2029\u2060-\u206f\ufff9-\uffff\u{e0000}-\u{e0fff}]|\p{Surrogate}/gu
/** Names that Windows keeps for devices, with any ending. */
const DEVICES = /^(con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³])(\.|$)/i
/** File systems take 255; room stays for another ending. */
const MAX_BYTES = 250
const MAX_LETTERS = 120

/**
 * A file name that can be shown and kept anywhere: no folders, no controls, no marks that turn it around, no dots or
 * spaces at its ends, at most 120 letters and 250 bytes with its ending. Persian, its half-spaces and its digits stay.
 */
export function cleanFileName(raw: string): string {
  const last = raw.split(/[/\\]/).at(-1) ?? ''
  const name = trimmed(cleanText(last.replace(HIDDEN, '')).replace(/[<>:"|?*]/g, '_'))
  const ending = /\.[A-Za-z0-9]{1,8}$/.exec(name)?.[0] ?? ''
  const stem = trimmed(shortened(name.slice(0, name.length - ending.length), ending.length)) || 'file'
  return DEVICES.test(stem) ? `_${stem}${ending}` : `${stem}${ending}`
}

const trimmed = (name: string): string => name.replace(/^[.\s\u200c\u200d]+|[.\s\u200c\u200d]+$/g, '')

/** Room is left for one mark before the name. */
function shortened(stem: string, reserved: number): string {
  let [kept, bytes, letters] = ['', reserved + 1, reserved + 1]
  for (const letter of stem) {
    bytes += utf8Length(letter)
    letters += 1
    if (bytes > MAX_BYTES || letters > MAX_LETTERS) return kept
    kept += letter
  }
  return kept
}

function utf8Length(letter: string): number {
  const point = letter.codePointAt(0) ?? 0
  return point < 0x80 ? 1 : point < 0x800 ? 2 : point < 0x10000 ? 3 : 4
}

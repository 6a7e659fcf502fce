import type { Scope } from '../../desk/token.js'
import { formatNumber } from '../../persian/index.js'

const n = (value: number) => formatNumber(value, 'fa')

/** Why a program is refused before the desk itself decides; refusals of the desk have their own words. */
export const fa = {
  noToken: 'یک کلید دسترسی معتبر بفرستید: Authorization: Bearer mzb_…',
  missingScope: (scope: Scope) => `این کلید اجازهٔ ${scope} را ندارد.`,
  notAdministrator: 'این کار فقط برای مدیران سامانه است.',
  nothing: 'چنین چیزی نیست، یا این کلید به آن دسترسی ندارد.',
  tooLarge: (bytes: number) => `محتوا بیش از ${n(bytes)} بایت است.`,
  tooMany: (seconds: number) => `فراخوانی‌ها زیاد است. ${n(seconds)} ثانیه صبر کنید.`,
  notUtf8: 'محتوا UTF-8 نیست.',
  notJson: 'محتوا را به شکل application/json بفرستید.',
  brokenJson: 'محتوا JSON درستی نیست.',
  brokenForm: 'محتوا فرم درستی نیست.',
  impossible: 'مقداری فرستاده شده که ممکن نیست.',
  broken: 'کار به جایی نرسید. چیزی تغییر نکرده است.',
  body: 'محتوا آن نیست که این عمل می‌خواهد.',
  header: 'سرآیندی نیست یا درست نیست.',
  address: 'مقداری در نشانی درست نیست.',
  revisionNeeded: 'بگویید کدام نسخه را دیده‌اید: If-Match با ETag آخرین خواندن.',
  revisionWrong: 'سرآیند If-Match نسخه‌ای را نمی‌گوید؛ ETag را همان‌گونه که آمده بفرستید.',
  somebody: 'کسی',
  unknownField: 'این فرم چنین فیلدی ندارد.',
  otherField: (field: string) => `این فایل برای فیلد «${field}» فرستاده شده است.`,
}

export const en: typeof fa = {
  noToken: 'Send a valid access token: Authorization: Bearer mzb_…',
  missingScope: (scope) => `This token lacks the scope ${scope}.`,
  notAdministrator: 'This is for administrators only.',
  nothing: 'There is no such thing, or this token has no access to it.',
  tooLarge: (bytes) => `A body may have ${bytes} bytes.`,
  tooMany: (seconds) => `Too many calls. Wait ${seconds} seconds.`,
  notUtf8: 'The body is not UTF-8.',
  notJson: 'Send application/json.',
  brokenJson: 'The body is no JSON.',
  brokenForm: 'The body is no form.',
  impossible: 'A value cannot be what it is.',
  broken: 'Something went wrong. Nothing was changed.',
  body: 'The body is not what this operation takes.',
  header: 'A header is missing or wrong.',
  address: 'A value of the address is wrong.',
  revisionNeeded: 'Say which revision you have seen: If-Match with the ETag of the last reading.',
  revisionWrong: 'If-Match names no revision; send the ETag as it came.',
  somebody: 'Somebody',
  unknownField: 'The form has no such field.',
  otherField: (field) => `This file was sent for the field “${field}”.`,
}

export {
  DAY_MS,
  dayOfIso,
  dayOfJalali,
  isoOfDay,
  jalaliOfDay,
  tehranDay,
  tehranInstant,
  tehranTime,
  weekdayOf,
} from './days.js'
export { digitsIn, foldDigits, formatNumber, toPersianDigits } from './digits.js'
export { foldCode, isNationalCode, isPostalCode, nationalCodeFault } from './identity.js'
export { isoToJalali, jalaliToIso, MONTHS, monthLength, numericJalali, readJalali } from './jalali.js'
export type { JalaliDate } from './jalali.js'
export { formatPhone, readLandline, readMobile } from './phone.js'
export { matches, searchForms, wrongLayout } from './search.js'
export { cleanFileName, cleanText, compareFa, joinList } from './text.js'
export { formatIsoDate, formatTime, isoDateInTehran, jalaliYear, relativeTime } from './time.js'
export type { TimeStyle } from './time.js'

import { formatNumber, numericJalali, toPersianDigits, type JalaliDate } from '../../persian/index.js'
import type { Text } from '../text.js'
import type { Field } from './form.js'

const both = (fa: string, en: string): Text => ({ fa, en })
const number = (value: number) => formatNumber(value, 'fa')

/** What a field tells somebody whose input can't be used: what is wrong, and what to do. */
export const say = {
  required: (field: Field): Text =>
    field.kind === 'choice' || ['faculty', 'level', 'field', 'person', 'place'].includes(field.kind)
      ? both(`«${field.label.fa}» را انتخاب کنید.`, `Choose “${field.label.en}”.`)
      : field.kind === 'upload'
        ? both(`«${field.label.fa}» را پیوست کنید.`, `Attach “${field.label.en}”.`)
        : both(`«${field.label.fa}» را بنویسید.`, `Write “${field.label.en}”.`),
  tooLong: (limit: number): Text =>
    both(`حداکثر ${number(limit)} نویسه بنویسید.`, `Write at most ${limit} characters.`),
  notOption: (): Text => both('یکی از گزینه‌ها را انتخاب کنید.', 'Choose one of the options.'),
  notNumber: (): Text => both('یک عدد بنویسید.', 'Write a number.'),
  range: (min: number | null, max: number | null): Text =>
    max === null
      ? both(`عددی از ${number(min ?? 0)} به بالا بنویسید.`, `Write a number from ${min ?? 0}.`)
      : both(`عددی از ${number(min ?? 0)} تا ${number(max)} بنویسید.`, `Write a number from ${min ?? 0} to ${max}.`),
  codeDigits: (): Text => both('کد ملی فقط رقم دارد.', 'A national code has digits only.'),
  codeLength: (digits: number): Text =>
    both(`کد ملی ۱۰ رقم دارد؛ ${number(digits)} رقم نوشته‌اید.`, `A national code has 10 digits; you wrote ${digits}.`),
  codeCheck: (): Text =>
    both(
      'رقم آخر با بقیهٔ رقم‌ها نمی‌خواند. کد ملی را از روی کارت دوباره بنویسید.',
      'The last digit does not fit the others. Copy the national code from the card again.',
    ),
  foreignId: (): Text => both('۵ تا ۲۰ حرف لاتین یا رقم بنویسید.', 'Write 5 to 20 Latin letters or digits.'),
  shenasname: (): Text => both('شماره شناسنامه ۱ تا ۱۰ رقم دارد.', 'A birth-certificate number has 1 to 10 digits.'),
  studentNo: (): Text => both('شماره دانشجویی ۵ تا ۱۵ رقم دارد.', 'A student number has 5 to 15 digits.'),
  name: (): Text =>
    both('نام را با حروف بنویسید، بدون رقم و نشانه.', 'Write the name in letters, without digits or signs.'),
  dateUnreadable: (): Text =>
    both(
      'تاریخ را با سال، ماه و روز بنویسید؛ مثلاً ۱۳۸۰/۰۵/۱۲.',
      'Write the date as year, month, day of the Jalali calendar, such as 1380/05/12.',
    ),
  dateYear: (): Text => both('سال را با چهار رقم بنویسید؛ مثلاً ۱۳۸۰.', 'Write the year with four digits, such as 1380.'),
  dateMonth: (month: number): Text =>
    both(
      `ماه ${number(month)} وجود ندارد. ماه عددی از ۱ تا ۱۲ است.`,
      `There is no month ${month}. A month is a number from 1 to 12.`,
    ),
  dateDay: (day: number, limit: number): Text =>
    both(
      `روز ${number(day)} در این ماه نیست؛ این ماه ${number(limit)} روز دارد.`,
      `This month has no day ${day}; it has ${limit} days.`,
    ),
  dateGregorian: (date: JalaliDate): Text =>
    both(
      `این تاریخ میلادی است؛ منظورتان ${toPersianDigits(numericJalali(date))} است؟`,
      `That is a Gregorian date; do you mean ${numericJalali(date)}?`,
    ),
  age: (min: number, max: number): Text =>
    both(
      `با این تاریخ، سن از ${number(min)} تا ${number(max)} سال بیرون است. سال را بررسی کنید.`,
      `With this date the age is not between ${min} and ${max}. Check the year.`,
    ),
  mobileLength: (digits: number): Text =>
    both(
      `شمارهٔ همراه ۱۱ رقم دارد و با ۰۹ شروع می‌شود؛ ${number(digits)} رقم نوشته‌اید.`,
      `A mobile number has 11 digits and begins with 09; you wrote ${digits}.`,
    ),
  mobile: (): Text =>
    both('این شمارهٔ همراه نیست؛ مثلاً ۰۹۹۹ ۰۰۰ ۰۰۰۰.', 'That is not a mobile number, such as 0999 000 0000.'),
  areaCode: (): Text =>
    both('پیش‌شماره را هم بنویسید؛ مثلاً ۰۲۱ برای تهران.', 'Write the area code too, such as 021 for Tehran.'),
  landline: (): Text =>
    both(
      'این شمارهٔ تلفن ثابت نیست؛ با پیش‌شماره ۱۱ رقم دارد.',
      'That is not a landline number; with its area code it has 11 digits.',
    ),
  postalCode: (): Text => both('کد پستی ۱۰ رقم دارد.', 'A postal code has 10 digits.'),
  letterNumber: (): Text =>
    both(
      'شماره نامه را مثل ۱۴۰۵/۱۲/۳۴۵ بنویسید؛ به جای خط تیره خط کج بگذارید.',
      'Write the letter number like 1405/12/345, with slashes and no hyphen.',
    ),
  notOffered: (): Text =>
    both('این گزینه در دانشکده و مقطع انتخاب‌شده نیست.', 'That is not offered in the chosen faculty and level.'),
  tooManyFiles: (limit: number): Text =>
    both(`حداکثر ${number(limit)} فایل پیوست کنید.`, `Attach at most ${limit} files.`),
}

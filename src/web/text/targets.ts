import { formatNumber } from '../../persian/index.js'

/** Words of the page on which an administrator sets targets. */
const fa = {
  title: 'مهلت مرحله‌ها',
  intro: (days: number) =>
    `هر مرحله چند روز کاری وقت دارد. آنچه این‌جا می‌نویسید برای کارهای تازه است؛ کارهای باز مهلت خود را نگه می‌دارند. مرحله‌ای که نقشه‌اش مهلتی ندارد ${formatNumber(days, 'fa')} روز کاری وقت دارد.`,
  step: 'مرحله',
  office: 'واحد',
  drawn: 'در نقشه',
  target: 'مهلت (روز کاری)',
  targetOf: (step: string) => `مهلت ${step}، به روز کاری`,
  days: (count: number) => `${formatNumber(count, 'fa')} روز کاری`,
  none: 'بدون مهلت',
  set: (by: string, date: string) => `${by}، ${date}`,
  save: 'ذخیره',
  saveOf: (step: string) => `ذخیرهٔ مهلت ${step}`,
  everyFaculty: 'هر دانشکده',
}

const en: typeof fa = {
  title: 'Targets of steps',
  intro: (days) =>
    `How many working days each step has. What you set here counts for new tasks; open ones keep the target they have. A step whose drawing names none has ${formatNumber(days, 'en')} working days.`,
  step: 'Step',
  office: 'Office',
  drawn: 'In the drawing',
  target: 'Target (working days)',
  targetOf: (step) => `Target of ${step}, in working days`,
  days: (count) => `${formatNumber(count, 'en')} working ${count === 1 ? 'day' : 'days'}`,
  none: 'none',
  set: (by, date) => `${by}, ${date}`,
  save: 'Save',
  saveOf: (step) => `Save the target of ${step}`,
  everyFaculty: 'each faculty',
}

export const targets = { fa, en } as const

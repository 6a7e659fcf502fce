/** Pages that follow what changes, who else is here, and what somebody else did meanwhile. */
export const fa = {
  fresh: 'این صفحه تازه شد.',
  offline: 'ارتباط برقرار نیست؛ این صفحه شاید تازه نباشد.',
  looking: (names: string, count: number) => `${names} ${count > 1 ? 'این کار را می‌بینند' : 'این کار را می‌بیند'}`,
  writing: (names: string, count: number) =>
    `${names} ${count > 1 ? 'دربارهٔ این کار می‌نویسند' : 'دربارهٔ این کار می‌نویسد'}`,
  done: (who: string, outcome: string, when: string) => `${who} این کار را با نتیجهٔ «${outcome}» تمام کرد (${when}).`,
  over: (when: string) => `(${when})`,
  lostNothing: 'آنچه نوشته بودید فرستاده نشد؛ همین‌جا مانده است.',
}

export const en: typeof fa = {
  fresh: 'This page was refreshed.',
  offline: 'There is no connection; this page may not be up to date.',
  looking: (names, count) => `${names} ${count > 1 ? 'are' : 'is'} looking at this task`,
  writing: (names, count) => `${names} ${count > 1 ? 'are' : 'is'} writing on this task`,
  done: (who, outcome, when) => `${who} completed this task with “${outcome}” (${when}).`,
  over: (when) => `(${when})`,
  lostNothing: 'What you had written was not sent; it is still here.',
}

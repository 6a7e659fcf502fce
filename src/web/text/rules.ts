/** Words of substitutes, four eyes and readings. */
export const fa = {
  youStandIn: 'شما جانشین هستید',
  absentUntil: (date: string) => `غایب تا ${date}`,
  inSteadOf: (name: string) => `شما به جانشینی ${name} عمل می‌کنید.`,
  fourEyes: (steps: string) => `این مرحله را باید کسی جز انجام‌دهندهٔ «${steps}» انجام دهد.`,
  reading: (until: string) => `این درخواست را به‌عنوان مدیر سامانه و با ذکر دلیل می‌خوانید، تا ساعت ${until}.`,
  readingLogged: 'این خواندن در گزارش رویدادها ثبت شده است. یادداشت‌های داخلی نشان داده نمی‌شوند.',
  readingReason: 'دلیل',
}

export const en: typeof fa = {
  youStandIn: 'You stand in',
  absentUntil: (date) => `away until ${date}`,
  inSteadOf: (name) => `You act in the stead of ${name}.`,
  fourEyes: (steps) => `Somebody other than who did “${steps}” has to do this step.`,
  reading: (until) => `You read this request as an administrator, with a reason, until ${until}.`,
  readingLogged: 'The audit log tells of this reading. Internal notes are not shown.',
  readingReason: 'Reason',
}

/** Words at the edges of the desk: forms that came from elsewhere or can't be read. */
export const fa = {
  foreign: 'چیزی تغییر نکرد',
  foreignText:
    'این درخواست از صفحه‌ای بیرون از این سامانه رسید، پس انجام نشد. صفحه را از همین سامانه باز کنید و همان کار را از آنجا انجام دهید. اگر از همین‌جا فرستاده‌اید، مرورگر را به‌روز کنید.',
  badForm: 'فرم خوانده نشد',
  badFormText: 'آنچه رسید کامل نبود؛ شاید ارتباط قطع شده است. به صفحهٔ پیش برگردید و دوباره بفرستید.',
}

export const en: typeof fa = {
  foreign: 'Nothing was changed',
  foreignText:
    'This came from a page outside this portal, so it was not done. Open the page from this portal and do it there. If you did send it from here, update your browser.',
  badForm: 'The form could not be read',
  badFormText:
    'What arrived was not whole; perhaps the connection broke. Go back to the page before and send it again.',
}

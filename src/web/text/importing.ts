/** Words of what comes in from elsewhere and goes out as files. */
export const fa = {
  title: 'از سامانهٔ پیشین',
  came: (date: string) => `این درخواست در ${date} به اینجا آورده شد.`,
  key: 'شمارهٔ پیشین',
  closedThere: 'این درخواست در سامانهٔ پیشین بسته شده بود؛ «روند رسیدگی» وضعیت‌های آن در آنجاست.',
  files: 'فایل‌ها',
  leftOut: 'آنچه در این سامانه جایی نداشت',
  note: 'یادداشت داخلی',
  whys: {
    'not-mapped': 'فیلدی برایش نیست',
    'not-valid': 'با فیلد این سامانه نمی‌خواند',
    missing: 'پر نشده است',
    'too-large': 'بزرگ‌تر از اندازهٔ مجاز است',
    'bad-file': 'از این نوع فایل پذیرفته نمی‌شود',
    virus: 'ویروس داشت',
    'not-there': 'در سامانهٔ پیشین نبود',
    elsewhere: 'جای دیگری نگهداری می‌شد',
    'no-place': '',
  },
}

export const en: typeof fa = {
  title: 'From the earlier desk',
  came: (date) => `This request was brought here on ${date}.`,
  key: 'Earlier number',
  closedThere: 'It had been closed at the earlier desk; its track shows the statuses it had there.',
  files: 'Files',
  leftOut: 'What had no place here',
  note: 'Internal note',
  whys: {
    'not-mapped': 'there is no field for it',
    'not-valid': 'it does not fit the field here',
    missing: 'it is not filled in',
    'too-large': 'it is larger than allowed',
    'bad-file': 'files of this kind are not accepted',
    virus: 'it had a virus',
    'not-there': 'the earlier desk no longer had it',
    elsewhere: 'it was kept at another place',
    'no-place': '',
  },
}

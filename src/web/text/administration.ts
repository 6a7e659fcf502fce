/** The words of the administrator's pages. Both languages have the same keys; the compiler compares them. */
export const fa = {
  nav: {
    label: 'بخش‌های مدیریت',
    overview: 'نمای کلی',
    services: 'خدمت‌ها',
    people: 'اشخاص',
    groups: 'گروه‌ها',
    sync: 'همگام‌سازی',
    substitutes: 'جانشینان',
    readings: 'خواندن درخواست',
    audit: 'دفتر رویدادها',
  },
}

export const en: typeof fa = {
  nav: {
    label: 'Parts of administration',
    overview: 'Overview',
    services: 'Services',
    people: 'People',
    groups: 'Groups',
    sync: 'Sync',
    substitutes: 'Substitutes',
    readings: 'Readings',
    audit: 'Audit log',
  },
}

import type { AuditKind } from '../../desk/audit.js'

/** What a line of the audit log tells, already as words of the language; what is not known is empty. */
export interface ToldLine {
  /** Who did it; empty for the desk itself and for people who were not known. */
  readonly by: string
  /** Whom it concerns; empty when that is who did it. */
  readonly person: string
  /** In whose stead, or, of a substitution, who is away. */
  readonly stead: string
  /** The key of a request, isolated. */
  readonly request: string
  /** A text of the line's data, isolated; a number in digits of the language. */
  readonly data: (name: string) => string
  readonly office: string
  readonly role: string
  /** A moment of the line's data as a date. */
  readonly day: (name: string) => string
  /** Why something was refused, as a clause. */
  readonly why: string
  /** How somebody signed in. */
  readonly method: string
  readonly holds: (name: string, value: string | number | boolean) => boolean
}

type Sentence = { readonly fa: (told: ToldLine) => string; readonly en: (told: ToldLine) => string }

/** The text between the parts when it is there at all. */
const given = (text: string, say: (text: string) => string): string => (text === '' ? '' : say(text))
const someone = { fa: (name: string) => name || 'کسی', en: (name: string) => name || 'Somebody' }
const named = { fa: (text: string) => `: «${text}»`, en: (text: string) => `: “${text}”` }
const noted = { fa: (text: string) => ` («${text}»)`, en: (text: string) => ` (“${text}”)` }
const system = { fa: (name: string) => name || 'سامانه', en: (name: string) => name || 'The desk' }

/** Who repaired a process: an administrator, or somebody at the command line. */
const operator = {
  fa: ({ by, holds }: ToldLine) => by || (holds('by', 'command line') ? 'کسی در خط فرمان' : 'کسی'),
  en: ({ by, holds }: ToldLine) => by || (holds('by', 'command line') ? 'Somebody at the command line' : 'Somebody'),
}
const which = ({ request }: ToldLine) => given(request, (key) => ` ${key}`)
const because = ({ data }: ToldLine) => given(data('reason'), (text) => `: ${text}`)

/** The one place where a line of the audit log becomes a sentence. The compiler wants one for every kind. */
export const AUDIT_SENTENCES: Readonly<Record<AuditKind, Sentence>> = {
  'signed-in': {
    fa: ({ by, method }) => `${someone.fa(by)}${given(method, (text) => ` با ${text}`)} وارد شد.`,
    en: ({ by, method }) => `${someone.en(by)} signed in${given(method, (text) => ` with ${text}`)}.`,
  },
  'sign-in-refused': {
    fa: ({ by, person, why }) =>
      `ورود ${by || person || 'با نامی ناشناخته'} رد شد${given(why, (text) => `: ${text}`)}.`,
    en: ({ by, person, why }) =>
      `A sign-in ${given(by || person, (name) => `of ${name}`) || 'with an unknown name'} was refused${given(why, (text) => `: ${text}`)}.`,
  },
  'signed-out': {
    fa: ({ by }) => `${someone.fa(by)} خارج شد.`,
    en: ({ by }) => `${someone.en(by)} signed out.`,
  },
  'session-revoked': {
    fa: ({ by, person, data }) =>
      `${system.fa(by)} ${given(data('sessions'), (count) => `${count} `)}نشست ${person || 'خود'} را پایان داد.`,
    en: ({ by, person, data }) =>
      `${system.en(by)} ended ${given(data('sessions'), (count) => `${count} `)}${given(person, (name) => `of the sessions of ${name}`) || 'of their own sessions'}.`,
  },
  'code-sent': {
    fa: ({ by, person }) => `رمز یک‌بارمصرف به همراه ${person || by || 'کسی'} فرستاده شد.`,
    en: ({ by, person }) => `A one-time code was sent to the mobile of ${person || by || 'somebody'}.`,
  },
  'code-refused': {
    fa: ({ by, person, why }) =>
      `رمز یک‌بارمصرف${given(person || by, (name) => ` ${name}`)} پذیرفته نشد${given(why, (text) => `: ${text}`)}.`,
    en: ({ by, person, why }) =>
      `A one-time code${given(person || by, (name) => ` of ${name}`)} was refused${given(why, (text) => `: ${text}`)}.`,
  },
  'mobile-verified': {
    fa: ({ by, person }) => `شمارهٔ همراه ${person || by || 'کسی'} تأیید شد.`,
    en: ({ by, person }) => `The mobile number of ${person || by || 'somebody'} was verified.`,
  },
  'token-created': {
    fa: ({ by, data }) => `${someone.fa(by)} کلید دسترسی${given(data('name'), (name) => ` «${name}»`)} ساخت.`,
    en: ({ by, data }) => `${someone.en(by)} created the access token${given(data('name'), (name) => ` “${name}”`)}.`,
  },
  'token-revoked': {
    fa: ({ by, person, data }) =>
      `${someone.fa(by)} کلید دسترسی${given(data('name'), (name) => ` «${name}»`)}${given(person, (name) => ` از آنِ ${name}`)} را باطل کرد.`,
    en: ({ by, person, data }) =>
      `${someone.en(by)} revoked the access token${given(data('name'), (name) => ` “${name}”`)}${given(person, (name) => ` of ${name}`)}.`,
  },
  'local-account-created': {
    fa: ({ by, person }) =>
      by === '' ? `حساب محلی ${person || 'تازه‌ای'} ساخته شد.` : `${by} حساب محلی ${person || 'تازه‌ای'} را ساخت.`,
    en: ({ by, person }) =>
      `The local account ${given(person, (name) => `of ${name} `)}was created${given(by, (name) => ` by ${name}`)}.`,
  },
  'local-password-changed': {
    fa: ({ by, person }) => `رمز عبور حساب محلی ${person || by || 'کسی'} عوض شد.`,
    en: ({ by, person }) => `The password of the local account of ${person || by || 'somebody'} was changed.`,
  },
  'membership-given': {
    fa: ({ by, person, office, role, day }) =>
      `${system.fa(by)} ${person || 'کسی'} را ${role || 'عضو'}${given(office, (name) => ` در ${name}`)} کرد${given(day('until'), (date) => `، تا پایان ${date}`)}.`,
    en: ({ by, person, office, role, day }) =>
      `${system.en(by)} made ${person || 'somebody'} ${role || 'a member'}${given(office, (name) => ` at ${name}`)}${given(day('until'), (date) => `, until the end of ${date}`)}.`,
  },
  'membership-taken': {
    fa: ({ by, person, office, data, holds }) =>
      `${system.fa(by)} عضویت ${person || 'کسی'}${given(office, (name) => ` در ${name}`)} را گرفت${holds('released', 0) ? '' : given(data('released'), (count) => ` و ${count} کار به واحد برگشت`)}.`,
    en: ({ by, person, office, data, holds }) =>
      `${system.en(by)} took the membership of ${person || 'somebody'}${given(office, (name) => ` at ${name}`)}${holds('released', 0) ? '' : given(data('released'), (count) => `; tasks given back to the office: ${count}`)}.`,
  },
  'administrator-given': {
    fa: ({ by, person }) => `${system.fa(by)} ${person || 'کسی'} را مدیر سامانه کرد.`,
    en: ({ by, person }) => `${system.en(by)} made ${person || 'somebody'} an administrator.`,
  },
  'administrator-taken': {
    fa: ({ by, person }) => `${system.fa(by)} مدیریت سامانه را از ${person || 'کسی'} گرفت.`,
    en: ({ by, person }) => `${system.en(by)} made ${person || 'somebody'} no administrator any more.`,
  },
  'rule-added': {
    fa: ({ by, office, role, data }) =>
      `${system.fa(by)} قاعدهٔ گروه${given(data('group'), (group) => ` ${group}`)} را افزود${given(role, (name) => `: ${name}`)}${given(office, (name) => ` در ${name}`)}.`,
    en: ({ by, office, role, data }) =>
      `${system.en(by)} added the rule of the group${given(data('group'), (group) => ` ${group}`)}${given(role, (name) => `: ${name}`)}${given(office, (name) => ` at ${name}`)}.`,
  },
  'rule-removed': {
    fa: ({ by, office, data }) =>
      `${system.fa(by)} قاعدهٔ گروه${given(data('group'), (group) => ` ${group}`)} را برداشت${given(office, (name) => `: ${name}`)}.`,
    en: ({ by, office, data }) =>
      `${system.en(by)} removed the rule of the group${given(data('group'), (group) => ` ${group}`)}${given(office, (name) => `: ${name}`)}.`,
  },
  'substitute-named': {
    fa: ({ by, person, stead, office, day }) =>
      `${system.fa(by)} ${person || 'کسی'} را جانشین ${stead || 'خود'}${given(office, (name) => ` در ${name}`)} کرد${given(day('from'), (date) => `، از ${date}`)}${given(day('until'), (date) => ` تا پایان ${date}`)}.`,
    en: ({ by, person, stead, office, day }) =>
      `${system.en(by)} named ${person || 'somebody'} to stand in for ${stead || 'themself'}${given(office, (name) => ` at ${name}`)}${given(day('from'), (date) => `, from ${date}`)}${given(day('until'), (date) => ` until the end of ${date}`)}.`,
  },
  'substitute-ended': {
    fa: ({ by, person, stead }) =>
      `${system.fa(by)} جانشینی ${person || 'کسی'} برای ${stead || 'همکارش'} را پایان داد.`,
    en: ({ by, person, stead }) =>
      `${system.en(by)} ended that ${person || 'somebody'} stands in for ${stead || 'a colleague'}.`,
  },
  'reading-opened': {
    fa: ({ by, request, data }) =>
      `${someone.fa(by)} درخواست${given(request || data('key'), (key) => ` ${key}`)} را برای خواندن باز کرد${given(data('reason'), (reason) => `: «${reason}»`) || '.'}`,
    en: ({ by, request, data }) =>
      `${someone.en(by)} opened the request${given(request || data('key'), (key) => ` ${key}`)} for reading${given(data('reason'), (reason) => `: “${reason}”`) || '.'}`,
  },
  'access-refused': {
    fa: ({ by, data }) =>
      `${someone.fa(by)} کاری خواست که اجازهٔ آن را ندارد${given(data('road'), (road) => `: ${road}`)}.`,
    en: ({ by, data }) => `${someone.en(by)} tried what they may not${given(data('road'), (road) => `: ${road}`)}.`,
  },
  'person-joined': {
    fa: ({ by, person }) => `${person || by || 'کسی'} از سامانهٔ حساب‌ها افزوده شد.`,
    en: ({ by, person }) => `${person || by || 'Somebody'} was added from the directory.`,
  },
  'person-left': {
    fa: ({ by, person }) => `حساب ${person || by || 'کسی'} بسته شد.`,
    en: ({ by, person }) => `The account of ${person || by || 'somebody'} was closed.`,
  },
  'person-returned': {
    fa: ({ by, person }) => `حساب ${person || by || 'کسی'} دوباره باز شد.`,
    en: ({ by, person }) => `The account of ${person || by || 'somebody'} was opened again.`,
  },
  'sync-held': {
    fa: ({ data }) =>
      `همگام‌سازی با سامانهٔ حساب‌ها نگه داشته شد تا مدیر سامانه آن را ببیند${given(data('left'), (count) => `: ${count} حساب بسته می‌شد`)}.`,
    en: ({ data }) =>
      `The sync with the directory was held until an administrator has looked at it${given(data('left'), (count) => `: accounts it would have closed: ${count}`)}.`,
  },
  'sync-done': {
    fa: ({ by, data }) =>
      `همگام‌سازی با سامانهٔ حساب‌ها انجام شد${given(by, (name) => `، به خواست ${name}`)}${given(data('joined'), (count) => `؛ ${count} تازه`)}${given(data('changed'), (count) => `، ${count} تغییر`)}${given(data('left'), (count) => `، ${count} بسته`)}.`,
    en: ({ by, data }) =>
      `The sync with the directory was done${given(by, (name) => `, asked for by ${name}`)}${given(data('joined'), (count) => `; ${count} joined`)}${given(data('changed'), (count) => `, ${count} changed`)}${given(data('left'), (count) => `, ${count} closed`)}.`,
  },
  'file-refused': {
    fa: ({ by, why }) => `فایل ${by || 'کسی'} پذیرفته نشد${given(why, (text) => `: ${text}`)}.`,
    en: ({ by, why }) => `A file of ${by || 'somebody'} was refused${given(why, (text) => `: ${text}`)}.`,
  },
  'log-checked': {
    fa: ({ by, data, holds }) =>
      holds('whole', true)
        ? `${system.fa(by)} دفتر رویدادها را بررسی کرد: ${given(data('lines'), (count) => `${count} سطر، `)}همه دست‌نخورده.`
        : `${system.fa(by)} دفتر رویدادها را بررسی کرد: زنجیره${given(data('line'), (line) => ` در سطر ${line}`)} شکسته است.`,
    en: ({ by, data, holds }) =>
      holds('whole', true)
        ? `${system.en(by)} checked the audit log: ${given(data('lines'), (count) => `${count} lines, `)}all as they were written.`
        : `${system.en(by)} checked the audit log: the chain is broken${given(data('line'), (line) => ` at line ${line}`)}.`,
  },
  'service-draft-opened': {
    fa: ({ by, data }) => `${system.fa(by)} خدمتی را برای تغییر باز کرد${given(data('service'), named.fa)}.`,
    en: ({ by, data }) => `${system.en(by)} opened a service for change${given(data('service'), named.en)}.`,
  },
  'service-draft-removed': {
    fa: ({ by, data }) => `${system.fa(by)} پیش‌نویس خدمتی را دور انداخت${given(data('service'), named.fa)}.`,
    en: ({ by, data }) => `${system.en(by)} discarded the draft of a service${given(data('service'), named.en)}.`,
  },
  'start-failed': {
    fa: ({ data }) =>
      `درخواستی که باید خودبه‌خود باز می‌شد باز نشد${given(data('service'), named.fa)}${given(data('element'), (text) => `، رویداد \u2066${text}\u2069`)}${given(data('why'), (text) => `: \u2066${text}\u2069`)}.`,
    en: ({ data }) =>
      `A request that should have opened by itself was not opened${given(data('service'), named.en)}${given(data('element'), (text) => `, event ${text}`)}${given(data('why'), (text) => `: ${text}`)}.`,
  },
  'service-published': {
    fa: ({ by, data }) =>
      `${system.fa(by)} نسخه‌ای از خدمتی را منتشر کرد${given(data('service'), named.fa)}${given(data('version'), (text) => `، نسخهٔ ${text}`)}${given(data('note'), noted.fa)}.`,
    en: ({ by, data }) =>
      `${system.en(by)} published a version of a service${given(data('service'), named.en)}${given(data('version'), (text) => `, version ${text}`)}${given(data('note'), noted.en)}.`,
  },
  'requests-migrated': {
    fa: ({ by, data }) =>
      `${system.fa(by)} درخواست‌های باز خدمتی را به نسخهٔ دیگری برد${given(data('service'), named.fa)}${given(data('note'), noted.fa)}.`,
    en: ({ by, data }) =>
      `${system.en(by)} moved the open requests of a service to another version${given(data('service'), named.en)}${given(data('note'), noted.en)}.`,
  },
  'request-migrated': {
    fa: ({ by, request, data }) =>
      `${system.fa(by)} درخواست${given(request, (text) => ` ${text}`)} را به نسخه‌ای دیگر برد${given(data('to'), (text) => `، نسخهٔ ${text}`)}.`,
    en: ({ by, request, data }) =>
      `${system.en(by)} moved the request${given(request, (text) => ` ${text}`)} to another version${given(data('to'), (text) => `, version ${text}`)}.`,
  },
  'closure-added': {
    fa: ({ by, office, data }) =>
      `${someone.fa(by)} ${office || 'همهٔ واحدها'} را تعطیل کرد${given(data('reason'), (text) => `: ${text}`)}.`,
    en: ({ by, office, data }) =>
      `${someone.en(by)} closed ${office || 'all offices'}${given(data('reason'), (text) => `: ${text}`)}.`,
  },
  'closure-removed': {
    fa: ({ by, office, data }) =>
      `${someone.fa(by)} تعطیلی ${office || 'همهٔ واحدها'} را برداشت${given(data('reason'), (text) => `: ${text}`)}.`,
    en: ({ by, office, data }) =>
      `${someone.en(by)} took back a closure of ${office || 'all offices'}${given(data('reason'), (text) => `: ${text}`)}.`,
  },
  'target-set': {
    fa: ({ by, data }) =>
      `${someone.fa(by)} مهلت مرحله‌ای${given(data('service'), (text) => ` از ${text}`)} را${given(data('days'), (days) => ` ${days} روز کاری`)} گذاشت${given(data('element'), (text) => `: ${text}`)}.`,
    en: ({ by, data }) =>
      `${someone.en(by)} set the target of a step${given(data('service'), (text) => ` of ${text}`)}${given(data('days'), (days) => ` to ${days} working days`)}${given(data('element'), (text) => `: ${text}`)}.`,
  },
  'target-removed': {
    fa: ({ by, data }) =>
      `${someone.fa(by)} مهلت مرحله‌ای${given(data('service'), (text) => ` از ${text}`)} را به نقشه بازگرداند${given(data('element'), (text) => `: ${text}`)}.`,
    en: ({ by, data }) =>
      `${someone.en(by)} gave the target of a step${given(data('service'), (text) => ` of ${text}`)} back to the drawing${given(data('element'), (text) => `: ${text}`)}.`,
  },
  'incident-retried': {
    fa: (told) =>
      `${operator.fa(told)} گفت درخواست${which(told)}${given(told.data('element'), (text) => ` در ${text}`)} دوباره تلاش کند${because(told)}.`,
    en: (told) =>
      `${operator.en(told)} had the request${which(told)} tried again${given(told.data('element'), (text) => ` at ${text}`)}${because(told)}.`,
  },
  'variables-set': {
    fa: (told) =>
      `${operator.fa(told)} متغیرهای درخواست${which(told)} را عوض کرد${given(told.data('names'), (text) => ` (${text})`)}${because(told)}.`,
    en: (told) =>
      `${operator.en(told)} changed variables of the request${which(told)}${given(told.data('names'), (text) => ` (${text})`)}${because(told)}.`,
  },
  'token-moved': {
    fa: (told) =>
      `${operator.fa(told)} درخواست${which(told)} را${given(told.data('from'), (text) => ` از ${text}`)}${given(told.data('to'), (text) => ` به ${text}`)} برد${because(told)}.`,
    en: (told) =>
      `${operator.en(told)} moved the request${which(told)}${given(told.data('from'), (text) => ` from ${text}`)}${given(told.data('to'), (text) => ` to ${text}`)}${because(told)}.`,
  },
  'request-cancelled': {
    fa: (told) => `${operator.fa(told)} درخواست${which(told)} را بست${because(told)}.`,
    en: (told) => `${operator.en(told)} closed the request${which(told)}${because(told)}.`,
  },
  'message-published': {
    fa: (told) => `${operator.fa(told)} پیامی به فرایندها فرستاد${given(told.data('name'), (text) => `: ${text}`)}.`,
    en: (told) => `${operator.en(told)} sent a message to processes${given(told.data('name'), (text) => `: ${text}`)}.`,
  },
  'webhook-added': {
    fa: ({ by, data }) =>
      `${someone.fa(by)} وب‌هوکی افزود${given(data('name'), noted.fa)}${given(data('host'), (host) => ` به ${host}`)}.`,
    en: ({ by, data }) =>
      `${someone.en(by)} added a webhook${given(data('name'), noted.en)}${given(data('host'), (host) => ` to ${host}`)}.`,
  },
  'webhook-changed': {
    fa: ({ by, data, holds }) =>
      `${someone.fa(by)} وب‌هوک${given(data('name'), noted.fa)} را ${holds('state', 'paused') ? 'متوقف کرد' : 'تنظیم کرد'}.`,
    en: ({ by, data, holds }) =>
      `${someone.en(by)} ${holds('state', 'paused') ? 'paused' : 'set up'} the webhook${given(data('name'), noted.en)}.`,
  },
  'webhook-secret-changed': {
    fa: ({ by, data }) => `${someone.fa(by)} رمز وب‌هوک${given(data('name'), noted.fa)} را عوض کرد.`,
    en: ({ by, data }) => `${someone.en(by)} changed the secret of the webhook${given(data('name'), noted.en)}.`,
  },
  'webhook-removed': {
    fa: ({ by, data }) => `${someone.fa(by)} وب‌هوک${given(data('name'), noted.fa)} را برداشت.`,
    en: ({ by, data }) => `${someone.en(by)} removed the webhook${given(data('name'), noted.en)}.`,
  },
  'webhook-disabled': {
    fa: ({ by, data }) => `${system.fa(by)} وب‌هوک${given(data('name'), noted.fa)} را از کار انداخت: مدتی چیزی نمی‌رسید.`,
    en: ({ by, data }) =>
      `${system.en(by)} disabled the webhook${given(data('name'), noted.en)}: nothing arrived for long.`,
  },
  'message-resent': {
    fa: (told) =>
      `${someone.fa(told.by)} پیامی را برای ${told.person || 'کسی'} دوباره فرستاد${given(told.request, (key) => ` (درخواست ${key})`)}.`,
    en: (told) =>
      `${someone.en(told.by)} sent a message to ${told.person || 'somebody'} again${given(told.request, (key) => ` (request ${key})`)}.`,
  },
  'message-text-set': {
    fa: ({ by, data }) => `${someone.fa(by)} متن یکی از پیام‌ها را نوشت${named.fa(data('title'))}.`,
    en: ({ by, data }) => `${someone.en(by)} wrote the text of a message${named.en(data('title'))}.`,
  },
  'message-text-shipped': {
    fa: ({ by }) => `${someone.fa(by)} متن نخست یکی از پیام‌ها را برگرداند.`,
    en: ({ by }) => `${someone.en(by)} put the shipped text of a message back.`,
  },
  'log-exported': {
    fa: ({ by }) => `${someone.fa(by)} سطرهایی از دفتر رویدادها را دانلود کرد.`,
    en: ({ by }) => `${someone.en(by)} downloaded lines of the audit log.`,
  },
  'organization-made': {
    fa: ({ by, data }) => `${someone.fa(by)} برای برنامه‌ها فهرست افراد «${data('name')}» را ساخت.`,
    en: ({ by, data }) => `${someone.en(by)} made the list of people “${data('name')}” for programs.`,
  },
  'organization-changed': {
    fa: ({ by, data }) => `${someone.fa(by)} فهرست افراد «${data('name')}» را تغییر داد.`,
    en: ({ by, data }) => `${someone.en(by)} changed the list of people “${data('name')}”.`,
  },
  'organization-removed': {
    fa: ({ by, data }) => `${someone.fa(by)} فهرست افراد «${data('name')}» را برداشت.`,
    en: ({ by, data }) => `${someone.en(by)} removed the list of people “${data('name')}”.`,
  },
  'request-imported': {
    fa: (told) =>
      `${operator.fa(told)} درخواست${which(told)} را از بیرون آورد${given(told.data('issue'), (key) => `، که آنجا ${key} بود`)}.`,
    en: (told) =>
      `${operator.en(told)} imported the request${which(told)}${given(told.data('issue'), (key) => `, which was ${key}`)}.`,
  },
  'person-imported': {
    fa: ({ person }) => `نام ${person || 'کسی'} همراه داده‌های بیرونی افزوده شد.`,
    en: ({ person }) => `${person || 'Somebody'} was added from imported data.`,
  },
  'people-imported': {
    fa: (told) =>
      `${operator.fa(told)} فایل اشخاص را وارد کرد${given(told.data('count'), (count) => `: ${count} نفر`)}.`,
    en: (told) =>
      `${operator.en(told)} imported a file of people${given(told.data('count'), (count) => `: ${count}`)}.`,
  },
  'import-done': {
    fa: (told) =>
      `${operator.fa(told)} درخواست‌هایی را از ${told.data('source') || 'بیرون'} آورد${given(told.data('taken'), (count) => `: ${count} درخواست`)}.`,
    en: (told) =>
      `${operator.en(told)} imported requests from ${told.data('source') || 'outside'}${given(told.data('taken'), (count) => `: ${count}`)}.`,
  },
  'list-exported': {
    fa: (told) =>
      `${operator.fa(told)} فهرستی را در یک فایل دانلود کرد${given(told.data('what'), (what) => ` (${what})`)}.`,
    en: (told) => `${operator.en(told)} downloaded a list${given(told.data('what'), (what) => ` (${what})`)}.`,
  },
  'mail-passed': {
    fa: ({ by, person, request, data }) =>
      `${someone.fa(by)} ایمیل نگه‌داشته‌شده‌ای${given(data('sender'), (sender) => ` از ${sender}`)} را${given(person, (name) => ` به نام ${name}`)} پذیرفت${given(request, (key) => `؛ در ${key} ثبت شد`)}.`,
    en: ({ by, person, request, data }) =>
      `${someone.en(by)} passed a held mail${given(data('sender'), (sender) => ` from ${sender}`)}${given(person, (name) => ` as that of ${name}`)}${given(request, (key) => `; it is in ${key}`)}.`,
  },
  'mail-dropped': {
    fa: ({ by, data }) =>
      `${someone.fa(by)} ایمیل نگه‌داشته‌شده‌ای${given(data('sender'), (sender) => ` از ${sender}`)} را دور انداخت.`,
    en: ({ by, data }) =>
      `${someone.en(by)} dropped a held mail${given(data('sender'), (sender) => ` from ${sender}`)}.`,
  },
}

/** A kind that this version does not know, from a newer one: told all the same, for the log has no holes. */
export const UNKNOWN_LINE: Sentence = {
  fa: ({ by }) => `رویدادی دیگر${given(by, (name) => ` از ${name}`)}.`,
  en: ({ by }) => `Another event${given(by, (name) => ` of ${name}`)}.`,
}

/** Why something was refused, as a clause of a sentence, by the code in the line's data. */
export const AUDIT_REASONS: Readonly<Record<string, { readonly fa: string; readonly en: string }>> = {
  'wrong-credentials': { fa: 'نام یا رمز نادرست', en: 'wrong name or password' },
  'password-expired': { fa: 'رمز منقضی', en: 'password expired' },
  'password-must-change': { fa: 'رمز باید عوض شود', en: 'password must be changed' },
  'account-disabled': { fa: 'حساب غیرفعال', en: 'account disabled' },
  'account-expired': { fa: 'مهلت حساب تمام شده', en: 'account expired' },
  'account-locked': { fa: 'حساب قفل شده', en: 'account locked' },
  'outside-hours': { fa: 'بیرون از ساعت مجاز', en: 'outside the hours allowed' },
  'other-workstation': { fa: 'رایانهٔ نامجاز', en: 'from a computer that is not allowed' },
  'directory-down': { fa: 'سامانهٔ حساب‌ها پاسخ نداد', en: 'the directory did not answer' },
  'provider-refused': { fa: 'سامانهٔ هویت تأیید نکرد', en: 'the identity service did not confirm it' },
  'too-many-attempts': { fa: 'تلاش‌های زیاد', en: 'too many attempts' },
  unknown: { fa: 'شخص ناشناخته', en: 'nobody known' },
  wrong: { fa: 'رمز نادرست', en: 'wrong code' },
  'not-allowed': { fa: 'بدون اجازه', en: 'not allowed' },
  'bad-file': { fa: 'نوع یا حجم نامجاز', en: 'type or size not allowed' },
}

/** How somebody signed in, by the method of the session. */
export const SIGN_IN_METHODS: Readonly<Record<string, { readonly fa: string; readonly en: string }>> = {
  password: { fa: 'حساب دانشگاه', en: 'the account of the university' },
  local: { fa: 'حساب محلی', en: 'a local account' },
  openid: { fa: 'ورود یکپارچه', en: 'single sign-on' },
  code: { fa: 'رمز یک‌بارمصرف', en: 'a one-time code' },
  program: { fa: 'گذرواژه در یک برنامه', en: 'the password in a program' },
  demo: { fa: 'ورود نمایشی', en: 'the demo sign-in' },
}

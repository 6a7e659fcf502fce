import { html } from 'hono/html'
import type { Child } from 'hono/jsx'
import { isStaff } from '../../desk/person.js'
import { assetUrl } from '../assets.js'
import { paths } from '../paths.js'
import { undoForm, type Undo } from '../undo.js'
import type { Theme, Visit } from '../visit.js'
import { digitsIn, formatNumber } from '../../persian/index.js'
import { Avatar } from './bits.js'
import { Icon, Mark } from './icon.js'

const VERSION = '0.1'

export type Place = 'home' | 'requests' | 'work' | 'admin' | null

interface Frame {
  readonly visit: Visit
  readonly title: string
  readonly place: Place
  /** Clerks' pages set the same parts closer. */
  readonly dense?: boolean
  /** What the page shows besides the reader's own: it is made anew when one of them changes. */
  readonly topics?: readonly string[]
  readonly children?: Child
}

/** A whole page. */
export const page = (frame: Frame) => html`<!doctype html>${<Document {...frame} />}`

function Document({ visit, title, place, dense = false, topics = [], children }: Frame) {
  const { lang, theme, t, person } = visit
  return (
    <html lang={lang} dir={lang === 'fa' ? 'rtl' : 'ltr'} data-theme={theme === 'system' ? undefined : theme}>
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>{`${title} · ${t.desk}`}</title>
        <meta name="color-scheme" content="light dark" />
        <meta name="turbo-prefetch" content="false" />
        <meta name="view-transition" content="same-origin" />
        <link rel="icon" href={paths.icon()} type="image/svg+xml" />
        {lang === 'fa' ? (
          <link
            rel="preload"
            href={assetUrl('vazirmatn-arabic-wght-normal.woff2')}
            as="font"
            type="font/woff2"
            crossorigin="anonymous"
          />
        ) : null}
        <link rel="stylesheet" href={assetUrl('style.css')} data-turbo-track="reload" />
        <script type="module" src={assetUrl('desk.ts')} data-turbo-track="reload"></script>
      </head>
      <body
        class={dense ? 'dense' : undefined}
        data-sending={t.errors.sending}
        data-line={t.errors.line}
        data-unsaved={person ? t.drafts.unsaved : undefined}
        data-ended={person ? t.drafts.signedOut : undefined}
        data-sign-in={person ? t.drafts.signIn : undefined}
        data-live={person && visit.liveAt ? [`person:${person.id}`, ...topics].join(' ') : undefined}
        data-live-at={visit.liveAt ?? undefined}
        data-fresh={person ? t.live.fresh : undefined}
        data-offline={person ? t.live.offline : undefined}
      >
        <a class="skip" href="#main">
          {t.mainContent}
        </a>
        <Top visit={visit} place={place} />
        <p class="sr" id="told" aria-live="polite"></p>
        <main id="main" tabindex={-1}>
          <div class="wrap">
            {visit.notice ? (
              <div class="notice ok said" role="status" data-signed-out={visit.notice === 'signedOut' ? '' : undefined}>
                <Icon name="check" />
                <span>{t.notices[visit.notice]}</span>
                {visit.undo ? <TakeBack visit={visit} undo={visit.undo} /> : null}
              </div>
            ) : null}
            {children}
          </div>
        </main>
        <Foot visit={visit} />
      </body>
    </html>
  )
}

/** A message can be taken back for seconds only; its button goes with them. */
function TakeBack({ visit, undo }: { visit: Visit; undo: Undo }) {
  const { action, fields } = undoForm(undo, visit.here)
  return (
    <form method="post" action={action} class={undo.what === 'comment' ? 'undo brief' : 'undo'} data-once>
      {Object.entries(fields).map(([name, value]) => (
        <input type="hidden" name={name} value={value} />
      ))}
      <button class="btn">{visit.t.drafts.undo}</button>
    </form>
  )
}

function Top({ visit, place }: { visit: Visit; place: Place }) {
  const { t, person, badges, lang } = visit
  const current = (one: Place) => (place === one ? 'page' : undefined)
  const count = (value: number, kind: string) =>
    value > 0 ? <span class={`n-b ${kind}`}>{formatNumber(value, lang)}</span> : null
  return (
    <header class="top">
      <div class="wrap">
        <a class="brand" href={paths.home()}>
          <Mark />
          {t.desk} <small>{visit.institution[lang]}</small>
        </a>
        {person ? (
          <nav class="nav" aria-label={t.nav.main}>
            {isStaff(person) ? (
              <a href={paths.work()} aria-current={current('work')}>
                {t.nav.work} {count(badges.tasks, '')}
              </a>
            ) : null}
            {person.reach === 'whole' ? (
              <a href={paths.home()} aria-current={current('home')}>
                {t.nav.home}
              </a>
            ) : null}
            <a href={paths.requests()} aria-current={current('requests')}>
              {t.nav.requests} {count(badges.waiting, 'due')}
            </a>
            {person.administrator ? (
              <a href={paths.admin()} aria-current={current('admin')}>
                {t.nav.admin}
              </a>
            ) : null}
          </nav>
        ) : null}
        {person ? (
          <div class="ends">
            <Bell visit={visit} />
            <Account visit={visit} name={person.name[lang]} title={person.title?.[lang] ?? ''} />
          </div>
        ) : (
          <Language visit={visit} className="push" />
        )}
      </div>
    </header>
  )
}

/** The way to what one was told, with how much of it is unread. */
function Bell({ visit }: { visit: Visit }) {
  const { t, lang, badges } = visit
  const unread = badges.notices
  const here = visit.here.split('?')[0] === paths.notices()
  return (
    <a
      id="bell"
      class="bell"
      href={paths.notices()}
      aria-label={t.messages.bell(unread)}
      aria-current={here ? 'page' : undefined}
    >
      <Icon name="bell" />
      {unread === 0 ? null : (
        <span class="n-b" aria-hidden="true">
          {unread > 99 ? t.messages.most : formatNumber(unread, lang)}
        </span>
      )}
    </a>
  )
}

const Account = ({ visit, name, title }: { visit: Visit; name: string; title: string }) => (
  <details class="menu">
    <summary>
      <Avatar name={name} />
      <span class="sr">{visit.t.account.menu}: </span>
      <span class="who">{name}</span>
      <Icon name="chevron-down" />
    </summary>
    <div>
      <p class="meta pad">{title}</p>
      <ul>
        <li>
          <a href={paths.requests()}>
            <Icon name="list" /> {visit.t.nav.requests}
          </a>
        </li>
        {visit.person && isStaff(visit.person) ? (
          <li>
            <a href={paths.substitute()}>
              <Icon name="users" /> {visit.t.account.substitute}
            </a>
          </li>
        ) : null}
        <li>
          <a href={paths.accountNotices()}>
            <Icon name="bell-ring" /> {visit.t.messages.choices}
          </a>
        </li>
        <li>
          <a href={paths.account()}>
            <Icon name="circle-user-round" /> {visit.t.account.mine}
          </a>
        </li>
        <li>
          <Language visit={visit} />
        </li>
        <li class="pad">
          <ThemeSwitch visit={visit} />
        </li>
        <li>
          <form method="post" action={paths.signOut()} data-turbo="false">
            <button class="item">
              <Icon name="log-out" flip /> {visit.t.account.signOut}
            </button>
          </form>
        </li>
      </ul>
    </div>
  </details>
)

/** Language, theme and session belong to the whole document, so these forms load it anew: Turbo keeps `dir` and what it remembers. */
function Language({ visit, className = '' }: { visit: Visit; className?: string }) {
  const other = visit.lang === 'fa' ? 'en' : 'fa'
  return (
    <form method="post" action={paths.preferences()} data-turbo="false" class={className}>
      <input type="hidden" name="back" value={visit.here} />
      <button class="item" name="lang" value={other} lang={other}>
        <Icon name="languages" /> {visit.t.account.language}
      </button>
    </form>
  )
}

const THEMES: readonly { readonly id: Theme; readonly icon: string }[] = [
  { id: 'system', icon: 'monitor' },
  { id: 'light', icon: 'sun' },
  { id: 'dark', icon: 'moon' },
]

export const ThemeSwitch = ({ visit }: { visit: Visit }) => (
  <form method="post" action={paths.preferences()} data-turbo="false">
    <input type="hidden" name="back" value={visit.here} />
    <fieldset class="switch">
      <legend class="sr">{visit.t.account.theme}</legend>
      {THEMES.map(({ id, icon }) => (
        <button class="btn" name="theme" value={id} aria-pressed={visit.theme === id ? 'true' : 'false'}>
          <Icon name={icon} /> {visit.t.account[id]}
        </button>
      ))}
    </fieldset>
  </form>
)

const Foot = ({ visit }: { visit: Visit }) => (
  <footer class="foot">
    <div class="wrap row">
      <span>
        {visit.t.foot.desk} {visit.institution[visit.lang]}
      </span>
      <a href={paths.verifyAny()}>{visit.t.foot.verify}</a>
      {visit.embedded ? <span class="due">{visit.t.foot.embedded}</span> : null}
      <span class="push">{visit.t.foot.version(digitsIn(VERSION, visit.lang))}</span>
    </div>
  </footer>
)

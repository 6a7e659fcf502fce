import { readDevice } from '../../desk/device.js'
import type { SessionView } from '../../desk/session.js'
import { formatTime, relativeTime } from '../../persian/index.js'
import { paths } from '../paths.js'
import { Code } from '../ui/bits.js'
import { Icon } from '../ui/icon.js'
import type { Visit } from '../visit.js'
import type { AccountPage } from './account.js'

/** Where somebody is signed in, each with a way to end it. */
export const Sessions = ({ visit, sessions }: AccountPage) => {
  const { t } = visit
  return (
    <section class="section" aria-labelledby="ss">
      <h2 id="ss">{t.myAccount.sessions}</h2>
      <p class="meta">{t.myAccount.sessionsHint}</p>
      <ul class="rows under">
        {sessions.map((one) => (
          <Session visit={visit} session={one} />
        ))}
      </ul>
      <form class="row under" method="post" action={paths.accountSessions()} data-turbo="false">
        <button class="btn stop">
          <Icon name="log-out" flip /> {t.myAccount.endAll}
        </button>
        <span class="meta">{t.myAccount.endAllHint}</span>
      </form>
    </section>
  )
}

function Session({ visit, session }: { visit: Visit; session: SessionView }) {
  const { t, lang, now } = visit
  const { browser, system } = readDevice(session.device)
  const device = t.myAccount.device(t.myAccount.browsers[browser], t.myAccount.systems[system])
  return (
    <li>
      <Icon name={system === 'android' || system === 'ios' ? 'smartphone' : 'monitor'} />
      <div class="body">
        <b>{device}</b>
        {session.here ? <span class="st done">{t.myAccount.here}</span> : null}
        <p>
          {t.myAccount.used(relativeTime(session.usedAt, now, lang))} · {t.myAccount.methods[session.method]}
        </p>
        <p>
          {t.myAccount.opened(formatTime(session.openedAt, lang, 'short'))}
          {session.address === '' ? null : (
            <>
              {' · '}
              <Code>{session.address}</Code>
            </>
          )}
        </p>
      </div>
      {session.here ? null : (
        <form class="end" method="post" action={paths.accountSession(session.id)}>
          <button class="btn" aria-label={t.myAccount.endNamed(device)}>
            {t.myAccount.end}
          </button>
        </form>
      )}
    </li>
  )
}

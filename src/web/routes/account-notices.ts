import { Hono } from 'hono'
import { chooseWays } from '../../commands/choose-ways.js'
import type { Desk } from '../../commands/desk.js'
import { groupsFor, type NoticeGroup } from '../../desk/notice.js'
import { isStaff } from '../../desk/person.js'
import { CHANNELS, USUAL_QUIET, waysOf, type Channel, type Way } from '../../desk/ways.js'
import { contactsOf } from '../../store/deliveries.js'
import { goOn, signedIn } from '../middleware.js'
import { accountNoticesPage } from '../pages/account-notices.js'
import { notFound } from '../pages/message.js'
import { paths } from '../paths.js'
import { readPosted } from '../posted.js'
import type { DeskContext, DeskEnv } from '../visit.js'

/** How one is told what: by which channel, when, in which language. */
export function accountNoticesRoutes(desk: Desk): Hono<DeskEnv> {
  const app = new Hono<DeskEnv>()

  app.get(paths.accountNotices(), signedIn, async (c) => {
    const { visit, person } = c.var
    const [contact] = await contactsOf(desk.db, [person.id], USUAL_QUIET)
    if (!contact) return notFound(c)
    return c.html(accountNoticesPage({ visit, contact, groups: groupsOf(c), channels: channelsOf(desk) }))
  })

  app.post(paths.accountNotices(), signedIn, async (c) => {
    const { person } = c.var
    const posted = await readPosted(c)
    const ways: Partial<Record<NoticeGroup, Partial<Record<Channel, Way>>>> = {}
    const [before] = await contactsOf(desk.db, [person.id], USUAL_QUIET)
    for (const group of groupsOf(c))
      for (const channel of CHANNELS) {
        const said = posted.text(`${group}.${channel}`)
        const way = waysOf(channel).find((one) => one === said) ?? before?.ways[group]?.[channel]
        if (way) ways[group] = { ...ways[group], [channel]: way }
      }
    await chooseWays(desk, person, {
      ways: { ...before?.ways, ...ways },
      quiet: {
        from: minuteOf(posted.text('quiet_from')) ?? USUAL_QUIET.from,
        until: minuteOf(posted.text('quiet_until')) ?? USUAL_QUIET.until,
      },
      language: posted.text('language') === 'en' ? 'en' : 'fa',
    })
    return goOn(c, paths.accountNotices(), 'waysSaved')
  })

  return app
}

const groupsOf = (c: DeskContext): readonly NoticeGroup[] =>
  groupsFor({ staff: isStaff(c.var.person), administrator: c.var.person.administrator })

const channelsOf = (desk: Desk): readonly Channel[] => CHANNELS.filter((one) => desk[one] !== null)

/** Minutes since midnight. */
const minuteOf = (text: string): number | null => (/^\d{1,4}$/.test(text) && Number(text) < 1_440 ? Number(text) : null)

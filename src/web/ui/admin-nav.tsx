import type { Child } from 'hono/jsx'
import { paths } from '../paths.js'
import type { Visit } from '../visit.js'
import { page } from './layout.js'

/** The parts of the administration, in the order in which the navigation shows them. A new part is one line here. */
const SECTIONS = [
  ['overview', paths.admin()],
  ['services', paths.adminServices()],
  ['people', paths.adminPeople()],
  ['groups', paths.adminGroups()],
  ['sync', paths.adminSync()],
  ['substitutes', paths.adminSubstitutes()],
  ['readings', paths.adminReadings()],
  ['calendar', paths.adminCalendar()],
  ['targets', paths.adminTargets()],
  ['processes', paths.adminProcesses()],
  ['incidents', paths.adminIncidents()],
  ['webhooks', paths.adminWebhooks()],
  ['data', paths.adminData()],
  ['outbox', paths.adminOutbox()],
  ['templates', paths.adminTemplates()],
  ['mail', paths.adminMail()],
  ['audit', paths.adminAudit()],
] as const

export type AdminSection = (typeof SECTIONS)[number][0]

interface AdminFrame {
  readonly visit: Visit
  readonly section: AdminSection
  /** The heading of the page, and its title in the browser. */
  readonly title: string
  /** Beside the heading, at the end of its line. */
  readonly beside?: Child
  readonly children?: Child
}

/** A page of the administration: the parts at the side, the heading, and what the page shows. */
export const adminFrame = ({ visit, section, title, beside, children }: AdminFrame) =>
  page({
    visit,
    title,
    place: 'admin',
    dense: true,
    children: (
      <div class="desk">
        <AdminNav visit={visit} section={section} />
        <div class="stack loose">
          <div class="head flat">
            <h1>{title}</h1>
            {beside}
          </div>
          {children}
        </div>
      </div>
    ),
  })

const AdminNav = ({ visit, section }: { visit: Visit; section: AdminSection }) => (
  <nav class="views sticky parts" aria-label={visit.t.administration.nav.label}>
    <ul>
      {SECTIONS.map(([id, href]) => (
        <li>
          <a href={href} aria-current={id === section ? 'page' : undefined}>
            {visit.t.administration.nav[id]}
          </a>
        </li>
      ))}
    </ul>
  </nav>
)

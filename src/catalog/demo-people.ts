import { z } from 'zod'
import type { Membership } from '../desk/person.js'
import type { Text } from '../desk/text.js'
import { facultyName, type University } from '../desk/university.js'
import { DEMO_PASSWORD } from '../adapters/directory/demo.js'
import type { DemoGroup, DemoSignIn } from '../desk/demo-sign-in.js'
import type { DirectoryPerson } from '../store/people.js'
import { readYaml } from './institution.js'

const text = z.object({ fa: z.string().min(1), en: z.string().min(1) })

const personSchema = z.object({
  username: z.string().regex(/^[a-z][a-z0-9.-]*$/),
  first_name: z.string(),
  last_name: z.string(),
  first_name_en: z.string(),
  last_name_en: z.string(),
  honorific: text.optional(),
  title: text,
  faculty: z.string().optional(),
  offices: z.array(z.object({ office: z.string(), role: z.enum(['head', 'expert']) })).default([]),
  administrator: z.boolean().default(false),
  student: z.looseObject({ source: text, source_date: z.string() }).optional(),
  sign_in_group: z.enum(['students', 'faculty', 'central', 'administration']),
  note: text.optional(),
})

const fileSchema = z.object({ people: z.array(personSchema) })

export interface DemoPersonRecord extends DirectoryPerson {
  readonly group: DemoGroup['id']
  readonly note: Text | null
}

/** The invented people of the demo university. */
export async function readDemoPeople(university: University): Promise<readonly DemoPersonRecord[]> {
  return fileSchema.parse(await readYaml('demo-people')).people.map((one) => {
    const { source, source_date, ...student } = one.student ?? { source: null, source_date: '' }
    const faculty = facultyName(university, one.faculty ?? null)
    return {
      directoryId: `demo:${one.username}`,
      username: one.username,
      name: { fa: `${one.first_name} ${one.last_name}`.trim(), en: `${one.first_name_en} ${one.last_name_en}`.trim() },
      honorific: one.honorific ?? null,
      title:
        faculty && one.student
          ? { fa: `${one.title.fa} ${faculty.fa}`, en: `${one.title.en}, ${faculty.en}` }
          : one.title,
      faculty: one.faculty ?? null,
      email: `${one.username}@sample.test`,
      mobile: typeof one.student?.['mobile'] === 'string' ? one.student['mobile'] : null,
      administrator: one.administrator,
      groups: groupsFor(university, one),
      facts: source
        ? { source, date: source_date, values: { first_name: one.first_name, last_name: one.last_name, ...student } }
        : null,
      memberships: one.offices,
      group: one.sign_in_group,
      note: one.note ?? null,
    }
  })
}

/** The groups that give somebody their offices by the rules of `university/directory.yaml`: the way back. */
const groupsFor = (
  { directory }: University,
  one: { readonly offices: readonly Membership[]; readonly administrator: boolean },
): readonly string[] => [
  ...directory.rules.filter((rule) => rule.office === null && one.administrator).map((rule) => rule.group),
  ...one.offices.flatMap(({ office, role }) => {
    const [kind, faculty] = office.split(':', 2)
    const rule = directory.rules.find(
      (rule) => rule.role === role && (rule.office === office || (faculty && rule.office === `${kind}:{faculty}`)),
    )
    return rule ? [rule.group.replace('{faculty}', faculty ?? '')] : []
  }),
]

/** The demo people as the sign-in page lists them. */
export function demoSignIn(people: readonly DemoPersonRecord[]): DemoSignIn {
  const groups = (['students', 'faculty', 'central', 'administration'] as const).map((id) => ({
    id,
    people: people
      .filter((one) => one.group === id)
      .map(({ username, name, title, note }) => ({ username, name, title: title ?? name, note })),
  }))
  return { password: DEMO_PASSWORD, groups }
}

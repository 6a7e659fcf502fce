import { readFile } from 'node:fs/promises'
import path from 'node:path'
import { createRequire } from 'node:module'
import { parse } from 'yaml'
import { z } from 'zod'
import { placesFrom } from '../desk/form/places.js'
import { readUniversity, type University } from '../desk/university.js'
import { root } from '../root.js'

const FOLDER = path.join(root, 'university')

const named = z.object({ institution: z.object({ name: z.object({ fa: z.string(), en: z.string() }) }) })

/** Reads a YAML file of `university/`. */
export const readYaml = async (name: string): Promise<unknown> =>
  parse(await readFile(path.join(FOLDER, `${name}.yaml`), 'utf8'))

/** Reads the institution from its files; the places of Iran come from the package iran-cities-json. */
export async function readInstitution(): Promise<University> {
  const [offices, registers, groups, faculties, institution, directory, calendar, reminders, fa, en] =
    await Promise.all(
      [
        'offices',
        'registers',
        'groups',
        'faculties',
        'institution',
        'directory',
        'calendar',
        'reminders',
        'messages/fa',
        'messages/en',
      ].map(readYaml),
    )
  const require = createRequire(import.meta.url)
  const places = placesFrom(require('iran-cities-json'))
  const { name } = named.parse(institution).institution
  return readUniversity({
    offices,
    registers,
    groups,
    faculties,
    name,
    places,
    directory,
    calendar,
    reminders,
    messages: { fa, en },
  })
}

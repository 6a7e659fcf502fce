import { z } from 'zod'
import { cleanText, compareFa } from '../../persian/index.js'

const row = z.object({ id: z.number(), name: z.string() })
const schema = z.object({ ostan: z.array(row), shahr: z.array(row.extend({ ostan: z.number() })) })

/** Provinces and cities, in the order of the alphabet with Tehran first. */
export type Places = readonly { readonly province: string; readonly cities: readonly string[] }[]

/** Reads the data of the package iran-cities-json. */
export function placesFrom(data: unknown): Places {
  const { ostan, shahr } = schema.parse(data)
  const tidy = (name: string) => cleanText(name).replace(/ و(?=بختیاری)/, ' و ')
  return ostan
    .map((one) => ({
      province: tidy(one.name),
      cities: [...new Set(shahr.filter((city) => city.ostan === one.id).map((city) => tidy(city.name)))].toSorted(
        tehranFirst,
      ),
    }))
    .toSorted((a, b) => tehranFirst(a.province, b.province))
}

const tehranFirst = (a: string, b: string): number =>
  a === b ? 0 : a === 'تهران' ? -1 : b === 'تهران' ? 1 : compareFa(a, b)

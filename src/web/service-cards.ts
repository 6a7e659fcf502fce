import type { Catalog } from '../commands/desk.js'
import type { Service } from '../desk/service.js'
import type { University } from '../desk/university.js'
import type { ServiceCard, ServiceGroup } from '../desk/views.js'
import { matches, wrongLayout } from '../persian/index.js'

const card = (service: Service): ServiceCard => ({
  id: service.id,
  group: service.group,
  name: service.name,
  summary: service.summary,
  icon: service.icon,
})

/** The catalogue by group; groups without services are left out. */
export function serviceGroups(catalog: Catalog, university: University): readonly ServiceGroup[] {
  const cards = catalog.offered().map((one) => card(one.service))
  return university.groups
    .map((group) => ({ ...group, services: cards.filter((one) => one.group === group.id) }))
    .filter((group) => group.services.length > 0)
}

/** Services whose name, summary or synonym holds the query, however it was typed. */
export function findServices(
  catalog: Catalog,
  query: string,
): { readonly results: readonly ServiceCard[]; readonly meant: string | null } {
  const search = (text: string) =>
    catalog
      .offered()
      .filter(({ service }) =>
        [service.name.fa, service.name.en, service.summary.fa, service.summary.en, ...service.synonyms].some((one) =>
          matches(text, one),
        ),
      )
      .map((one) => card(one.service))
  const results = search(query)
  if (results.length > 0) return { results, meant: null }
  const other = wrongLayout(query)
  const meant = other ? search(other) : []
  return { results: meant, meant: meant.length > 0 ? other : null }
}

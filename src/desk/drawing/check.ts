import { CARD, readService, STEP_KINDS, type Service, type ServiceFault, type ServiceFiles } from '../service.js'
import { fieldsIn } from '../form/form.js'
import type { Text } from '../text.js'
import type { University } from '../university.js'

/** Something to say about a draft: errors stop publishing, warnings tell of a risk, advice is taste. */
export interface Finding extends Omit<ServiceFault, 'severity'> {
  readonly severity: 'error' | 'warning' | 'advice'
  /** The name of the element as it is drawn, for lists that don't show the drawing. */
  readonly name: string | null
}

/** What a service task may ask of the desk (src/commands/run-service-job.ts). */
export const JOBS = ['issue-document'] as const

/**
 * Checks the files of a service: what the engine and the desk refuse, what is a risk, and what could be better.
 * @param offered the services that its process may call; null where nobody knows them
 */
export async function checkService(
  files: ServiceFiles,
  university: University,
  offered: readonly { readonly service: Service }[] | null = null,
): Promise<{ readonly service: Service | null; readonly findings: readonly Finding[] }> {
  const { service, faults } = await readService(files)
  const known = faults.map((fault) => ({ ...fault, name: nameOf(service, fault.element) }))
  if (!service) return { service, findings: known }
  const add = finder(service)
  const own = [
    ...cardFindings(service, university, add),
    ...stepFindings(service, university, add),
    ...(offered ? callFindings(service, { files, offered }, add) : []),
    ...advice(service, add),
  ]
  const findings = [...known, ...own]
  return { service: findings.some((one) => one.severity === 'error') ? null : service, findings }
}

type Add = (severity: Finding['severity'], element: string | null, text: Text, cure?: Text) => Finding

const finder =
  (service: Service): Add =>
  (severity, element, text, cure) => ({
    severity,
    file: element === null ? CARD : service.process,
    element,
    name: nameOf(service, element),
    text,
    cure: cure ?? null,
  })

const nameOf = (service: Service | null, element: string | null): string | null =>
  element === null
    ? null
    : (service?.definition.nodes[element]?.name ?? service?.definition.flows[element]?.name ?? null)

function cardFindings(service: Service, university: University, add: Add): readonly Finding[] {
  const found: Finding[] = []
  const keys = fieldsIn(service.requestForm).map((field) => field.key)
  if (!university.groups.some((one) => one.id === service.group))
    found.push(
      add('error', null, {
        fa: `گروه «${service.group}» در فهرست گروه‌های خدمات نیست.`,
        en: `The group “${service.group}” is not among the groups of services.`,
      }),
    )
  for (const key of [service.one_open_per, service.faculty_from])
    if (key !== undefined && !keys.includes(key))
      found.push(
        add('error', null, {
          fa: `کارت خدمت از فیلد «${key}» نام می‌برد که در فرم نیست.`,
          en: `The card names the field “${key}”, which the form has not.`,
        }),
      )
  return found
}

function stepFindings(service: Service, university: University, add: Add): readonly Finding[] {
  const found: Finding[] = []
  for (const step of service.steps) {
    if (step.form === null)
      found.push(
        add(
          'error',
          step.element,
          {
            fa: 'این کار فرم ندارد و کسی نمی‌تواند آن را به پایان برساند.',
            en: 'This task has no form, so nobody can complete it.',
          },
          { fa: 'در بخش میزبان فرمی برای آن انتخاب کنید.', en: 'Choose a form for it in the part Mizban.' },
        ),
      )
    found.push(...officeFindings(step.element, step.office, university, add))
    if (step.register !== null && !university.registers.some((one) => one.id === step.register))
      found.push(
        add('error', step.element, {
          fa: `دفتر ثبت «${step.register}» وجود ندارد.`,
          en: `There is no register “${step.register}”.`,
        }),
      )
    const kind = service.definition.nodes[step.element]?.properties['kind']
    if (kind !== undefined && !STEP_KINDS.some((one) => one === kind))
      found.push(
        add('warning', step.element, {
          fa: `گونهٔ «${kind}» شناخته نیست؛ «بررسی» به شمار می‌آید.`,
          en: `The kind “${kind}” is not known; it counts as a review.`,
        }),
      )
  }
  for (const node of Object.values(service.definition.nodes)) {
    if (!node.job || JOBS.some((job) => job === node.job?.type)) continue
    found.push(
      add(
        'error',
        node.id,
        { fa: `میزبان کاری به نام «${node.job.type}» ندارد.`, en: `The desk has no job called “${node.job.type}”.` },
        { fa: `کارهای شناخته: ${JOBS.join('، ')}`, en: `Known jobs: ${JOBS.join(', ')}` },
      ),
    )
  }
  return found
}

/** Calls of processes that no service has, or several: not an error, because that may change before they are made. */
function callFindings(
  service: Service,
  { files, offered }: { readonly files: ServiceFiles; readonly offered: readonly { readonly service: Service }[] },
  add: Add,
): readonly Finding[] {
  const others = offered.map((one) => one.service).filter((one) => one.id !== service.id)
  const { nodes, processes } = service.definition
  return Object.values(nodes).flatMap(({ id, call }) => {
    if (!call || call.process.startsWith('=') || (call.binding !== 'own' && processes.includes(call.process))) return []
    const count = [service, ...others].filter((one) => one.definition.main === call.process).length
    if (count === 1) return []
    const text =
      count === 0
        ? {
            fa: `هیچ خدمتی فرایند «${call.process}» را ندارد؛ تا منتشر نشود، درخواست این‌جا به مانع می‌خورد.`,
            en: `No service has the process ${call.process}; until one is published, requests stand still here.`,
          }
        : {
            fa: `فرایند «${call.process}» در چند خدمت هست؛ معلوم نیست کدام آغاز می‌شود.`,
            en: `Several services have the process ${call.process}; it is not certain which one begins.`,
          }
    const off = Object.keys(files).find(
      (file) => file.endsWith('.bpmn') && file !== service.process && files[file]?.includes(` id="${call.process}"`),
    )
    return [add('warning', id, text, count === 0 && off ? drawnElsewhere(off) : undefined)]
  })
}

/** Drawings of a folder that the card does not name do not run (decision 0045). */
const drawnElsewhere = (file: string): Text => ({
  fa: `شاید آن را در \u2066${file}\u2069 کشیده‌اید که اجرا نمی‌شود: در همین نقشه بکشیدش تا بخشی از همین درخواست باشد، یا خدمتی از آن بسازید.`,
  en: `Perhaps you drew it in ${file}, which does not run: draw it beside this process, to be part of the same request, or make a service of it.`,
})

/** An office is written `nutrition`, or as an expression that begins with a faculty office: `= "education:" + …`. */
function officeFindings(element: string, office: string | null, university: University, add: Add): readonly Finding[] {
  if (office === null) return []
  const named = office.startsWith('=') ? /^=\s*"([a-z-]+):?"/.exec(office)?.[1] : office.split(':', 1)[0]
  if (named === undefined) return []
  const known = university.offices.find((one) => one.id === named)
  if (!known)
    return [
      add('error', element, {
        fa: `واحدی به نام «${named}» نیست.`,
        en: `There is no office called “${named}”.`,
      }),
    ]
  return known.scope === 'faculty' && !office.includes(':')
    ? [
        add('error', element, {
          fa: `«${known.name.fa}» در هر دانشکده هست؛ بگویید کدام دانشکده.`,
          en: `“${known.name.en}” exists in every faculty; say which one.`,
        }),
      ]
    : []
}

function advice(service: Service, add: Add): readonly Finding[] {
  const found: Finding[] = []
  const { nodes, flows } = service.definition
  for (const node of Object.values(nodes)) {
    const named = node.type === 'bpmn:UserTask' || node.type === 'bpmn:EndEvent'
    if (named && node.name === null) found.push(add('advice', node.id, { fa: 'نامی ندارد.', en: 'It has no name.' }))
    if (node.type !== 'bpmn:UserTask') continue
    if (node.name !== null && !node.properties['name.en'])
      found.push(add('advice', node.id, { fa: 'نام انگلیسی ندارد.', en: 'It has no English name.' }))
    if (!node.properties['status.fa'])
      found.push(
        add('advice', node.id, {
          fa: 'واژهٔ وضعیت ندارد؛ درخواست‌کننده «در حال بررسی» می‌بیند.',
          en: 'It has no status word; the requester reads “In review”.',
        }),
      )
    if (!node.properties['target_days'])
      found.push(
        add('advice', node.id, { fa: 'مهلت ندارد و هرگز دیر نمی‌شود.', en: 'It has no target days and is never late.' }),
      )
  }
  for (const flow of Object.values(flows))
    if (flow.condition !== null && flow.name === null)
      found.push(
        add('advice', flow.id, {
          fa: 'شاخهٔ شرط‌دار نام ندارد؛ روی نقشه فهمیده نمی‌شود.',
          en: 'A branch with a condition has no name; the map does not explain itself.',
        }),
      )
  return found
}

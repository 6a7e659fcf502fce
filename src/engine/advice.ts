import { Linter } from 'bpmnlint'
import fakeJoin from 'bpmnlint/rules/fake-join.js'
import labelRequired from 'bpmnlint/rules/label-required.js'
import joinFork from 'bpmnlint/rules/no-gateway-join-fork.js'
import duplicateFlows from 'bpmnlint/rules/no-duplicate-sequence-flows.js'
import implicitEnd from 'bpmnlint/rules/no-implicit-end.js'
import implicitSplit from 'bpmnlint/rules/no-implicit-split.js'
import implicitStart from 'bpmnlint/rules/no-implicit-start.js'
import overlapping from 'bpmnlint/rules/no-overlapping-elements.js'
import superfluousGateway from 'bpmnlint/rules/superfluous-gateway.js'
import superfluousTermination from 'bpmnlint/rules/superfluous-termination.js'
import { pair } from './checks/pair.js'
import type { Problem, TextPair } from './model.js'
import { child, children, readXml, type Element } from './read.js'

/** Rules of style: the drawing runs either way. What is said in Persian, and the rule of bpmnlint. */
const STYLE: Readonly<Record<string, { readonly rule: unknown; readonly fa: string }>> = {
  'fake-join': { rule: fakeJoin, fa: 'دو جریان به یک کار می‌رسند بی‌آنکه به هم برسند؛ کار دو بار انجام می‌شود.' },
  'label-required': { rule: labelRequired, fa: 'عنصر نام ندارد.' },
  'no-gateway-join-fork': { rule: joinFork, fa: 'یک دروازه هم می‌پیوندد و هم جدا می‌کند.' },
  'no-duplicate-sequence-flows': { rule: duplicateFlows, fa: 'دو جریان یکسان میان دو عنصر هست.' },
  'no-implicit-end': { rule: implicitEnd, fa: 'مسیر بدون رویداد پایان تمام می‌شود.' },
  'no-implicit-split': { rule: implicitSplit, fa: 'کار بدون دروازه به چند مسیر جدا می‌شود.' },
  'no-implicit-start': { rule: implicitStart, fa: 'مسیر بدون رویداد آغاز شروع می‌شود.' },
  'no-overlapping-elements': { rule: overlapping, fa: 'شکل‌ها روی هم افتاده‌اند.' },
  'superfluous-gateway': { rule: superfluousGateway, fa: 'دروازه کاری نمی‌کند.' },
  'superfluous-termination': { rule: superfluousTermination, fa: 'پایانِ فسخ‌کننده بی‌اثر است.' },
}

const CURE: TextPair = pair(
  'Draw it so that readers see what is meant; the process runs either way.',
  'طوری بکشید که خواننده منظور را ببیند؛ فرایند در هر حال اجرا می‌شود.',
)

/** Advice about style by bpmnlint, for whoever draws; never a reason to refuse. A file that can't be read gets none. */
export async function advise(xml: string): Promise<readonly Problem[]> {
  const { root } = await readXml(xml)
  if (!root) return []
  for (const element of children(root, 'rootElements')) completeLists(element)
  const linter = new Linter({
    config: { rules: Object.fromEntries(Object.keys(STYLE).map((name) => [name, 'warn'])) },
    resolver: { resolveRule: (_, name) => STYLE[name]?.rule },
  })
  return Object.entries(await linter.lint(root)).flatMap(([rule, reports]) =>
    reports.map(({ id, message }): Problem => ({
      severity: 'warning',
      element: id,
      rule: `style/${rule}`,
      reason: pair(message, STYLE[rule]?.fa ?? message),
      cure: CURE,
    })),
  )
}

/** bpmnlint reads the lists of flows that elements repeat, and some tools leave them out. */
function completeLists(container: Element): void {
  for (const element of children(container, 'flowElements')) {
    completeLists(element)
    if (element.$type !== 'bpmn:SequenceFlow') continue
    append(child(element, 'sourceRef'), 'outgoing', element)
    append(child(element, 'targetRef'), 'incoming', element)
  }
}

function append(element: Element | null, name: 'incoming' | 'outgoing', flow: Element): void {
  const list = children(element, name)
  if (element && !list.includes(flow)) Object.assign(element, { [name]: [...list, flow] })
}

import BpmnModeler from 'bpmn-js/lib/Modeler'
import {
  BpmnPropertiesPanelModule,
  BpmnPropertiesProviderModule,
  ZeebePropertiesProviderModule,
} from 'bpmn-js-properties-panel'
import behaviors from 'camunda-bpmn-js-behaviors/lib/camunda-cloud'
import zeebe from 'zeebe-bpmn-moddle/resources/zeebe.json'
import { addStyle } from '../style.js'
import { listenToKeys } from './keyboard.js'
import { showLost } from './lost.js'
import { deskMenus } from './menus.js'
import { deskPanel } from './panel.js'
import { saver } from './save.js'
import type { Settings } from './settings.js'
import { translateTitles } from './titles.js'
import { fit, type Canvas } from './view.js'
import { WORDS } from './words-fa.js'

interface CommandStack {
  readonly undo: () => void
  readonly redo: () => void
  readonly canUndo: () => boolean
  readonly canRedo: () => boolean
}

/** Opens the editor in its element; returns what ends it. */
export async function openEditor(host: HTMLElement): Promise<() => void> {
  const settings = readSettings(host)
  await Promise.all((host.dataset['styles'] ?? '').split(' ').map(addStyle))
  const find = (selector: string): HTMLElement => {
    const found = host.querySelector<HTMLElement>(selector)
    if (!found) throw new Error(`the editor has no ${selector}`)
    return found
  }
  const answer = await fetch(settings.drawing)
  if (!answer.ok) throw new Error(`${settings.drawing} answered ${answer.status}`)
  const modeler = new BpmnModeler({
    container: find('.canvas'),
    propertiesPanel: { parent: find('.props') },
    moddleExtensions: { zeebe },
    bpmnRenderer: {
      defaultFillColor: 'var(--surface)',
      defaultStrokeColor: 'var(--ink-2)',
      defaultLabelColor: 'var(--ink)',
    },
    additionalModules: [
      BpmnPropertiesPanelModule,
      BpmnPropertiesProviderModule,
      ZeebePropertiesProviderModule,
      behaviors,
      deskPanel(settings),
      deskMenus(settings),
      { translate: ['value', translator(settings.lang)] },
    ],
  })
  const { warnings } = await modeler.importXML(await answer.text())
  showLost(host.querySelector('.lost'), warnings)
  const canvas = modeler.get<Canvas>('canvas')
  const stack = modeler.get<CommandStack>('commandStack')
  const undo = host.querySelector<HTMLButtonElement>('[data-do="undo"]')
  const redo = host.querySelector<HTMLButtonElement>('[data-do="redo"]')
  const save = saver(host, settings, async () => (await modeler.saveXML({ format: true })).xml ?? '')
  const show = () => {
    if (undo) undo.disabled = !stack.canUndo()
    if (redo) redo.disabled = !stack.canRedo()
  }
  const fitted = () => fit(canvas, host.querySelector('.djs-palette'))
  fitted()
  show()
  modeler.on('commandStack.changed', () => {
    show()
    save.changed()
  })
  const select = (id: string) => {
    const element = modeler.get<{ readonly get: (id: string) => object | undefined }>('elementRegistry').get(id)
    if (!element) return
    modeler.get<{ readonly select: (element: object) => void }>('selection').select(element)
    canvas.scrollToElement(id, 80)
  }
  const clicked = (event: Event) => {
    const from = event.target instanceof Element ? event.target : null
    const jump = from?.closest<HTMLElement>('[data-element]')?.dataset['element']
    if (jump) {
      event.preventDefault()
      select(jump)
      host.scrollIntoView({ block: 'start' })
    }
    const doing = from?.closest<HTMLElement>('[data-do]')?.dataset['do']
    if (doing === 'undo') stack.undo()
    if (doing === 'redo') stack.redo()
    if (doing === 'fit') fitted()
    if (doing === 'in' || doing === 'out') canvas.zoom(canvas.viewbox().scale * (doing === 'in' ? 1.25 : 0.8), 'auto')
  }
  document.addEventListener('click', clicked)
  const stopKeys = listenToKeys(host, stack)
  const stopTitles = settings.lang === 'fa' ? translateTitles(host) : () => {}
  const leaving = (event: Event) => {
    if (save.unsaved()) event.preventDefault()
  }
  // Going to another page of the desk saves what was drawn; what can't be saved is not thrown away without asking.
  const going = (event: Event) => {
    if (save.stuck() && !globalThis.confirm(settings.words.leave)) event.preventDefault()
  }
  globalThis.addEventListener('beforeunload', leaving)
  document.addEventListener('turbo:before-visit', going)
  const wanted = new URLSearchParams(location.search).get('element')
  // The panel begins to listen a moment after the drawing is there.
  if (wanted) globalThis.setTimeout(() => select(wanted), 100)
  host.dataset['state'] = 'ready'
  return () => {
    document.removeEventListener('click', clicked)
    globalThis.removeEventListener('beforeunload', leaving)
    document.removeEventListener('turbo:before-visit', going)
    stopTitles()
    stopKeys()
    void save.now().finally(() => modeler.destroy())
  }
}

function readSettings(host: HTMLElement): Settings {
  const settings: Settings = JSON.parse(host.dataset['settings'] ?? '{}')
  return settings
}

/** bpmn-js asks for every text by its English; parts in braces are filled in. */
const translator =
  (lang: 'fa' | 'en') =>
  (template: string, parts: Readonly<Record<string, string>> = {}): string =>
    (lang === 'fa' ? (WORDS[template] ?? template) : template).replace(
      /\{([^}]+)\}/g,
      (whole: string, name: string) => parts[name] ?? whole,
    )

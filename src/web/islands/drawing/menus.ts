import PaletteProvider from 'bpmn-js/lib/features/palette/PaletteProvider'
import ReplaceMenuProvider from 'bpmn-js/lib/features/popup-menu/ReplaceMenuProvider'
import PopupMenu from 'diagram-js/lib/features/popup-menu/PopupMenu'
import { ConnectMenu } from './connect-menu.js'
import type { DiagramElement, EditorModule } from './model.js'
import type { Settings } from './settings.js'
import { insideWindow } from './view.js'

interface Target {
  readonly type: string
  readonly eventDefinitionType?: string
  readonly triggeredByEvent?: boolean
}

interface MenuEntry {
  readonly group?: string
  readonly className?: string
  readonly title?: string
  readonly action?: unknown
  readonly html?: string
  readonly separator?: boolean
}

type Entries = Record<string, MenuEntry>

/** Whether the engine runs an element of a menu of bpmn-js. */
const runs =
  ({ runnable }: Settings) =>
  ({ type, eventDefinitionType, triggeredByEvent = false }: Target): boolean => {
    if (triggeredByEvent) return runnable.includes('event-sub-process')
    const key = eventDefinitionType ? `${type}/${eventDefinitionType}` : type
    return runnable.includes(key) || runnable.includes(`event-sub-process/${key}`) || NEUTRAL.includes(type)
  }

/** An entry of the context pad that the keyboard reaches too; keyboard.ts presses it. */
const REACHED = '<div class="entry" draggable="true" role="button" tabindex="0"></div>'

/** Drawn, or made of what is drawn; the engine walks past them. */
const NEUTRAL = ['bpmn:Participant', 'bpmn:SequenceFlow', 'bpmn:DataObjectReference', 'bpmn:DataStoreReference']

/** The menus of bpmn-js with what runs, and with what people's processes are mostly made of in one press. */
export function deskMenus(settings: Settings): EditorModule {
  const runnable = runs(settings)
  const { words } = settings

  class RunnableReplacements extends ReplaceMenuProvider {
    // bpmn-js makes all entries of all kinds of elements here.
    _createEntries(target: object, options: readonly { readonly target?: Target }[]): object {
      const kept = options.filter((one) => one.target === undefined || runnable(one.target))
      const made: unknown = Reflect.get(ReplaceMenuProvider.prototype, '_createEntries')
      return typeof made === 'function' ? made.call(this, target, kept) : {}
    }
    override getPopupMenuHeaderEntries(target: Parameters<ReplaceMenuProvider['getPopupMenuHeaderEntries']>[0]) {
      const entries = super.getPopupMenuHeaderEntries(target)
      for (const marker of ['parallel-mi', 'sequential-mi', 'loop'])
        if (!settings.runnable.includes(marker)) Reflect.deleteProperty(entries, `toggle-${marker}`)
      return entries
    }
  }

  /** bpmn-js takes the whole page for what can be seen. */
  class VisibleMenu extends PopupMenu {
    _ensureVisible(menu: HTMLElement, at: Parameters<typeof insideWindow>[1]) {
      return insideWindow(menu, at)
    }
  }

  class DeskPalette extends PaletteProvider {
    override getPaletteEntries(): ReturnType<PaletteProvider['getPaletteEntries']> {
      const make = (type: string, group: string, className: string, title: string, options: object = {}) => {
        const start = (event: Event): void => {
          const shape = call(Reflect.get(this, '_elementFactory'), 'createShape', { type, ...options })
          call(Reflect.get(this, '_create'), 'start', event, shape)
        }
        return { group, className, title, action: { dragstart: start, click: start } }
      }
      const known = super.getPaletteEntries()
      const keep = (...names: readonly string[]) =>
        Object.fromEntries(Object.entries(known).filter(([name]) => names.includes(name)))
      return {
        ...keep('hand-tool', 'lasso-tool', 'space-tool', 'global-connect-tool', 'tool-separator'),
        'create.start-event': make('bpmn:StartEvent', 'event', 'bpmn-icon-start-event-none', words.createStart),
        'create.user-task': make('bpmn:UserTask', 'activity', 'bpmn-icon-user', words.createUserTask),
        'create.service-task': make('bpmn:ServiceTask', 'activity', 'bpmn-icon-service', words.createServiceTask),
        'create.exclusive-gateway': make(
          'bpmn:ExclusiveGateway',
          'gateway',
          'bpmn-icon-gateway-xor',
          words.createExclusive,
        ),
        'create.parallel-gateway': make(
          'bpmn:ParallelGateway',
          'gateway',
          'bpmn-icon-gateway-parallel',
          words.createParallel,
        ),
        'create.timer': make(
          'bpmn:IntermediateCatchEvent',
          'event',
          'bpmn-icon-intermediate-event-catch-timer',
          words.createTimer,
          { eventDefinitionType: 'bpmn:TimerEventDefinition' },
        ),
        'create.end-event': make('bpmn:EndEvent', 'event', 'bpmn-icon-end-event-none', words.createEnd),
        ...keep('create.subprocess-expanded', 'create.participant-expanded', 'create.group'),
      }
    }
  }

  /** What usually follows: an office, a branch, two at once, a wait, the end. */
  class DeskContextPad {
    static readonly $inject = ['contextPad', 'autoPlace', 'create', 'elementFactory', 'connectMenu']
    readonly #autoPlace: object
    readonly #create: object
    readonly #factory: object
    readonly #connectMenu: ConnectMenu
    constructor(
      pad: { readonly registerProvider: (priority: number, provider: DeskContextPad) => void },
      autoPlace: object,
      create: object,
      factory: object,
      connectMenu: ConnectMenu,
    ) {
      this.#autoPlace = autoPlace
      this.#create = create
      this.#factory = factory
      this.#connectMenu = connectMenu
      pad.registerProvider(300, this)
    }
    getContextPadEntries(): (entries: Entries) => Entries {
      const append = (type: string, className: string, title: string, options: object = {}): MenuEntry => ({
        group: 'model',
        className,
        title,
        action: {
          click: (_event: Event, element: object) =>
            call(this.#autoPlace, 'append', element, call(this.#factory, 'createShape', { type, ...options })),
          dragstart: (event: Event, element: object) =>
            call(this.#create, 'start', event, call(this.#factory, 'createShape', { type, ...options }), {
              source: element,
            }),
        },
      })
      return (entries) => {
        const own: Entries =
          'append.append-task' in entries
            ? {
                'append.user-task': append('bpmn:UserTask', 'bpmn-icon-user', words.appendUserTask),
                'append.exclusive': append('bpmn:ExclusiveGateway', 'bpmn-icon-gateway-xor', words.appendExclusive),
                'append.parallel': append('bpmn:ParallelGateway', 'bpmn-icon-gateway-parallel', words.appendParallel),
                'append.timer': append(
                  'bpmn:IntermediateCatchEvent',
                  'bpmn-icon-intermediate-event-catch-timer',
                  words.appendTimer,
                  { eventDefinitionType: 'bpmn:TimerEventDefinition' },
                ),
                'append.end': append('bpmn:EndEvent', 'bpmn-icon-end-event-none', words.appendEnd),
              }
            : {}
        const dropped = ['append.append-task', 'append.gateway', 'append.intermediate-event', 'append.end-event']
        const kept = Object.entries(entries).filter(([name]) => !dropped.includes(name))
        const all = Object.entries({ ...own, ...Object.fromEntries(kept) })
        return Object.fromEntries(
          all.map(([name, entry]) => [name, { ...entry, html: REACHED, ...this.#withKeys(name, entry) }]),
        )
      }
    }
    /** Without a pointer there is nothing that a new flow could follow to its end. */
    #withKeys(name: string, { action, title = '' }: MenuEntry): Pick<MenuEntry, 'action'> {
      if (name !== 'connect' || typeof action !== 'object' || action === null) return {}
      const click = (event: Event, element: DiagramElement, ...rest: readonly unknown[]): void => {
        const button = event instanceof UIEvent && event.detail === 0 ? event.target : null
        if (button instanceof Element) this.#connectMenu.open(element, title, button)
        else call(action, 'click', event, element, ...rest)
      }
      return { action: { ...action, click } }
    }
  }

  return {
    __init__: ['deskContextPad'],
    connectMenu: ['type', ConnectMenu],
    deskContextPad: ['type', DeskContextPad],
    popupMenu: ['type', VisibleMenu],
    replaceMenuProvider: ['type', RunnableReplacements],
    paletteProvider: ['type', DeskPalette],
  }
}

/** Calls a method of a service of bpmn-js that has no types here. */
function call(service: unknown, method: string, ...args: readonly unknown[]): object {
  const found: unknown = typeof service === 'object' && service !== null ? Reflect.get(service, method) : null
  if (typeof found !== 'function') throw new TypeError(`bpmn-js has no ${method}`)
  const answer: unknown = found.apply(service, args)
  return typeof answer === 'object' && answer !== null ? answer : {}
}

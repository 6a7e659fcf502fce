import type { DiagramElement } from './model.js'

interface PopupMenu {
  readonly registerProvider: (id: string, provider: ConnectMenu) => void
  readonly open: (from: DiagramElement, id: string, at: object, options: object) => void
}

interface Registry {
  readonly filter: (keep: (one: DiagramElement) => boolean) => readonly DiagramElement[]
}

interface Rules {
  /** What a connection between two would be; false when there must be none. */
  readonly allowed: (rule: string, ends: object) => { readonly type?: string } | boolean | null
}

interface Modeling {
  readonly connect: (from: DiagramElement, to: DiagramElement, attributes: object) => void
}

const MENU = 'desk-connect'

/** Where a flow may lead, as a list to choose from: for whoever draws without a pointer. */
export class ConnectMenu {
  static readonly $inject = ['popupMenu', 'elementRegistry', 'rules', 'modeling']
  readonly #menu: PopupMenu
  readonly #registry: Registry
  readonly #rules: Rules
  readonly #modeling: Modeling

  constructor(menu: PopupMenu, registry: Registry, rules: Rules, modeling: Modeling) {
    this.#menu = menu
    this.#registry = registry
    this.#rules = rules
    this.#modeling = modeling
    menu.registerProvider(MENU, this)
  }

  /** @param button of the context pad; the list opens beneath it */
  open(from: DiagramElement, title: string, button: Element): void {
    const { left, bottom } = button.getBoundingClientRect()
    this.#menu.open(from, MENU, { x: left, y: bottom }, { title, search: true, width: '300px' })
  }

  getPopupMenuEntries(source: DiagramElement): object {
    const entries = this.#registry.filter(this.#mayFollow(source)).map((target) => {
      const { name, id } = target.businessObject
      const action = () => this.#modeling.connect(source, target, { type: 'bpmn:SequenceFlow' })
      return [target.id, { label: typeof name === 'string' && name !== '' ? name : id, action }]
    })
    return Object.fromEntries(entries)
  }

  #mayFollow =
    (source: DiagramElement) =>
    (target: DiagramElement): boolean => {
      if (target.labelTarget) return false
      const allowed = this.#rules.allowed('connection.create', { source, target })
      return typeof allowed === 'object' && allowed?.type === 'bpmn:SequenceFlow'
    }
}

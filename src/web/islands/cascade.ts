// Lists that depend on each other: faculty → level → field of study, province → city.
interface Branch {
  readonly value: string
  readonly label: string
  readonly next?: readonly Branch[]
}

const lists = new Map<string, Promise<readonly Branch[]>>()

const load = (url: string): Promise<readonly Branch[]> => {
  const known = lists.get(url) ?? fetch(url).then((answer) => answer.json())
  lists.set(url, known)
  return known
}

document.addEventListener('change', async (event) => {
  const select = event.target
  if (!(select instanceof HTMLSelectElement) || !select.dataset['cascade']) return
  const next = document.getElementById(select.dataset['next'] ?? '')
  if (!(next instanceof HTMLSelectElement)) return
  const tree = await load(select.dataset['cascade']).catch(() => null)
  if (!tree) return
  const above = document.getElementById(select.dataset['above'] ?? '')
  const path = above instanceof HTMLSelectElement ? [above.value, select.value] : [select.value]
  const branches = path.reduce<readonly Branch[]>(
    (level, value) => level.find((one) => one.value === value)?.next ?? [],
    tree,
  )
  fill(next, branches)
})

/** Puts the choices that follow; what was chosen stays when it is still among them. */
function fill(select: HTMLSelectElement, branches: readonly Branch[]): void {
  const before = select.value
  const [empty] = select.options
  select.replaceChildren(...(empty ? [empty] : []), ...branches.map((one) => new Option(one.label, one.value)))
  select.value = branches.some((one) => one.value === before)
    ? before
    : branches.length === 1
      ? (branches[0]?.value ?? '')
      : ''
  // What follows this list depends on it in turn.
  select.dispatchEvent(new Event('change', { bubbles: true }))
}

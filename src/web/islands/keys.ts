// Keys for clerks, by their place on the keyboard: they are the same on a Persian and a Latin layout.
const typing = (target: EventTarget | null): boolean =>
  target instanceof Element &&
  target.closest('input:not([type="checkbox"]), textarea, select, [contenteditable]') !== null

document.addEventListener('keydown', (event) => {
  if (event.code === 'Enter' && (event.ctrlKey || event.metaKey)) {
    const form = event.target instanceof Element ? event.target.closest('form') : null
    const chosen = form ?? document.querySelector<HTMLFormElement>('form[data-ctrl-enter]')
    if (!chosen) return
    event.preventDefault()
    chosen.requestSubmit(chosen.querySelector<HTMLButtonElement>('button.go'))
    return
  }
  if (typing(event.target) || event.ctrlKey || event.metaKey || event.altKey) return
  if (event.code === 'Slash') {
    const search = document.querySelector<HTMLInputElement>('[data-hotkey="/"]')
    if (!search) return
    event.preventDefault()
    search.select()
    return
  }
  const rows = [...document.querySelectorAll<HTMLTableRowElement>('[data-rows] tbody tr')]
  if (rows.length === 0) return
  const at = rows.findIndex((row) => row.classList.contains('cur'))
  if (event.code === 'KeyJ') mark(rows, Math.min(at + 1, rows.length - 1))
  else if (event.code === 'KeyK') mark(rows, Math.max(at - 1, 0))
  else if (event.code === 'KeyX') rows[at]?.querySelector<HTMLInputElement>('input[type="checkbox"]')?.click()
})

function mark(rows: readonly HTMLTableRowElement[], index: number): void {
  for (const row of rows) row.classList.remove('cur')
  const row = rows[index]
  row?.classList.add('cur')
  row?.querySelector<HTMLAnchorElement>('.c-who a')?.focus()
}

document.addEventListener('change', (event) => {
  const all = event.target
  if (!(all instanceof HTMLInputElement) || !('all' in all.dataset)) return
  for (const box of all.closest('table')?.querySelectorAll<HTMLInputElement>('tbody input[type="checkbox"]') ?? [])
    box.checked = all.checked
})

// Files: dropped or chosen, their names are said before they are sent.
const holder = (target: EventTarget | null): HTMLElement | null =>
  target instanceof Element ? target.closest<HTMLElement>('.drop') : null

const inputOf = (target: EventTarget | null): HTMLInputElement | null => {
  const input =
    target instanceof Element ? (target.closest('.drop, .attach')?.querySelector('input[type="file"]') ?? null) : null
  return input instanceof HTMLInputElement ? input : null
}

document.addEventListener('dragover', (event) => {
  const drop = holder(event.target)
  if (!drop) return
  event.preventDefault()
  drop.classList.add('over-it')
})

document.addEventListener('dragleave', (event) => holder(event.target)?.classList.remove('over-it'))

document.addEventListener('drop', (event) => {
  const drop = holder(event.target)
  const input = inputOf(event.target)
  if (!drop || !input || !event.dataTransfer) return
  event.preventDefault()
  drop.classList.remove('over-it')
  input.files = event.dataTransfer.files
  input.dispatchEvent(new Event('change', { bubbles: true }))
})

document.addEventListener('change', (event) => {
  const input = inputOf(event.target)
  if (!input || input !== event.target) return
  const label = input.closest('.drop')?.querySelector('.chosen') ?? input.closest('form')?.querySelector('.chosen')
  if (label) label.textContent = [...(input.files ?? [])].map((file) => `\u2068${file.name}\u2069`).join('، ')
})

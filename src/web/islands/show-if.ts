import { onPage } from './page-ready.js'

// Fields that are asked only for some answers: `data-if="has_dormitory=yes"`.
const update = (): void => {
  for (const part of document.querySelectorAll<HTMLElement>('[data-if]')) {
    const [name = '', value = ''] = (part.dataset['if'] ?? '').split('=', 2)
    const controls =
      part.closest('form')?.querySelectorAll<HTMLInputElement | HTMLSelectElement>(`[name="${CSS.escape(name)}"]`) ?? []
    const given = [...controls].find((one) =>
      one instanceof HTMLInputElement && (one.type === 'radio' || one.type === 'checkbox') ? one.checked : true,
    )
    part.classList.toggle('on', given?.value === value)
  }
}

document.addEventListener('change', update)
onPage(update)

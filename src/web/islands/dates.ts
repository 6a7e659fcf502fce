// A date chosen from the lists is written into the field, so that one place shows what will be sent.
document.addEventListener('change', (event) => {
  const select = event.target
  const lists = select instanceof HTMLSelectElement ? select.closest('.ymd') : null
  const typed = lists?.closest('fieldset')?.querySelector<HTMLInputElement>('input.in')
  if (!lists || !typed) return
  const parts = [...lists.querySelectorAll('select')].map((one) => one.value)
  if (parts.every((part) => part !== '')) typed.value = parts.map((part) => part.padStart(2, '0')).join('/')
})

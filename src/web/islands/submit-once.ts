// A form that is on its way is not sent again by an impatient finger. The desk would not act twice anyway.
const sending = new WeakSet<HTMLFormElement>()

document.addEventListener(
  'submit',
  (event) => {
    const form = event.target
    if (!(form instanceof HTMLFormElement) || !('once' in form.dataset)) return
    if (sending.has(form)) {
      event.preventDefault()
      event.stopImmediatePropagation()
      return
    }
    sending.add(form)
    form.setAttribute('aria-busy', 'true')
  },
  true,
)

document.addEventListener('turbo:submit-end', (event) => {
  const form = event.target
  if (!(form instanceof HTMLFormElement)) return
  sending.delete(form)
  form.removeAttribute('aria-busy')
})

// No answer at all: the line is broken. What was typed stays where it is, and the page says so.
document.addEventListener('turbo:fetch-request-error', (event) => {
  event.preventDefault()
  const main = document.querySelector('main .wrap')
  const old = document.querySelector('.line-broken')
  const say = old ?? document.createElement('p')
  say.className = 'notice line-broken'
  say.setAttribute('role', 'alert')
  say.textContent = document.body.dataset['line'] ?? ''
  if (!old) main?.prepend(say)
  say.scrollIntoView({ block: 'nearest' })
  for (const form of document.querySelectorAll<HTMLFormElement>('form[aria-busy]')) {
    sending.delete(form)
    form.removeAttribute('aria-busy')
  }
})

const styles = new Map<string, Promise<void>>()

/** Adds a stylesheet that only some pages want; again and again adds it once. */
export function addStyle(href: string): Promise<void> {
  const known = styles.get(href)
  if (known && document.head.querySelector(`link[href="${CSS.escape(href)}"]`)) return known
  const added = new Promise<void>((resolve) => {
    const link = document.createElement('link')
    link.rel = 'stylesheet'
    link.href = href
    link.addEventListener('load', () => resolve())
    link.addEventListener('error', () => resolve())
    document.head.append(link)
  })
  styles.set(href, added)
  return added
}

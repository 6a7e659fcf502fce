import type { Child } from 'hono/jsx'

/** The link to what comes after a page of rows; none at the end. */
export const NextPage = ({ href, children }: { href: string | null; children: Child }) =>
  href === null ? null : (
    <p class="under">
      <a class="btn" href={href}>
        {children}
      </a>
    </p>
  )

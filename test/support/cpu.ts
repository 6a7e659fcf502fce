/** What this process has worked so far, in milliseconds: a busy machine makes it wait, not work more. */
export function cpuMs(): number {
  const { user, system } = process.cpuUsage()
  return (user + system) / 1000
}

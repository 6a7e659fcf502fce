// Where Chromium is on this machine, for tests and pictures. The shell without windows does the same with half the work.
import { existsSync } from 'node:fs'

/** Its path, or undefined: Debian has it as chromium-headless-shell or chromium. */
export const chromiumPath = [
  process.env.MIZBAN_CHROMIUM,
  '/usr/bin/chromium-headless-shell',
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
].find((file) => file !== undefined && existsSync(file))

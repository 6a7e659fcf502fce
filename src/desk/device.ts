const BROWSERS = [
  ['edge', /\bEdg(?:e|A|iOS)?\//],
  ['opera', /\bOPR\/|\bOpera\b/],
  ['samsung', /\bSamsungBrowser\//],
  ['firefox', /\b(?:Firefox|FxiOS)\//],
  ['chrome', /(?:Chrome|CriOS|Chromium)\//],
  ['safari', /\bVersion\/[\d.]+.*\bSafari\//],
] as const

const SYSTEMS = [
  ['android', /\bAndroid\b/],
  ['ios', /\b(?:iPhone|iPad|iPod)\b/],
  ['windows', /\bWindows\b/],
  ['mac', /\bMac(?:intosh| OS X)\b/],
  ['linux', /\bLinux\b|\bX11\b/],
] as const

export type Browser = (typeof BROWSERS)[number][0] | 'other'
export type System = (typeof SYSTEMS)[number][0] | 'other'

/** A browser and its system in two words, such as `chrome/android`: enough to know one's own, too little to track by. */
export const deviceOf = (userAgent: string): string => `${first(BROWSERS, userAgent)}/${first(SYSTEMS, userAgent)}`

export function readDevice(device: string): { readonly browser: Browser; readonly system: System } {
  const [browser, system] = device.split('/', 2)
  return {
    browser: BROWSERS.find(([name]) => name === browser)?.[0] ?? 'other',
    system: SYSTEMS.find(([name]) => name === system)?.[0] ?? 'other',
  }
}

const first = <T extends string>(from: readonly (readonly [T, RegExp])[], userAgent: string): T | 'other' =>
  // A browser says who it is in its first few hundred letters; nobody makes us search more.
  from.find(([, sign]) => sign.test(userAgent.slice(0, 400)))?.[0] ?? 'other'

import { afterAll, beforeAll, expect, test } from 'vitest'
import { openStage, type Stage } from '../support/browser.js'

let stage: Stage
beforeAll(async () => {
  stage = await openStage()
})
afterAll(() => stage.close())

test.each(['fa', 'en'] as const)('what is read is drawn in Vazirmatn, from this desk: %s', async (lang) => {
  const visitor = await stage.visit('sara', { lang })
  const { page } = visitor
  await page.goto('/')
  await page.evaluate(() => document.fonts.ready)
  const session = await visitor.context.newCDPSession(page)
  await session.send('DOM.enable')
  await session.send('CSS.enable')
  const { root } = await session.send('DOM.getDocument')
  for (const selector of ['h1', '.svc a', '.btn.go', '.foot a']) {
    const { nodeId } = await session.send('DOM.querySelector', { nodeId: root.nodeId, selector })
    const { fonts } = await session.send('CSS.getPlatformFontsForNode', { nodeId })
    expect(
      fonts.map((font) => font.familyName),
      selector,
    ).toEqual(['Vazirmatn'])
  }
  visitor.quiet()
})

import { expect, test } from 'vitest'
import { document, flow, userTask } from '../../test/support/draw.js'
import { advise, compile } from './index.js'

test('style is advice in both languages, beside problems and never instead of running', async () => {
  const xml = document(
    `<bpmn:startEvent id="s" />${userTask('a')}${userTask('b')}${userTask('c')}${flow('f', 's', 'a')}${flow('g', 'a', 'b')}${flow('h', 'a', 'c')}${flow('i', 'b', 'c')}`,
  )
  const advice = await advise(xml)
  expect(new Set(advice.map((one) => `${one.rule} ${one.element}`))).toEqual(
    new Set([
      ...['style/label-required s', 'style/label-required a', 'style/label-required b', 'style/label-required c'],
      ...['style/no-implicit-split a', 'style/no-implicit-end c', 'style/fake-join c'],
    ]),
  )
  for (const { severity, reason } of advice) {
    expect(severity).toBe('warning')
    expect(reason.fa).toMatch(/[\u0600-\u06ff]/)
  }
  expect((await compile([{ name: 'a.bpmn', xml }])).definition).not.toBeNull()
})

test('a file that can not be read gets no advice', async () => {
  expect(await advise('no XML')).toEqual([])
})

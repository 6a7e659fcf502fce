import fc from 'fast-check'
import { expect, test } from 'vitest'
import { draw } from '../../../test/support/draw.js'
import { block, chooser, walk } from '../../../test/support/random-process.js'
import { taskBook } from '../../../test/support/task-book.js'
import { compile } from '../../engine/index.js'
import { stepsOf } from '../service.js'
import { mapMarks, track } from './index.js'

/** MIZBAN_SEED=… draws the drawings of an earlier run again. */
const seed = Number(process.env['MIZBAN_SEED'] ?? Date.now() % 2 ** 31)
const seeds = fc.array(fc.nat(1_000), { minLength: 5, maxLength: 30 })

test(`wherever a process is, its tracker is true (seed ${seed})`, { timeout: 60_000 }, async () => {
  await fc.assert(
    fc.asyncProperty(block, seeds, async (one, seed) => {
      const { xml, choices } = draw(one, chooser(seed))
      const { definition } = await compile([{ name: 'random.bpmn', xml }])
      if (!definition) throw new Error('not compiled')
      const service = { definition, steps: stepsOf(definition), taskForms: new Map() }
      const book = taskBook()
      const entered = new Set<string>()
      walk(definition, choices, chooser(seed), {
        seen: (state, effects) => {
          book.write(effects, state)
          for (const effect of effects) if (effect.kind === 'enter') entered.add(effect.element)
          const tracked = book.tracked(service, state)
          const tracking = track(tracked)
          const { steps, passed } = tracking
          const elements = steps.map((step) => step.element)
          // Each step has one place, and none is missing but those that only an event begins.
          expect(new Set(elements).size).toBe(elements.length)
          const hidden = service.steps.filter((step) => !elements.includes(step.element))
          for (const step of hidden) {
            expect(tracked.tasks.filter((task) => task.element === step.element)).toEqual([])
            expect(definition.nodes[step.element]?.forCompensation).toBe(true)
          }
          const now = steps.filter((step) => step.state === 'now').map((step) => step.element)
          const open = tracked.tasks.filter((task) => task.closedAt === null).map((task) => task.element)
          expect(new Set(now)).toEqual(new Set(open))
          for (const step of steps) {
            const own = tracked.tasks.filter((task) => task.element === step.element)
            const completed = own.filter((task) => task.state === 'completed')
            if (step.state === 'done') expect(completed.length).toBeGreaterThan(0)
            if (completed.length > 0) {
              expect(step.state === 'done' || step.rounds > 0).toBe(true)
              expect(['skipped', 'interrupted']).not.toContain(step.state)
            }
          }
          const { marks } = mapMarks(tracking)
          for (const token of state.tokens) if (token.waits !== 'scope') expect(marks[token.element]).toBe('now')
          // What is said to be gone by was gone through.
          expect(passed.filter((element) => !entered.has(element))).toEqual([])
          if (state.status === 'running') return
          expect(steps.filter((step) => ['now', 'next', 'later'].includes(step.state))).toEqual([])
          expect(Object.values(marks)).not.toContain('now')
        },
      })
    }),
    { numRuns: 200, seed },
  )
})

test('whatever is opened was said to be next, or is open or done once already', { timeout: 60_000 }, async () => {
  await fc.assert(
    fc.asyncProperty(block, seeds, async (one, seed) => {
      const { xml, choices } = draw(one, chooser(seed))
      const { definition } = await compile([{ name: 'random.bpmn', xml }])
      if (!definition) throw new Error('not compiled')
      const service = { definition, steps: stepsOf(definition), taskForms: new Map() }
      const book = taskBook()
      let before: ReturnType<typeof track>['steps'] = []
      walk(definition, choices, chooser(seed), {
        seen: (state, effects) => {
          book.write(effects, state)
          for (const effect of effects) {
            if (effect.kind !== 'open-task') continue
            const step = before.find((one) => one.element === effect.element)
            // What hangs on an event beside a step comes on its own.
            if (!step || effect.element.endsWith('_beside')) continue
            expect(['next', 'now', 'done']).toContain(step.state)
          }
          before = track(book.tracked(service, state)).steps
        },
      })
    }),
    { numRuns: 100, seed },
  )
})

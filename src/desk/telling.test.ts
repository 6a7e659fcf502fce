import { expect, test } from 'vitest'
import { readInstitution } from '../catalog/institution.js'
import { whomToTell, type Story, type ToldEvent } from './telling.js'

const university = await readInstitution()
const [REQUESTER, PARTICIPANT, COUNCIL, DINING] = [1, 2, 3, 4]
const workers = [
  { person: COUNCIL, office: 'disciplinary', role: 'expert', for: null },
  { person: DINING, office: 'nutrition', role: 'expert', for: null },
]

/** What is told of one event while the council and the dining office work on a request side by side. */
function told(event: Partial<ToldEvent>, followers: readonly number[] = [REQUESTER, PARTICIPANT]) {
  const task = { returned: false, openedAt: 0, closedAt: null }
  const story: Story = {
    request: {
      id: 7,
      key: 'CLR-1405-000007',
      requester: REQUESTER,
      followers,
      tasks: [
        { ...task, id: 70, office: 'disciplinary', assignee: COUNCIL },
        { ...task, id: 71, office: 'nutrition', assignee: DINING },
      ],
    },
    events: [{ seq: 1, kind: 'commented', by: null, office: null, internal: false, at: 0, ...event }],
    opened: [],
  }
  return whomToTell(university, story, workers, []).map((one) => `${one.person} ${one.kind}`)
}

test('a note is told to whom may read it: a council keeps its own', () => {
  const note = { kind: 'noted', internal: true, by: 9 }
  expect(told({ ...note, office: 'nutrition' })).toEqual([`${COUNCIL} noted`, `${DINING} noted`])
  expect(told({ ...note, office: 'disciplinary' })).toEqual([`${COUNCIL} noted`])
})

test('words of one side are told to the other, to each once, and never to their writer', () => {
  expect(told({ office: 'nutrition', by: DINING })).toEqual([`${REQUESTER} message`, `${PARTICIPANT} message`])
  const working = [`${COUNCIL} requester-wrote`, `${DINING} requester-wrote`]
  expect(told({ by: REQUESTER })).toEqual([...working, `${PARTICIPANT} follower-wrote`])
  expect(told({ by: PARTICIPANT })).toEqual([...working, `${REQUESTER} follower-wrote`])
  // Who works on it hears of it for their work, though they wanted to hear of everything.
  expect(told({ by: PARTICIPANT }, [REQUESTER, DINING])).toEqual([...working, `${REQUESTER} follower-wrote`])
})

test('an ask reaches its requester though they want to hear nothing; participants are asked nothing', () => {
  expect(told({ kind: 'asked', office: 'nutrition', by: DINING }, [PARTICIPANT])).toEqual([`${REQUESTER} asked`])
  expect(told({ kind: 'finished', by: DINING }, [PARTICIPANT])).toEqual([`${PARTICIPANT} finished`])
})

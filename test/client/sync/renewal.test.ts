/** What is read from a live Y.Doc is looked at again before the next frame, whatever happens in between. */
import { expect, it } from 'vitest'
import { createRenewal } from '../../../client/sync/renewal.ts'

const createDesk = (isNews: boolean) => {
  const tasks: (() => void)[] = []
  const seen = { looks: 0, told: 0 }
  const renewal = createRenewal(
    (task) => void tasks.push(task),
    () => {
      seen.looks += 1
      return isNews
    },
  )
  const unsubscribe = renewal.subscribe(() => void (seen.told += 1))
  const frame = (): void => tasks.splice(0).forEach((task) => task())
  return { renewal, unsubscribe, frame, seen }
}

it('looks again once a frame, however often it is asked to', () => {
  const { renewal, frame, seen } = createDesk(true)
  for (let change = 0; change < 3; change += 1) renewal.ask()
  frame()
  frame()
  renewal.ask()
  frame()
  expect(seen).toEqual({ looks: 2, told: 2 })
})

it('tells nobody where there is no news, nor who listens no more', () => {
  const same = createDesk(false)
  same.renewal.ask()
  same.frame()
  const left = createDesk(true)
  left.unsubscribe()
  left.renewal.ask()
  left.frame()
  expect([same.seen, left.seen]).toEqual([
    { looks: 1, told: 0 },
    { looks: 1, told: 0 },
  ])
})

it('looks no more once it is closed, also where a look was due', () => {
  const { renewal, frame, seen } = createDesk(true)
  renewal.ask()
  renewal.close()
  frame()
  expect(seen).toEqual({ looks: 0, told: 0 })
})

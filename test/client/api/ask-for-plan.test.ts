import { QueryClient } from '@tanstack/react-query'
import { expect, it, onTestFinished, vi } from 'vitest'
import { askForPlan } from '../../../client/api/ask-for-plan.ts'
import { planParts } from '../../../shared/addresses.ts'

it('[HTTP11] asks at the start for just what the server tells browsers to fetch beforehand', () => {
  const asked: string[] = []
  vi.stubGlobal('fetch', (path: string) => {
    asked.push(path)
    return new Promise(() => undefined)
  })
  onTestFinished(() => void vi.unstubAllGlobals())
  askForPlan(new QueryClient(), 'plan1')
  expect(asked.toSorted()).toEqual([...planParts('plan1')].sort())
})

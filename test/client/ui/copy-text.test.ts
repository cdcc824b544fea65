import { afterEach, expect, it, vi } from 'vitest'
import { copyText } from '../../../client/ui/copy-text.ts'

afterEach(() => void vi.unstubAllGlobals())

it('[COPY5] tells whether a text was copied, also in a browser that gives no clipboard', async () => {
  const held: string[] = []
  const answers: boolean[] = []
  for (const clipboard of [
    { writeText: async (text: string) => void held.push(text) },
    { writeText: () => Promise.reject(new DOMException('refused', 'NotAllowedError')) },
    // As on a page that came without encryption.
    undefined,
  ]) {
    vi.stubGlobal('navigator', { clipboard })
    answers.push(await copyText('my words'))
  }
  expect([answers, held]).toEqual([[true, false, false], ['my words']])
})

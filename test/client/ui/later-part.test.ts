import { createElement } from 'react'
import { renderToString } from 'react-dom/server'
import { describe, expect, it } from 'vitest'
import { createLaterPart } from '../../../client/ui/later-part.tsx'

const Text = ({ says }: { readonly says: string }) => says

describe('a part that comes later', () => {
  it('[PAGE48] has something in its place until its scripts are there, and stands at once from then on', async () => {
    const { begin, Part } = createLaterPart(() => Promise.resolve({ default: Text }), { meanwhile: 'Loading' })
    const drawn = () => renderToString(createElement(Part, { says: 'Here' }))
    const before = drawn()
    await begin()
    expect([before, drawn()]).toEqual(['Loading', 'Here'])
  })

  it('[PAGE48] asks for its scripts once, and again only when they could not be had', async () => {
    let asked = 0
    const { begin } = createLaterPart(
      async () => {
        asked += 1
        if (asked === 1) throw new Error('No network')
        return { default: Text }
      },
      { meanwhile: null },
    )
    await expect(begin()).rejects.toThrow('No network')
    await Promise.all([begin(), begin()])
    expect(asked).toBe(2)
  })
})

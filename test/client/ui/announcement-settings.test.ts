import { describe, expect, it } from 'vitest'
import { parseSettings, printSettings } from '../../../client/ui/announcement-settings.ts'

describe('announcement settings', () => {
  it('[A11Y9] keeps what was switched off, and says everything where nothing readable was kept', () => {
    for (const settings of [
      { people: true, writing: true },
      { people: false, writing: true },
      { people: true, writing: false },
      { people: false, writing: false },
    ])
      expect(parseSettings(printSettings(settings))).toEqual(settings)
    expect(parseSettings(null)).toEqual({ people: true, writing: true })
    expect(parseSettings('{"a":1}')).toEqual({ people: true, writing: true })
  })
})

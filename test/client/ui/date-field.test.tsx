import { renderToStaticMarkup } from 'react-dom/server'
import { describe, expect, it } from 'vitest'
import { DateField } from '../../../client/ui/DateField.tsx'

const render = (hint?: string): string =>
  renderToStaticMarkup(
    <DateField label="Due date" value={null} onChange={() => undefined} {...(hint === undefined ? {} : { hint })} />,
  )

describe('a date in three fields', () => {
  it('[PAGE9] is a group that its hint describes, once', () => {
    const drawn = render('When the words should be ready')
    const [, id = ''] = /<fieldset[^>]* aria-describedby="([^"]+)"/.exec(drawn) ?? []
    expect(drawn).toContain(`id="${id}">When the words should be ready<`)
    expect(drawn.split('aria-describedby')).toHaveLength(2)
    expect(render()).not.toContain('aria-describedby')
  })
})

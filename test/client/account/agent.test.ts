import { describe, expect, it } from 'vitest'
import { sayAgent } from '../../../client/account/agent.ts'

const windows = 'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko)'

describe('the name of a device', () => {
  it('is the browser’s own name, not one it descends from', () => {
    expect(sayAgent(`${windows} Chrome/140.0.0.0 Safari/537.36`)).toBe('Chrome on Windows')
    expect(sayAgent(`${windows} Chrome/140.0.0.0 Safari/537.36 Edg/140.0.0.0`)).toBe('Edge on Windows')
    expect(sayAgent('Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0')).toBe('Firefox on Linux')
  })

  it('tells phones from computers', () => {
    const like = 'like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko)'
    expect(sayAgent(`Mozilla/5.0 (iPhone; CPU iPhone OS 18_5 ${like} Version/18.5 Mobile Safari/604.1`)).toBe(
      'Safari on iPhone',
    )
    expect(sayAgent('Mozilla/5.0 (Linux; Android 15) AppleWebKit/537.36 Chrome/140 Mobile Safari/537.36')).toBe(
      'Chrome on Android',
    )
  })

  it('is what the program calls itself where that is not known, and never empty', () => {
    expect(sayAgent('curl/8.9.1')).toBe('curl/8.9.1')
    expect(sayAgent(' ')).toBe('Unknown device')
  })
})

import { describe, expect, it } from 'vitest'
import { readPicture } from '../../../server/actions/images/picture.ts'

const hex = (text: string): Uint8Array => new Uint8Array(Buffer.from(text.replace(/\s/g, ''), 'hex'))

describe('pictures', () => {
  it('[HTTP10] are read as PNG, GIF, JPEG or WebP with their size', () => {
    expect(readPicture(hex('89504e470d0a1a0a 0000000d 49484452 00000140 000000f0'))).toEqual({
      type: 'image/png',
      width: 320,
      height: 240,
    })
    expect(readPicture(hex('474946383961 4001 f000'))).toEqual({ type: 'image/gif', width: 320, height: 240 })
    expect(readPicture(hex('ffd8 ffe0 0004 0000 ffc4 0003 00 ffc0 0011 08 00f0 0140 03'))).toEqual({
      type: 'image/jpeg',
      width: 320,
      height: 240,
    })
    const riff = '52494646 00000000 57454250'
    const lossy = `${riff} 56503820 00000000 000000 9d012a 4001 f000`
    expect(readPicture(hex(lossy))).toEqual({ type: 'image/webp', width: 320, height: 240 })
    const extended = `${riff} 56503858 0a000000 00000000 3f0100 ef0000`
    expect(readPicture(hex(extended))).toEqual({ type: 'image/webp', width: 320, height: 240 })
    const packed = (319 | (239 << 14)).toString(16).padStart(8, '0')
    const lossless = `${riff} 5650384c 00000000 2f ${packed.match(/../g)?.reverse().join('')} 0000000000`
    expect(readPicture(hex(lossless))).toEqual({ type: 'image/webp', width: 320, height: 240 })
  })

  it('[HTTP10] are nothing when cut short, whatever their first bytes say', () => {
    for (const start of ['', 'ff', 'ffd8ff', 'ffd8ffe00004', '89504e470d0a1a0a', '474946383961', '52494646']) {
      expect(readPicture(hex(start))).toBeNull()
    }
    expect(readPicture(hex('ffd8 ffe0 0000 ffe0 0000 ffe0 0000 ffe0 0000'))).toBeNull()
  })
})

/**
 * What kind of picture some bytes are, and its size, read from the first bytes alone. The name or the type a client
 * gives counts for nothing. PNG, JPEG, WebP and GIF; no SVG, which is a program.
 */

export interface Picture {
  readonly type: 'image/png' | 'image/jpeg' | 'image/webp' | 'image/gif'
  readonly width: number
  readonly height: number
}

const startsWith = (bytes: Buffer, at: number, text: string): boolean =>
  bytes.subarray(at, at + text.length).equals(Buffer.from(text, 'latin1'))

/** 8 bytes of signature, then the chunk IHDR with width and height as 4 bytes each. */
const readPng = (bytes: Buffer): Picture | null =>
  bytes.length >= 24 && startsWith(bytes, 0, '\x89PNG\r\n\x1a\n') && startsWith(bytes, 12, 'IHDR')
    ? { type: 'image/png', width: bytes.readUInt32BE(16), height: bytes.readUInt32BE(20) }
    : null

const readGif = (bytes: Buffer): Picture | null =>
  bytes.length >= 10 && (startsWith(bytes, 0, 'GIF87a') || startsWith(bytes, 0, 'GIF89a'))
    ? { type: 'image/gif', width: bytes.readUInt16LE(6), height: bytes.readUInt16LE(8) }
    : null

/** A frame header is one of C0-CF, save C4 (tables), C8 (reserved) and CC (arithmetic tables). */
const isFrameHeader = (marker: number): boolean =>
  marker >= 0xc0 && marker <= 0xcf && marker !== 0xc4 && marker !== 0xc8 && marker !== 0xcc

/** Segments follow each other, each with its marker and length, up to the frame header that holds the size. */
const readJpeg = (bytes: Buffer): Picture | null => {
  if (!startsWith(bytes, 0, '\xff\xd8\xff')) return null
  let at = 2
  while (at + 9 <= bytes.length && bytes[at] === 0xff) {
    const marker = bytes[at + 1] ?? 0
    if (isFrameHeader(marker)) {
      return { type: 'image/jpeg', width: bytes.readUInt16BE(at + 7), height: bytes.readUInt16BE(at + 5) }
    }
    at += 2 + bytes.readUInt16BE(at + 2)
  }
  return null
}

/** Sizes are stored as 24 bits less one (VP8X), as 14 bits (VP8) or as two packed 14 bits less one (VP8L). */
const readWebp = (bytes: Buffer): Picture | null => {
  if (bytes.length < 30 || !startsWith(bytes, 0, 'RIFF') || !startsWith(bytes, 8, 'WEBP')) return null
  const type = 'image/webp'
  if (startsWith(bytes, 12, 'VP8X')) {
    return { type, width: bytes.readUIntLE(24, 3) + 1, height: bytes.readUIntLE(27, 3) + 1 }
  }
  if (startsWith(bytes, 12, 'VP8L')) {
    const packed = bytes.readUInt32LE(21)
    return { type, width: (packed & 0x3fff) + 1, height: ((packed >>> 14) & 0x3fff) + 1 }
  }
  if (!startsWith(bytes, 12, 'VP8 ')) return null
  return { type, width: bytes.readUInt16LE(26) & 0x3fff, height: bytes.readUInt16LE(28) & 0x3fff }
}

/** Null for anything that is not a picture of these four kinds. */
export const readPicture = (data: Uint8Array): Picture | null => {
  const bytes = Buffer.from(data.buffer, data.byteOffset, data.byteLength)
  return readPng(bytes) ?? readJpeg(bytes) ?? readGif(bytes) ?? readWebp(bytes)
}

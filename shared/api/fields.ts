/** What values look like in bodies and in addresses, whatever route they are of. */
import { z } from 'zod'

export const id = z.string().regex(/^[a-z0-9]{1,40}$/)

/**
 * What nobody sees, and what still moves letters about, hides a difference or commands a terminal: controls, marks of
 * direction, spaces without width. Pasted along mostly; to find such a one is more than can be asked of anybody. Joiners
 * count within words of some scripts, so they go at the ends only.
 */
const unseen =
  /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\u00ad\u061c\u180e\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb]|^[\u200c\u200d]+|(?<![\u200c\u200d])[\u200c\u200d]+$/g

/** As it is stored: a half of a letter that is written with two is none in a file. */
const seen = (max: number) =>
  z
    .string()
    .overwrite((text) => text.toWellFormed().replace(unseen, '').trim())
    .max(max)

/** A line that may be left empty. */
export const lineOrNone = (max: number) =>
  seen(max).regex(/^[^\t\n\r\u2028\u2029]*$/, 'must be one line, without tabs and line breaks')
export const line = (max: number) => lineOrNone(max).min(1)
export const prose = (max: number) => seen(max).min(1)
export const email = z
  .string()
  .trim()
  .max(254)
  .pipe(z.email())
  .pipe(z.email('this is not an e-mail address, such as name@council.example.'))
/** Random tokens of links: base64url of 32 bytes. */
export const secret = z.string().regex(/^[A-Za-z0-9_-]{43}$/)
/**
 * A name that the sender gives to what it wants made, so that what is asked again for want of an answer is made once;
 * where it is left out each asking makes another.
 */
export const once = id.optional()
export const day = z.iso.date()
export const role = z.enum(['coordinator', 'lead', 'drafter', 'commenter', 'reader'])
export const slug = z.string().regex(/^[a-z0-9][a-z0-9-]{0,59}$/)
const tagCode = z.string().regex(/^[A-Za-z0-9][A-Za-z0-9._-]{0,59}$/)

/** What each `:parameter` must look like; anything else is not found. */
export const paramSchemas: Readonly<Record<string, z.ZodType<string>>> = {
  framework: slug,
  code: tagCode,
  piece: z.string().regex(/^(0|[1-9]\d{0,8})$/),
}
export const paramSchemaOf = (name: string): z.ZodType<string> => paramSchemas[name] ?? id

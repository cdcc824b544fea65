/** What values look like in bodies and in addresses, whatever route they are of. */
import { z } from 'zod'

export const id = z.string().regex(/^[a-z0-9]{1,40}$/)
export const line = (max: number) =>
  z
    .string()
    .trim()
    .min(1)
    .max(max)
    .regex(/^[^\u0000-\u001f\u007f]*$/, 'one line of text')
export const prose = (max: number) => z.string().trim().min(1).max(max)
export const email = z.string().trim().max(254).pipe(z.email())
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

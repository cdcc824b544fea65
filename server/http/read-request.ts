/** From a request to an action's input: parameters by their pattern, body by its schema, every fault with its path. */
import type { ApiError } from '../../shared/api/error.ts'
import { paramSchemaOf } from '../../shared/api/fields.ts'
import { maxBodyBytes } from '../../shared/api/route.ts'
import { err, ok, type Result } from '../../shared/result.ts'
import { sayIssue } from '../../shared/say-issue.ts'
import { pathToText } from '../../shared/template/fault.ts'
import type { z } from 'zod'

type Refusable<T> = Result<T, ApiError>

/** A parameter that cannot be an id names nothing: not found. */
export const areParamsWell = (params: Readonly<Record<string, string>>): boolean =>
  Object.entries(params).every(([name, value]) => paramSchemaOf(name).safeParse(value).success)

const tooLarge = (maxBytes: number) =>
  err<ApiError>({
    type: 'too-large',
    says: `This is too large. At most ${Math.floor(maxBytes / 1024)} KB may be sent.`,
  })

const brokenOff = err<ApiError>({
  type: 'malformed',
  says: 'The request broke off before all of it had come, and nothing of it was done. Send it again.',
  faults: [{ path: '', says: 'broken off' }],
})

/**
 * Reads no further than the limit, whatever the request says of its length. What makes a body fail is that its sender
 * has gone, or was too slow for the server to wait: no fault of ours, and mostly told to nobody.
 */
export const readBytes = async (request: Request, maxBytes: number): Promise<Refusable<Uint8Array>> => {
  if (Number(request.headers.get('content-length') ?? 0) > maxBytes) return tooLarge(maxBytes)
  const chunks: Uint8Array[] = []
  let length = 0
  try {
    for await (const chunk of request.body ?? []) {
      length += chunk.byteLength
      if (length > maxBytes) return tooLarge(maxBytes)
      chunks.push(chunk)
    }
  } catch {
    return brokenOff
  }
  return ok(Buffer.concat(chunks))
}

const parseJson = (bytes: Uint8Array): Refusable<unknown> => {
  try {
    return ok(JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes)))
  } catch {
    return err({ type: 'malformed', says: 'The request is not valid JSON.', faults: [{ path: '', says: 'not JSON' }] })
  }
}

const isJson = (contentType: string | null): boolean => /^application\/json\s*(;|$)/i.test(contentType ?? '')

const faultsOf = (error: z.ZodError): ApiError => {
  const faults = error.issues.map(({ path, message }) => ({
    path: pathToText(path.map((step) => (typeof step === 'number' ? step : String(step)))),
    says: message,
  }))
  const says = faults.map((fault) => (fault.path === '' ? fault.says : `${fault.path}: ${fault.says}`)).join('; ')
  return { type: 'malformed', says, faults }
}

/** The body as its schema gives it. */
export const readBody = async (request: Request, schema: z.ZodType): Promise<Refusable<object>> => {
  if (!isJson(request.headers.get('content-type'))) {
    return err({ type: 'unsupported', says: 'Send JSON, with the content type application/json.' })
  }
  const bytes = await readBytes(request, maxBodyBytes)
  if (!bytes.ok) return bytes
  const json = parseJson(bytes.value)
  if (!json.ok) return json
  const parsed = schema.safeParse(json.value, { error: sayIssue })
  // Every body schema of the contract is an object.
  return parsed.success ? ok(parsed.data as object) : err(faultsOf(parsed.error))
}

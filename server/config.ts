/** Configuration from the environment, read once. A wrong value is refused with the variable's name. */
import { join, resolve } from 'node:path'
import { z } from 'zod'
import { err, ok, type Result } from '../shared/result.ts'
import { sayIssue } from '../shared/say-issue.ts'

export interface Config {
  /** 0 lets the system choose. */
  readonly port: number
  readonly host: string
  readonly dataFolder: string
  /** Plan types, frameworks and worked examples; those that come with the program when not set. */
  readonly templatesFolder: string
  /** Address people use, without a slash at the end; null: this machine at `port`. */
  readonly url: string | null
  readonly smtpUrl: string | null
  readonly mailFrom: string
  readonly logLevel: 'debug' | 'info' | 'warn' | 'error' | 'silent'
  /** Load the worked example when there is no plan yet. */
  readonly example: boolean
  /** Reverse proxies in front that add to `X-Forwarded-For`; 0: none, and the header counts for nothing. */
  readonly proxies: number
  /** Where `/metrics` is, an address of its own; null: nowhere. */
  readonly metrics: { readonly host: string; readonly port: number } | null
}

const shippedTemplates = join(import.meta.dirname, '..', 'templates')

/** Hosts of this machine alone, for which browsers keep sign-in cookies over plain http. */
const isLocalHost = (host: string): boolean => host === 'localhost' || host === '[::1]' || /^127\.[\d.]+$/.test(host)

const isSafeUrl = (text: string): boolean => {
  if (!URL.canParse(text)) return false
  const { protocol, hostname, pathname, search, hash } = new URL(text)
  if (pathname !== '/' || search !== '' || hash !== '') return false
  return protocol === 'https:' || (protocol === 'http:' && isLocalHost(hostname))
}

const maxPort = 65_535

const metricsAddress = /^(\[[0-9a-f:]+\]|[^:\s]+):(\d{1,5})$/i

const isMetricsAddress = (text: string): boolean => Number(metricsAddress.exec(text)?.[2] ?? Number.NaN) <= maxPort

const readMetricsAddress = (text: string): Config['metrics'] => {
  const [, host = '', port = ''] = metricsAddress.exec(text) ?? []
  return { host: host.replace(/^\[|\]$/g, ''), port: Number(port) }
}

const shape = z.object({
  PORT: z.coerce.number(`must be a whole number from 0 to ${maxPort}`).int().min(0).max(maxPort).default(8080),
  HOST: z.string().trim().min(1).default('127.0.0.1'),
  COMHLA_DATA: z.string().min(1).default('./data'),
  COMHLA_TEMPLATES: z.string().min(1).default(shippedTemplates),
  COMHLA_URL: z
    .string()
    .refine(isSafeUrl, 'must be an https address without a path; http only for localhost, since sign-in needs it')
    .optional(),
  COMHLA_SMTP: z
    .string()
    .refine((text) => URL.canParse(text) && /^smtps?:$/.test(new URL(text).protocol), 'must be smtp:// or smtps://')
    .optional(),
  COMHLA_MAIL_FROM: z.string().min(3).default('Còmhla <comhla@localhost>'),
  COMHLA_LOG_LEVEL: z.enum(['debug', 'info', 'warn', 'error', 'silent']).default('info'),
  COMHLA_EXAMPLE: z.enum(['yes', 'no']).default('yes'),
  COMHLA_PROXIES: z.coerce.number('must be a whole number from 0 to 10').int().min(0).max(10).default(0),
  COMHLA_METRICS: z
    .string()
    .refine(isMetricsAddress, 'must be an address and a port, such as 127.0.0.1:9464')
    .optional(),
})

type Environment = Readonly<Record<string, string | undefined>>

/** An empty variable is one that is not set. */
const withoutEmpty = (env: Environment): Environment =>
  Object.fromEntries(Object.entries(env).filter(([, value]) => value !== ''))

/** A name that is misspelt would count for nothing, and the server open another folder than was meant. */
const unknownNames = (env: Environment): readonly string[] =>
  Object.keys(env)
    .filter((name) => name.startsWith('COMHLA_') && !(name in shape.shape))
    .map((name) => `${name}: there is no such setting; see the README`)

/** Who listens to a network and says no address would print links that sign nobody in. */
const missingUrl = ({ HOST, COMHLA_URL }: z.output<typeof shape>): readonly string[] =>
  COMHLA_URL === undefined && !isSafeUrl(urlOf(HOST, maxPort))
    ? [`COMHLA_URL: must be set to the https address people use, since HOST is ${HOST}; sign-in needs it`]
    : []

/** The configuration, or one line for each variable that is wrong. */
export const readConfig = (env: Environment): Result<Config, readonly string[]> => {
  const given = withoutEmpty(env)
  const parsed = shape.safeParse(given, { error: sayIssue })
  const wrong = parsed.success
    ? missingUrl(parsed.data)
    : parsed.error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`)
  const faults = [...wrong, ...unknownNames(given)]
  if (!parsed.success || faults.length > 0) return err(faults)
  const { data } = parsed
  return ok({
    port: data.PORT,
    host: data.HOST,
    dataFolder: resolve(data.COMHLA_DATA),
    templatesFolder: resolve(data.COMHLA_TEMPLATES),
    url: data.COMHLA_URL?.replace(/\/$/, '') ?? null,
    smtpUrl: data.COMHLA_SMTP ?? null,
    mailFrom: data.COMHLA_MAIL_FROM,
    logLevel: data.COMHLA_LOG_LEVEL,
    example: data.COMHLA_EXAMPLE === 'yes',
    proxies: data.COMHLA_PROXIES,
    metrics: data.COMHLA_METRICS === undefined ? null : readMetricsAddress(data.COMHLA_METRICS),
  })
}

/** Addresses of a machine that mean all it has, and one of them that a browser opens. */
const anyHosts: Readonly<Record<string, string>> = { '0.0.0.0': '127.0.0.1', '::': '::1' }

/** `http://127.0.0.1:8080`, for who listens at this host and port. */
export const urlOf = (host: string, port: number): string => {
  const one = anyHosts[host] ?? host
  return `http://${one.includes(':') ? `[${one}]` : one}:${port}`
}

/** The address people use, of a server that listens at `port`. */
export const baseUrlOf = ({ url, host }: Config, port: number): string => url ?? urlOf(host, port)

/** Configuration from the environment, read once. A wrong value is refused with the variable's name. */
import { join, resolve } from 'node:path'
import { z } from 'zod'
import { err, ok, type Result } from '../shared/result.ts'

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

const localHosts = new Set(['localhost', '127.0.0.1', '[::1]'])

const isSafeUrl = (text: string): boolean => {
  if (!URL.canParse(text)) return false
  const { protocol, hostname, pathname, search, hash } = new URL(text)
  if (pathname !== '/' || search !== '' || hash !== '') return false
  return protocol === 'https:' || (protocol === 'http:' && localHosts.has(hostname))
}

const metricsAddress = /^(\[[0-9a-f:]+\]|[^:\s]+):(\d{1,5})$/i

const readMetricsAddress = (text: string): Config['metrics'] => {
  const [, host = '', port = ''] = metricsAddress.exec(text) ?? []
  return { host: host.replace(/^\[|\]$/g, ''), port: Number(port) }
}

const shape = z.object({
  PORT: z.coerce.number('must be a number').int().min(0).max(65_535).default(8080),
  HOST: z.string().min(1).default('127.0.0.1'),
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
  COMHLA_PROXIES: z.coerce.number('must be a number').int().min(0).max(10).default(0),
  COMHLA_METRICS: z.string().regex(metricsAddress, 'must be an address and a port, such as 127.0.0.1:9464').optional(),
})

type Environment = Readonly<Record<string, string | undefined>>

/** An empty variable is one that is not set. */
const withoutEmpty = (env: Environment): Environment =>
  Object.fromEntries(Object.entries(env).filter(([, value]) => value !== ''))

/** The configuration, or one line for each variable that is wrong. */
export const readConfig = (env: Environment): Result<Config, readonly string[]> => {
  const parsed = shape.safeParse(withoutEmpty(env))
  if (!parsed.success) return err(parsed.error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`))
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

/**
 * Everything the server answers over HTTP: the API, the pages, and two addresses for whoever watches the process.
 * Tests call `app.request`; no port is needed.
 */
import { Hono, type Context } from 'hono'
import { compress } from 'hono/compress'
import { workerPath } from '../../shared/addresses.ts'
import type { Deps } from '../context.ts'
import { createApi, refuse, type ApiEnv, type ApiSurroundings } from './api.ts'
import { preferredEncoding, type Client, type ClientFile } from './client-files.ts'
import { closedPolicy, pagePolicy, securityHeaders, workerPolicy } from './headers.ts'
import { preloadsOf } from './preloads.ts'

export interface AppDeps extends Deps, ApiSurroundings {
  readonly client: Client
}

type Ctx = Context<ApiEnv>

const notBuilt = 'The pages have not been built yet. Run: npm run build\n'

const setHeaders = (c: Ctx, headers: Readonly<Record<string, string>>): void => {
  for (const [name, value] of Object.entries(headers)) c.header(name, value)
}

const protect = (c: Ctx, { baseUrl }: Deps, policy = closedPolicy): void =>
  setHeaders(c, securityHeaders(baseUrl.startsWith('https:'), policy))

/** The worker keeps its name from build to build, so it is asked for anew each time. */
const caching = (path: string, { isImmutable }: ClientFile): string => {
  if (path === workerPath) return 'no-cache'
  return isImmutable ? 'public, max-age=31536000, immutable' : 'public, max-age=3600'
}

const sendFile = async (c: Ctx, deps: AppDeps): Promise<Response | null> => {
  const { path } = c.req
  const file = deps.client.files.get(path)
  if (!file) return null
  if (path === workerPath) protect(c, deps, workerPolicy)
  const encoding = file.isCompressible ? preferredEncoding(c.req.header('accept-encoding')) : 'identity'
  c.header('Content-Type', file.type)
  c.header('Cache-Control', caching(path, file))
  if (file.isCompressible) c.header('Vary', 'Accept-Encoding')
  if (encoding !== 'identity') c.header('Content-Encoding', encoding)
  return c.body(await file.encoded(encoding))
}

/** Every address that is no file is a screen of the one page. */
const sendPage = (c: Ctx, deps: AppDeps): Response => {
  const { page } = deps.client
  c.header('Cache-Control', 'no-store')
  if (page === null) return c.text(notBuilt, 503)
  const nonce = Buffer.from(deps.randomBytes(16)).toString('base64')
  protect(c, deps, pagePolicy(nonce))
  const preloads = preloadsOf(c.req.path, deps.client)
  if (preloads !== null) c.header('Link', preloads)
  return c.html(page.replaceAll('__NONCE__', nonce))
}

const addProbes = (app: Hono<ApiEnv>, { store, log }: Deps): void => {
  app.get('/healthz', (c) => c.text('ok\n'))
  app.get('/readyz', async (c) => {
    try {
      await store.ping()
      return c.text('ready\n')
    } catch (error) {
      log.error({ err: error }, 'store does not answer')
      return c.text('not ready\n', 503)
    }
  })
}

const addLogging = (app: Hono<ApiEnv>, { log, clock, newId }: Deps): void => {
  app.use(async (c, next) => {
    const requestId = newId()
    c.set('requestId', requestId)
    const startedAt = clock.now()
    await next()
    const { route, personId } = c.var
    const ms = clock.now() - startedAt
    if (route !== undefined) log.info({ requestId, route, personId, status: c.res.status, ms }, 'request')
  })
}

export const createApp = (deps: AppDeps): Hono<ApiEnv> => {
  const app = new Hono<ApiEnv>()
  addLogging(app, deps)
  app.use(async (c, next) => {
    protect(c, deps)
    await next()
  })
  app.use('/api/*', async (c, next) => {
    c.header('Cache-Control', 'no-store')
    await next()
  })
  app.use('/api/*', compress())
  addProbes(app, deps)
  app.route('/', createApi(deps, deps))
  app.get('*', async (c) => (await sendFile(c, deps)) ?? sendPage(c, deps))
  app.notFound((c) => refuse(c, { type: 'not-found', says: 'There is nothing at this address.' }))
  app.onError((error, c) => {
    deps.log.error({ err: error, requestId: c.get('requestId'), route: c.get('route') }, 'request failed')
    protect(c, deps)
    return refuse(c, {
      type: 'internal',
      says: 'Something went wrong on the server. What you wrote in the plan is safe. Try again.',
    })
  })
  return app
}

/**
 * `Link` headers of a plan's page: the scripts and answers it asks for first. The browser fetches them while it reads the
 * page's first script, which would ask for them only once it runs.
 */
import { planOfAddress, planParts } from '../../shared/addresses.ts'
import type { Client } from './client-files.ts'

const link = (path: string, how: string): string => `<${path}>; ${how}`

/** The header's value; null for a page that is quick without. */
export const preloadsOf = (path: string, { planScripts }: Pick<Client, 'planScripts'>): string | null => {
  const planId = planOfAddress(path)
  if (planId === null || !/^[\w-]+$/.test(planId)) return null
  return [
    // Asked for as the page's own calls do, or they would not be taken for the same.
    ...planParts(planId).map((part) => link(part, 'rel=preload; as=fetch; crossorigin')),
    ...planScripts.map((script) => link(script, 'rel=modulepreload')),
  ].join(', ')
}

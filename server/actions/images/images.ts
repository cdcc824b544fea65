/** Pictures of a plan: stored in the database under names of our own, shown to the plan's members only. */
import { createHash } from 'node:crypto'
import { can, type Decision, type Membership } from '../../../shared/access.ts'
import { err, ok, type Result } from '../../../shared/result.ts'
import { timestamp, type Deps } from '../../context.ts'
import type { ImageRow } from '../../store/tables.ts'
import { enterPlan, type Actor } from '../access.ts'
import { notFound, refused, tooMany, type ActionError } from '../errors.ts'
import type { Input, Reply } from '../input.ts'
import { readPicture } from './picture.ts'

/** A picture that unpacks to more pixels than this takes a browser's memory: 40 million. */
const maxPixels = 40_000_000

type StoreImage = 'POST /api/plans/:planId/images'

const srcOf = (planId: string, imageId: string): string => `/api/plans/${planId}/images/${imageId}`

const unsupported = (says: string) => err<ActionError>({ type: 'unsupported', says })

/** Who may comment in one section at least may bring a picture along. */
const canAnywhere = (membership: Membership): Decision => {
  const inPlan = can(membership, 'comment')
  const sections = Object.keys(membership.sectionRoles)
  return sections.some((id) => can(membership, 'comment', { id, state: 'drafting' }).allowed)
    ? { allowed: true }
    : inPlan
}

export const storeImage = async (
  { store, clock, newId, limits }: Deps,
  actor: Actor,
  { planId, bytes }: Input<StoreImage> & { readonly bytes: Uint8Array },
): Reply<StoreImage> => {
  const entered = await enterPlan(store.rows, actor, 'read-plan', planId)
  if (!entered.ok) return entered
  const decision = canAnywhere(entered.value.membership)
  if (!decision.allowed) return refused(decision.why)
  if (!limits.take('image', actor.personId)) return tooMany('That is a lot of pictures at once. Wait a few minutes.')
  const picture = readPicture(bytes)
  if (!picture) return unsupported('This is not a picture we can show. Use PNG, JPEG, WebP or GIF.')
  if (picture.width * picture.height > maxPixels) return unsupported('This picture is too large. Make it smaller.')
  const sha256 = createHash('sha256').update(bytes).digest('hex')
  const same = await store.rows.images.findSame(planId, sha256)
  if (same) return ok({ src: srcOf(planId, same.id) })
  const id = newId()
  const { type } = picture
  await store.rows.images.add({ id, planId, type, sha256, bytes, createdBy: actor.personId, at: timestamp(clock) })
  return ok({ src: srcOf(planId, id) })
}

export const readImage = async (
  { store }: Deps,
  actor: Actor,
  { planId, imageId }: Input<'GET /api/plans/:planId/images/:imageId'>,
): Promise<Result<ImageRow, ActionError>> => {
  const entered = await enterPlan(store.rows, actor, 'read-plan', planId)
  if (!entered.ok) return entered
  const image = await store.rows.images.find(imageId)
  return image?.planId === planId ? ok(image) : notFound('This picture')
}

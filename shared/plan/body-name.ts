/** How a body that prepares a plan is called until somebody says otherwise: by its kind and the area. */
export interface BodyName {
  readonly name: string
  readonly shortName: string
}

/** Health boards are named the other way round: "Ardmore Council", but "NHS Ardmore". */
export const nameByArea = (kind: string, label: string, area: string): BodyName => {
  const name = kind === 'health-board' ? `NHS ${area}` : `${area} ${label}`
  return { name, shortName: kind === 'council' ? label : name }
}

/** As two people would write the same name. */
const alike = (name: string): string => name.trim().replace(/\s+/g, ' ').toLowerCase()

/** Which of a body's names one of the others has already; people choose bodies by either. */
export const namesTaken = (body: BodyName, others: readonly BodyName[]): readonly (keyof BodyName)[] =>
  (['name', 'shortName'] as const).filter(
    (part) => alike(body[part]) !== '' && others.some((other) => alike(other[part]) === alike(body[part])),
  )

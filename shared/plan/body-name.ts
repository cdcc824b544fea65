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

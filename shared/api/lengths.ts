/** The most characters that a route takes of what people type: judged where it is typed, and by the server. */
export const mostCharacters = {
  planTitle: 200,
  area: 120,
  bodyName: 120,
  bodyShortName: 40,
  personName: 120,
  /** What a lead officer signs as. */
  capacity: 120,
  sectionTitle: 200,
  tokenLabel: 80,
  statement: 2_000,
  /** Of a reopening. */
  reason: 2_000,
  comment: 10_000,
} as const

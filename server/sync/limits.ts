/**
 * What one connection and one room may cost. The numbers are for people who write: none of them is ever met by someone
 * typing, pasting a chapter or coming back after a day offline.
 */
export interface Limits {
  /** One change. A pasted chapter of 20,000 words is about 200 kB. */
  readonly maxUpdateBytes: number
  /** The answer to our state vector, which holds everything written offline. */
  readonly maxUploadBytes: number
  /**
   * How much of an update with new text is read from who may not write; a larger one is answered unread. A right is
   * taken away with some words on their way, not with a chapter.
   */
  readonly maxUnwantedBytes: number
  /**
   * A question for the text: the asker's state vector, seven bytes or so for every visit in which somebody wrote. One
   * so large is answered in about a hundredth of a second. In a room of longer history it may be twice the room's own.
   */
  readonly maxQuestionBytes: number
  /** One connection's presence state: a name, two cursor positions. */
  readonly maxPresenceBytes: number
  /** What a room may hold; about forty times the largest section seen. */
  readonly maxRoomBytes: number
  /** How much larger deletions may make it that cut its text into ever more pieces; an editor's are far below it. */
  readonly maxCutBytes: number
  /** Bytes that have to come before a room's state is measured again to see whether it is full: encoding it takes time. */
  readonly measureEvery: number
  /** A state below this is sent as it is: it travels in a dozen packets. */
  readonly minPackedBytes: number
  /** What waits for a slow reader before it is sent away to come back and read the room anew. */
  readonly maxBufferedBytes: number
  /**
   * Text frames a connection may send at once, and per second for ever. A key held down makes 30 a second; a burst
   * comes from undoing or replacing all at once.
   */
  readonly textBurst: number
  readonly textPerSecond: number
  /**
   * The same for questions. Clients ask once, on coming in; each answer may take a read through the whole state, some
   * milliseconds for a large one.
   */
  readonly questionBurst: number
  readonly questionsPerSecond: number
  /** The same for presence: dragging a selection makes 60 a second, and stock clients echo what they are told. */
  readonly presenceBurst: number
  readonly presencePerSecond: number
  /**
   * The same for a connection of many rooms, all together. A network that hung for a while brings what was typed, pointed
   * at and said in several rooms at once; a reader who leafs through a long plan asks for a few texts a second.
   */
  readonly allFramesBurst: number
  readonly allFramesPerSecond: number
  readonly allQuestionsBurst: number
  readonly allQuestionsPerSecond: number
  /** Bytes a connection may send per second for ever, and at once, whatever rooms they are for. */
  readonly bytesPerSecond: number
  readonly bytesBurst: number
  /** Times a connection is asked for what the room lacks, without giving it, within ten seconds. */
  readonly maxResyncs: number
  readonly resyncWindowMs: number
  /** How often presence goes out at most: per room, and per connection in it. */
  readonly presenceEveryMs: number
  readonly presencePerConnectionMs: number
  /** A room given away without reading its stored state through does so after this long, when the crowd is in. */
  readonly verifyMs: number
  /** A room nobody is in is closed after this long. */
  readonly idleMs: number
  /** An open room in which nobody wrote for this long stores its state and lets its Y.Doc go. */
  readonly restMs: number
  /**
   * Updates after which the state is stored. So many behind it make opening a room some milliseconds slower; storing a
   * large state takes as long as some hundred letters.
   */
  readonly snapshotEvery: number
  /** The same in bytes that came, for those who paste and replace. */
  readonly snapshotBytes: number
  /** How soon the rest of the server hears that a section changed; and how often, at most, while it goes on changing. */
  readonly followMs: number
  readonly followOnMs: number
  /** Waiting before a failed append is tried again: first, and at most; it doubles. */
  readonly retryMs: number
  readonly maxRetryMs: number
}

const kib = 1024
const mib = 1024 * kib

export const defaultLimits: Limits = {
  maxUpdateBytes: mib,
  maxUploadBytes: 8 * mib,
  maxUnwantedBytes: 64 * kib,
  maxQuestionBytes: 64 * kib,
  maxPresenceBytes: 2 * kib,
  maxRoomBytes: 16 * mib,
  maxCutBytes: 2 * mib,
  measureEvery: mib,
  minPackedBytes: 16 * kib,
  maxBufferedBytes: 2 * mib,
  textBurst: 1_200,
  textPerSecond: 60,
  questionBurst: 20,
  questionsPerSecond: 1,
  presenceBurst: 1_200,
  presencePerSecond: 120,
  allFramesBurst: 6_000,
  allFramesPerSecond: 360,
  allQuestionsBurst: 240,
  allQuestionsPerSecond: 5,
  bytesPerSecond: 256 * kib,
  bytesBurst: 16 * mib,
  maxResyncs: 3,
  resyncWindowMs: 10_000,
  presenceEveryMs: 100,
  presencePerConnectionMs: 200,
  verifyMs: 1_000,
  idleMs: 60_000,
  restMs: 30_000,
  snapshotEvery: 2_000,
  snapshotBytes: 4 * mib,
  followMs: 500,
  followOnMs: 2_000,
  retryMs: 250,
  maxRetryMs: 10_000,
}

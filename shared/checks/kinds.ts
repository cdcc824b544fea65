/** The kinds of rule a template may use, by the name it uses; `templates/README.md` tells their settings. */
import { acronymsDefined } from './kinds/acronyms-defined.ts'
import { blocksTitled } from './kinds/blocks-titled.ts'
import { chainEnds } from './kinds/chain-ends.ts'
import { countBetween } from './kinds/count-between.ts'
import { datesWithin } from './kinds/dates-within.ts'
import { everyCodeTagged } from './kinds/every-code-tagged.ts'
import { fieldsFilled } from './kinds/fields-filled.ts'
import { gridFilled } from './kinds/grid-filled.ts'
import { linked } from './kinds/linked.ts'
import { linksHold } from './kinds/links-hold.ts'
import { namesAgree } from './kinds/names-agree.ts'
import { noPlaceholder } from './kinds/no-placeholder.ts'
import { noTurnedText } from './kinds/no-turned-text.ts'
import { notOngoing } from './kinds/not-ongoing.ts'
import { sectionHasText } from './kinds/section-has-text.ts'
import { sectionTagged } from './kinds/section-tagged.ts'
import { shareRises } from './kinds/share-rises.ts'
import { topicsMentioned } from './kinds/topics-mentioned.ts'
import type { RuleKind } from './rule-kind.ts'

export const ruleKinds: ReadonlyMap<string, RuleKind> = new Map([
  ['acronyms-defined', acronymsDefined],
  ['blocks-titled', blocksTitled],
  ['chain-ends', chainEnds],
  ['count-between', countBetween],
  ['dates-within', datesWithin],
  ['every-code-tagged', everyCodeTagged],
  ['fields-filled', fieldsFilled],
  ['grid-filled', gridFilled],
  ['linked', linked],
  ['links-hold', linksHold],
  ['names-agree', namesAgree],
  ['no-placeholder', noPlaceholder],
  ['no-turned-text', noTurnedText],
  ['not-ongoing', notOngoing],
  ['section-has-text', sectionHasText],
  ['section-tagged', sectionTagged],
  ['share-rises', shareRises],
  ['topics-mentioned', topicsMentioned],
])

/** The app: what surrounds every screen, and which address shows which screen. */
import { QueryCache, QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { useState } from 'react'
import type { ComponentType, ReactNode } from 'react'
import { Route, Switch, useLocation } from 'wouter'
import { KeeperContext } from './kept/keeper-context.ts'
import { createKeeper } from './kept/keeper.ts'
import { SettledCopies } from './kept/SettledCopies.tsx'
import { askForPlan } from './api/ask-for-plan.ts'
import { isCutOff, mayPass, meQuery } from './api/queries.ts'
import { canReachServer, isRefusal } from './api/call.ts'
import { ShownFactsContext } from './offline/shown-facts-context.ts'
import { createShownFacts } from './offline/shown-facts.ts'
import { usePlatform } from './platform.ts'
import { planOfAddress } from '../shared/addresses.ts'
import { HomePage } from './home/HomePage.tsx'
import { AnnouncerRegions } from './ui/Announcer.tsx'
import { Crash } from './ui/Crash.tsx'
import { createLaterPart } from './ui/later-part.tsx'
import { Loading } from './ui/Loading.tsx'
import { Screen } from './Screen.tsx'
import { PageHeading } from './ui/PageHeading.tsx'
import { NotFound } from './ui/NotFound.tsx'
import { UnsentWordsHolder } from './ui/UnsentWords.tsx'
import { words } from './words/en.ts'

/** With what is kept of unsaved words, which a reload would lose. */
const framed = (says: ReactNode): ReactNode => <Screen signedIn={false}>{says}</Screen>

/** Should the frame itself be what breaks. */
const bare = (says: ReactNode): ReactNode => says

const screenMissing = (says: ReactNode): ReactNode =>
  framed(
    <>
      <PageHeading title={words.errors.screenMissing} />
      {says}
    </>,
  )

const laterScreen = <P extends object>(load: () => Promise<{ readonly default: ComponentType<P> }>) =>
  createLaterPart(load, { meanwhile: <Loading what={words.general.main} />, frame: screenMissing })

const signInPage = laterScreen(() => import('./entry/SignInPage.tsx'))
const joinPage = laterScreen(() => import('./entry/JoinPage.tsx'))
const newPlanPage = laterScreen(() => import('./home/NewPlanPage.tsx'))
const planPage = laterScreen(() => import('./plan/PlanPage.tsx'))
const signOffPage = laterScreen(() => import('./signoff/SignOffPage.tsx'))
const coveragePage = laterScreen(() => import('./checks/CoveragePage.tsx'))
const peoplePage = laterScreen(() => import('./people/PeoplePage.tsx'))
const accountPage = laterScreen(() => import('./account/AccountPage.tsx'))
const helpPage = laterScreen(() => import('./help/HelpPage.tsx'))
const accessibilityPage = laterScreen(() => import('./help/AccessibilityPage.tsx'))
const gallery = import.meta.env.DEV ? laterScreen(() => import('./gallery/Gallery.tsx')) : null

const Routes = () => (
  <Switch>
    <Route path="/">
      <HomePage />
    </Route>
    <Route path="/sign-in">
      <signInPage.Part />
    </Route>
    <Route path="/join">
      <joinPage.Part />
    </Route>
    <Route path="/new">
      <newPlanPage.Part />
    </Route>
    <Route path="/plans/:planId/coverage">{({ planId }) => <coveragePage.Part planId={planId} />}</Route>
    <Route path="/plans/:planId/people">{({ planId }) => <peoplePage.Part planId={planId} />}</Route>
    <Route path="/plans/:planId/sections/:sectionId/sign-off">
      {({ planId, sectionId }) => <signOffPage.Part key={sectionId} planId={planId} sectionId={sectionId} />}
    </Route>
    <Route path="/plans/:planId/*?">
      {({ planId, '*': rest }) => <planPage.Part key={planId} planId={planId} rest={rest ?? ''} />}
    </Route>
    <Route path="/account">
      <accountPage.Part />
    </Route>
    <Route path="/help">
      <helpPage.Part />
    </Route>
    <Route path="/accessibility">
      <accessibilityPage.Part />
    </Route>
    {gallery !== null && (
      <Route path="/gallery">
        <gallery.Part />
      </Route>
    )}
    <Route>
      <Screen>
        <NotFound />
      </Screen>
    </Route>
  </Switch>
)

const createQueries = (): QueryClient => {
  const queries: QueryClient = new QueryClient({
    defaultOptions: {
      // Asked for even where the browser thinks that there is no network: else nothing is said, and the page waits.
      queries: {
        retry: (failures, thrown) => mayPass(failures, thrown, isCutOff(queries)),
        staleTime: 30_000,
        refetchOnWindowFocus: true,
        networkMode: 'always',
      },
      mutations: { networkMode: 'always' },
    },
    queryCache: new QueryCache({
      onError: (error, { queryKey }) => {
        // Who one is, and in which plans, is asked again.
        if (queryKey[0] !== meQuery.queryKey[0] && isRefusal(error))
          void queries.prefetchQuery({ ...meQuery, staleTime: 0 })
      },
    }),
  })
  return queries
}

/** Who comes straight to a plan waits for nothing that could be on its way already. */
const createStartedQueries = (): QueryClient => {
  const queries = createQueries()
  const planId = planOfAddress(location.pathname)
  if (planId === null) return queries
  askForPlan(queries, planId)
  // A page that does not load is said by the screen that shows it.
  planPage.begin().catch(() => undefined)
  return queries
}

export const App = () => {
  const [queries] = useState(createStartedQueries)
  const { copies, windows } = usePlatform()
  const [keeper] = useState(() => createKeeper(windows))
  const [shownFacts] = useState(() => createShownFacts({ queries, readKept: copies.readKept, canReachServer }))
  const [path] = useLocation()
  return (
    <QueryClientProvider client={queries}>
      <AnnouncerRegions>
        <UnsentWordsHolder>
          <KeeperContext value={keeper}>
            <ShownFactsContext value={shownFacts}>
              <SettledCopies />
              <Crash frame={bare}>
                <Crash key={path.split('/')[1]} frame={framed}>
                  <Routes />
                </Crash>
              </Crash>
            </ShownFactsContext>
          </KeeperContext>
        </UnsentWordsHolder>
      </AnnouncerRegions>
    </QueryClientProvider>
  )
}

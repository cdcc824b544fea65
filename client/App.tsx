/** The app: what surrounds every screen, and which address shows which screen. */
import { QueryCache, QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { lazy, Suspense, useState } from 'react'
import type { ReactNode } from 'react'
import { Route, Switch, useLocation } from 'wouter'
import { KeeperContext } from './kept/keeper-context.ts'
import { createKeeper } from './kept/keeper.ts'
import { SettledCopies } from './kept/SettledCopies.tsx'
import { mayPass, meQuery } from './api/queries.ts'
import { errorOf } from './api/call.ts'
import { planOfAddress } from '../shared/addresses.ts'
import { startPlan } from './api/start-plan.ts'
import { HomePage } from './home/HomePage.tsx'
import { AnnouncerRegions } from './ui/Announcer.tsx'
import { Crash } from './ui/Crash.tsx'
import { createLaterPart } from './ui/later-part.tsx'
import { Loading } from './ui/Loading.tsx'
import { Screen } from './Screen.tsx'
import { NotFound } from './ui/NotFound.tsx'
import { words } from './words/en.ts'

const SignInPage = lazy(() => import('./entry/SignInPage.tsx'))
const JoinPage = lazy(() => import('./entry/JoinPage.tsx'))
const NewPlanPage = lazy(() => import('./home/NewPlanPage.tsx'))
const planPage = createLaterPart(() => import('./plan/PlanPage.tsx'), <Loading what={words.general.main} />)
const SignOffPage = lazy(() => import('./signoff/SignOffPage.tsx'))
const CoveragePage = lazy(() => import('./checks/CoveragePage.tsx'))
const PeoplePage = lazy(() => import('./people/PeoplePage.tsx'))
const AccountPage = lazy(() => import('./account/AccountPage.tsx'))
const HelpPage = lazy(() => import('./help/HelpPage.tsx'))
const AccessibilityPage = lazy(() => import('./help/AccessibilityPage.tsx'))
const Gallery = import.meta.env.DEV ? lazy(() => import('./gallery/Gallery.tsx')) : null

const Routes = () => (
  <Switch>
    <Route path="/">
      <HomePage />
    </Route>
    <Route path="/sign-in">
      <SignInPage />
    </Route>
    <Route path="/join">
      <JoinPage />
    </Route>
    <Route path="/new">
      <NewPlanPage />
    </Route>
    <Route path="/plans/:planId/coverage">{({ planId }) => <CoveragePage planId={planId} />}</Route>
    <Route path="/plans/:planId/people">{({ planId }) => <PeoplePage planId={planId} />}</Route>
    <Route path="/plans/:planId/sections/:sectionId/sign-off">
      {({ planId, sectionId }) => <SignOffPage key={sectionId} planId={planId} sectionId={sectionId} />}
    </Route>
    <Route path="/plans/:planId/*?">
      {({ planId, '*': rest }) => <planPage.Part key={planId} planId={planId} rest={rest ?? ''} />}
    </Route>
    <Route path="/account">
      <AccountPage />
    </Route>
    <Route path="/help">
      <HelpPage />
    </Route>
    <Route path="/accessibility">
      <AccessibilityPage />
    </Route>
    {Gallery !== null && (
      <Route path="/gallery">
        <Gallery />
      </Route>
    )}
    <Route>
      <Screen>
        <NotFound />
      </Screen>
    </Route>
  </Switch>
)

/** Answers that say that one is signed out, or may no longer see something: who one is and where is asked again. */
const aboutMe: readonly string[] = ['sign-in', 'forbidden', 'not-found']

const createQueries = (): QueryClient => {
  const queries = new QueryClient({
    defaultOptions: { queries: { retry: mayPass, staleTime: 30_000, refetchOnWindowFocus: true } },
    queryCache: new QueryCache({
      onError: (error, { queryKey }) => {
        if (queryKey[0] !== meQuery.queryKey[0] && aboutMe.includes(errorOf(error).type))
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
  startPlan(queries, planId)
  // A page that does not load is said by the screen that shows it.
  planPage.begin().catch(() => undefined)
  return queries
}

/** With what is kept of unsaved words, which a reload would lose. */
const framed = (says: ReactNode): ReactNode => <Screen signedIn={false}>{says}</Screen>

/** Should the frame itself be what breaks. */
const bare = (says: ReactNode): ReactNode => says

export const App = () => {
  const [queries] = useState(createStartedQueries)
  const [keeper] = useState(createKeeper)
  const [path] = useLocation()
  return (
    <QueryClientProvider client={queries}>
      <AnnouncerRegions>
        <KeeperContext value={keeper}>
          <SettledCopies />
          <Crash frame={bare}>
            <Crash key={path.split('/')[1]} frame={framed}>
              <Suspense fallback={<Loading what={words.general.main} />}>
                <Routes />
              </Suspense>
            </Crash>
          </Crash>
        </KeeperContext>
      </AnnouncerRegions>
    </QueryClientProvider>
  )
}

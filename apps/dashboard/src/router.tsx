import type { QueryClient } from '@tanstack/react-query'
import {
  createRootRoute,
  createRoute,
  createRouter,
  lazyRouteComponent,
} from '@tanstack/react-router'
import { Frame } from './frame/Frame.tsx'
import { NotFound } from './frame/NotFound.tsx'
import { FrameSkeleton } from './frame/FrameSkeleton.tsx'
import { Problem } from './kit/Problem.tsx'
import { parseSearch, stringifySearch } from './url/view.ts'

const reload = () => window.location.reload()

/** The pages, each a chunk of its own. The address is their state: see `url/`. */
export function createPages(cache: QueryClient) {
  const root = createRootRoute({
    component: () => <Frame cache={cache} />,
    notFoundComponent: NotFound,
  })
  const at = <const P extends string>(
    path: P,
    load: () => Promise<{ default: () => React.ReactNode }>,
  ) => createRoute({ getParentRoute: () => root, path, component: lazyRouteComponent(load) })
  const routeTree = root.addChildren([
    at('/', () => import('./pages/overview/OverviewPage.tsx')),
    at('/campaigns', () => import('./pages/campaigns/CampaignsPage.tsx')),
    at('/campaigns/$campaign', () => import('./pages/campaign/CampaignPage.tsx')),
    at('/contacts', () => import('./pages/contacts/ContactsPage.tsx')),
    at('/contacts/$contact', () => import('./pages/contact/ContactPage.tsx')),
    at('/deliverability', () => import('./pages/deliverability/DeliverabilityPage.tsx')),
    at('/revenue', () => import('./pages/revenue/RevenuePage.tsx')),
    at('/sources', () => import('./pages/sources/SourcesPage.tsx')),
    at('/sources/$source', () => import('./pages/sources/SourcePage.tsx')),
    at('/welcome', () => import('./pages/welcome/WelcomePage.tsx')),
    at('/imports', () => import('./pages/imports/ImportsPage.tsx')),
    at('/settings', () => import('./pages/settings/SettingsPage.tsx')),
    at('/settings/$tab', () => import('./pages/settings/SettingsPage.tsx')),
    at('/account', () => import('./pages/account/AccountPage.tsx')),
    at('/account/$tab', () => import('./pages/account/AccountPage.tsx')),
    at('/setup', () => import('./pages/accounts/SetupPage.tsx')),
    at('/begin', () => import('./pages/accounts/BeginPage.tsx')),
    at('/sign-in', () => import('./pages/accounts/SignInPage.tsx')),
    at('/forgot-password', () => import('./pages/accounts/ForgotPasswordPage.tsx')),
    at('/reset-password', () => import('./pages/accounts/ResetPasswordPage.tsx')),
    at('/confirm-email', () => import('./pages/accounts/ConfirmEmailPage.tsx')),
    at('/invitation', () => import('./pages/accounts/InvitationPage.tsx')),
    at('/workspaces/new', () => import('./pages/accounts/NewWorkspacePage.tsx')),
  ])
  return createRouter({
    routeTree,
    parseSearch,
    stringifySearch,
    scrollRestoration: true,
    defaultPreload: 'intent',
    defaultPendingMs: 200,
    defaultPendingComponent: FrameSkeleton,
    defaultErrorComponent: ({ error }) => <Problem of={error as Error} onRetry={reload} />,
  })
}

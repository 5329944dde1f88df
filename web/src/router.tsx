import {
  createRootRoute,
  createRoute,
  createRouter,
  lazyRouteComponent,
  Outlet,
} from '@tanstack/react-router';
import { Frame } from './parts/frame.tsx';
import { NotHere, ScreenFailed } from './parts/notes.tsx';
import { OverviewScreen } from './screens/overview.tsx';
import {
  assetFilter,
  dataFilter,
  findingFilter,
  parseSearch,
  returnTo,
  stringifySearch,
} from './search.ts';

const root = createRootRoute({ component: Outlet, notFoundComponent: NotHere });

/** All that needs an account stands in the frame. */
const inside = createRoute({ getParentRoute: () => root, id: 'inside', component: Frame });

const routeTree = root.addChildren([
  inside.addChildren([
    createRoute({ getParentRoute: () => inside, path: '/', component: OverviewScreen }),
    createRoute({
      getParentRoute: () => inside,
      path: '/findings',
      validateSearch: findingFilter,
      component: lazyRouteComponent(() => import('./screens/findings.tsx'), 'FindingsScreen'),
    }),
    createRoute({
      getParentRoute: () => inside,
      path: '/findings/$id',
      component: lazyRouteComponent(() => import('./screens/finding.tsx'), 'FindingScreen'),
    }),
    createRoute({
      getParentRoute: () => inside,
      path: '/cases',
      component: lazyRouteComponent(() => import('./screens/cases.tsx'), 'CasesScreen'),
    }),
    createRoute({
      getParentRoute: () => inside,
      path: '/cases/$id',
      component: lazyRouteComponent(() => import('./screens/case.tsx'), 'CaseScreen'),
    }),
    createRoute({
      getParentRoute: () => inside,
      path: '/assets',
      validateSearch: assetFilter,
      component: lazyRouteComponent(() => import('./screens/assets.tsx'), 'AssetsScreen'),
    }),
    createRoute({
      getParentRoute: () => inside,
      path: '/assets/$asset',
      component: lazyRouteComponent(() => import('./screens/asset.tsx'), 'AssetScreen'),
    }),
    createRoute({
      getParentRoute: () => inside,
      path: '/data',
      validateSearch: dataFilter,
      component: lazyRouteComponent(() => import('./screens/data.tsx'), 'DataScreen'),
    }),
    createRoute({
      getParentRoute: () => inside,
      path: '/runs',
      component: lazyRouteComponent(() => import('./screens/runs.tsx'), 'RunsScreen'),
    }),
    createRoute({
      getParentRoute: () => inside,
      path: '/runs/$id',
      component: lazyRouteComponent(() => import('./screens/run.tsx'), 'RunScreen'),
    }),
    createRoute({
      getParentRoute: () => inside,
      path: '/schedule',
      component: lazyRouteComponent(() => import('./screens/schedule.tsx'), 'ScheduleScreen'),
    }),
    createRoute({
      getParentRoute: () => inside,
      path: '/settings',
      component: lazyRouteComponent(() => import('./screens/settings.tsx'), 'SettingsScreen'),
    }),
  ]),
  createRoute({
    getParentRoute: () => root,
    path: '/sign-in',
    validateSearch: returnTo,
    component: lazyRouteComponent(() => import('./screens/sign-in.tsx'), 'SignInScreen'),
  }),
  createRoute({
    getParentRoute: () => root,
    path: '/sign-in/back',
    component: lazyRouteComponent(() => import('./screens/sign-in-back.tsx'), 'SignInBackScreen'),
  }),
  createRoute({
    getParentRoute: () => root,
    path: '/first',
    component: lazyRouteComponent(() => import('./screens/first.tsx'), 'FirstScreen'),
  }),
]);

export const router = createRouter({
  routeTree,
  parseSearch,
  stringifySearch,
  defaultPreload: false,
  defaultErrorComponent: ScreenFailed,
  scrollRestoration: false,
});

declare module '@tanstack/react-router' {
  interface Register {
    router: typeof router;
  }
}

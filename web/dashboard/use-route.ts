import { useEffect, useState } from 'preact/hooks';
import { hashOf, type Route, routeOf } from './routes.ts';

/** What the address says is to be shown. */
export function useRoute(): Route {
  const [route, setRoute] = useState(() => routeOf(location.hash));
  useEffect(() => {
    const follow = () => setRoute(routeOf(location.hash));
    window.addEventListener('hashchange', follow);
    return () => window.removeEventListener('hashchange', follow);
  }, []);
  return route;
}

/** Goes to a route; `replace` leaves no step to go back to, for what changes while one types. */
export function go(route: Route, replace = false): void {
  if (replace) {
    history.replaceState(null, '', hashOf(route));
    window.dispatchEvent(new HashChangeEvent('hashchange'));
  } else {
    location.hash = hashOf(route);
  }
}

// History routing: the route is state, links are ordinary links.

import { parse_route, type Route } from './routes';

const here = () => parse_route(location.pathname + location.search);

let current = $state.raw<Route>(here());

export const router = {
  get route(): Route {
    return current;
  },
};

export function navigate(path: string, { replace = false } = {}): void {
  if (replace) history.replaceState(null, '', path);
  else history.pushState(null, '', path);
  current = here();
  scrollTo(0, 0);
}

// Follows links inside the page without loading it again.
function follow(event: MouseEvent): void {
  if (event.defaultPrevented || event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
  const link = (event.target as Element).closest('a');
  const outside = !link || link.origin !== location.origin || link.hasAttribute('download') || link.target;
  if (outside || link.pathname.startsWith('/api/') || link.getAttribute('href')?.startsWith('#')) return;
  event.preventDefault();
  navigate(link.pathname + link.search);
}

export function start_router(): void {
  addEventListener('popstate', () => (current = here()));
  document.addEventListener('click', follow);
}

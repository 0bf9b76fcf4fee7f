// Colours for canvases.
import type { Paint } from './skeleton';

export const colour = (token: string) =>
  getComputedStyle(document.documentElement).getPropertyValue(`--${token}`).trim();

// On a film the colours of the page would drown: these show on light and on dark.
export const film_paint: Paint = { left: '#5fe0d2', right: '#ffb347', middle: '#ffffff', seam: 'rgb(0 0 0 / 60%)' };

// The part of the page that is loaded on its own.
export { default as Gait } from '../pages/Gait.svelte';
export { default as GaitSession } from '../pages/GaitSession.svelte';

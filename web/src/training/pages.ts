// The part of the page that is loaded on its own.
export { default as Activity } from '../pages/Activity.svelte';
export { default as Training } from '../pages/Training.svelte';

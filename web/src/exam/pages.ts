// The part of the page that is loaded on its own.
export { default as Evaluation } from '../pages/Evaluation.svelte';
export { default as Feet } from '../pages/Feet.svelte';
export { default as Strength } from '../pages/Strength.svelte';
